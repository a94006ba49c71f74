"""The worker goes on after errors, takes up what another left, and logs nobody's name."""

import logging
import sys
import threading
from datetime import datetime

import psycopg
from django.db import connection

from handclasp.config.logs import Plain
from handclasp.config.worker import sweep_on
from tests.ground import copies
from tests.ground.serving import Running
from tests.ground.whole import eventually


def test_the_sweep_goes_on_after_an_error(db_clone: str) -> None:
    stopping, calls = threading.Event(), []

    def sweep(now: datetime) -> None:
        calls.append(now)
        if len(calls) > 1:
            stopping.set()
        raise ValueError("a client's name")

    sweep_on(stopping, sweep)
    assert len(calls) == 2
    connection.close()


def test_a_logged_error_names_its_kind_and_place_and_nobody() -> None:
    try:
        try:
            raise KeyError("a client's name")
        except KeyError as cause:
            raise ValueError("a client's name") from cause
    except ValueError:
        record = logging.LogRecord("handclasp", logging.ERROR, "here", 1, "It failed", (), sys.exc_info())
    line = Plain().format(record)
    assert "client" not in line
    assert "builtins.ValueError at test_a_logged_error" in line
    assert "builtins.KeyError" in line


def test_a_broken_rule_is_logged_by_name_without_the_row(db_clone: str) -> None:
    with psycopg.connect(copies.address("handclasp_owner", db_clone)) as owner:
        owner.execute("CREATE TABLE met (name text CONSTRAINT met_once UNIQUE)")
        owner.execute("INSERT INTO met VALUES ('a client')")
        try:
            owner.execute("INSERT INTO met VALUES ('a client')")
        except psycopg.errors.UniqueViolation:
            line = Plain().formatException(sys.exc_info())
    assert "client" not in line
    assert "(23505, met_once)" in line


def test_a_job_that_a_dead_worker_left_half_done_is_done(running: Running) -> None:
    running.kill("worker")
    with psycopg.connect(copies.address("handclasp_owner", running.database), autocommit=True) as owner:
        dead = owner.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        ).fetchone()
        assert dead is not None
        owner.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id) "
            "VALUES ('default', 'handoffs.ring_bell', '{\"handoff_id\": 0}', 'doing', %s)",
            dead,
        )
        running.start("worker")

        def is_finished() -> bool:
            row = owner.execute("SELECT status IN ('succeeded', 'failed') FROM procrastinate_jobs").fetchone()
            return bool(row and row[0])

        eventually("the job is taken up again", is_finished, 30)
