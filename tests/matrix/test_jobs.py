"""Jobs and the command line: each is known, acts under a name with the least it needs, and is told numbers only."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager

import click
import pytest
from django.db import connection
from procrastinate.contrib.django import app

from handclasp.config.cli import main
from handclasp.handoffs.models import Call
from handclasp.handoffs.tasks import ring_bell, sweep
from tests import cast
from tests.cast import DAY, MINUTE, NOW

# Every job with the name it acts under; an empty name touches no client.
JOBS = {
    "handoffs.ring_bell": "watches",
    "directory.send_invitation": "",
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": "",
}
# Every command of the command line with whom it acts as: whoever may run it owns the machine.
COMMANDS = {
    "run": "starts the parts",
    "demo": "starts the parts, and loads invented people as system:demo",
    "web": "serves: every request acts as its person",
    "worker": "works: every deadline acts as system:watches",
    "migrate": "the owner of the tables",
    "check-migrations": "reads no database",
    "check": "the owner of the tables, reading only",
    "digest": "the owner of the tables, reading only",
    "backup": "the owner of the tables",
    "restore": "the owner of the tables",
    "invite": "the owner of the machine: makes a link for somebody who is on the staff",
    "admin": "the owner of the machine: names the first administrator",
    "password": "sets one password, and touches no client",
    "import fhir": "system:importer",
    "import staff": "system:importer",
    "import hsds": "system:importer",
}


def test_every_job_is_known() -> None:
    known = {name for name in app.tasks if not name.startswith("procrastinate.")}
    assert known <= set(JOBS), (
        "Say in tests/matrix/test_jobs.py under which name a new job acts, and why no other."
    )
    assert {name for name in JOBS if not name.startswith("builtin:")} <= known


@pytest.mark.parametrize(
    "name", sorted(name for name in app.tasks if name.startswith(("handoffs", "directory")))
)
def test_a_job_is_told_numbers_only(name: str) -> None:
    told = inspect.signature(app.tasks[name].func).parameters.values()
    assert [p.name for p in told if not (p.name.endswith("_id") and p.annotation in {int, "int"})] == []


def test_what_waits_in_the_queue_is_numbers_only(clinic_rollback: None) -> None:
    cast.ringing("marisol", "imani")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM procrastinate_jobs, jsonb_each(args)")
        waiting = cursor.fetchall()
    assert waiting
    assert all(key.endswith("_id") and value.isdigit() for key, value in waiting)


def test_a_command_line_without_a_stranger() -> None:
    found = set(_commands(main, ""))
    assert found - set(COMMANDS) == set(), "Say in tests/matrix/test_jobs.py whom a new command acts as."


def _commands(group: click.Group, prefix: str) -> list[str]:
    names: list[str] = []
    for name, command in group.commands.items():
        names += _commands(command, f"{name} ") if isinstance(command, click.Group) else [prefix + name]
    return names


def test_the_watch_needs_no_more_than_it_has(clinic: str) -> None:
    """Whatever the worker does is done with the rights of system:watches, and with nobody else's eyes."""
    ringing, teddy = cast.ringing("marisol", "imani", wait=2), cast.promised(cast.said_yes("teddy"))
    moved = 0
    with _nobody_elses_eyes():
        ring_bell.func(ringing.pk)
        for days in range(8):
            moved += sweep(NOW + days * DAY + 3 * MINUTE)
    assert moved > 4
    assert Call.objects.filter(handoff=ringing, ended_at=None).count() == 0
    assert any(kind.startswith("watch_") for kind in cast.notices("grace", teddy))


def test_without_a_name_the_worker_would_find_nothing(clinic: str) -> None:
    cast.ringing("marisol", "imani")
    with _nobody_elses_eyes():
        assert not Call.objects.exists()


@contextmanager
def _nobody_elses_eyes() -> Iterator[None]:
    """Let this connection act as nobody outside a transaction that names its actor, as in the product."""
    eyes, connection.handclasp_names = connection.handclasp_names, []  # type: ignore[attr-defined]
    _look_as("")
    try:
        yield
    finally:
        connection.handclasp_names = eyes  # type: ignore[attr-defined]
        _look_as("system:tests")


def _look_as(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handclasp.actor', %s, false)", [name])
