"""The real product, killed in the middle of a call and of an escalation: nothing lost, doubled or stuck."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections

from handclasp.config.databases import databases_from_environment
from handclasp.handoffs.checks import run_checks
from handclasp.handoffs.commands.calling import accept_ring, decline_ring, start_call
from handclasp.handoffs.commands.meeting import Words, mark_everyone_present, save_words
from handclasp.handoffs.models import Handoff, Notice, Ring, Summary, Watch
from handclasp.platform.clock import wall_now
from handclasp.platform.refusals import Refusal
from tests import cast
from tests.cast import actor, ring_of, staff
from tests.ground import copies
from tests.ground.databases import let_the_tests_go, let_the_tests_look
from tests.ground.whole import Whole, eventually

SECOND = timedelta(seconds=1)
PARTS = [
    "worker",
    pytest.param("database", marks=pytest.mark.long),
    pytest.param("pages", marks=pytest.mark.long),
]
ADDRESS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@pytest.fixture
def busy_whole(whole: Whole, django_db_blocker: Any) -> Iterator[Whole]:
    """Return a running product with the cast in it; this test's commands go to the same database."""
    whole.start()
    with django_db_blocker.unblock():
        connections.close_all()
        found = databases_from_environment(whole.addresses())
        before = {alias: {key: connections.settings[alias].get(key) for key in ADDRESS} for alias in found}
        for alias, settings in found.items():
            connections.settings[alias].update({key: settings[key] for key in ADDRESS})
        let_the_tests_look(whole.addresses()["DATABASE_OWNER_URL"])
        cast.load()
        yield whole
        connections.close_all()
        for alias, settings in before.items():
            connections.settings[alias].update(settings)
        copies.point_django_at("none")


def kill(whole: Whole, part: str) -> None:
    """End a part as a power cut would, and wait until all answer again."""
    said = whole.said().count("again")
    whole.part(part).kill()
    connections.close_all()
    eventually("the part is replaced", lambda: whole.said().count("again") > said)
    whole.wait_until_ready()


def patiently(question: Callable[[], object]) -> Callable[[], object]:
    """Return the question as one that a database which is just coming back answers with no."""

    def ask() -> object:
        try:
            return question()
        except DatabaseError:
            connection.close()
            return False

    return ask


def assert_whole(whole: Whole) -> None:
    """Run every check, here and by the command, after the tests gave their own rights back."""
    let_the_tests_go(whole.addresses()["DATABASE_OWNER_URL"])
    assert [result for result in run_checks(wall_now()) if result.breaches] == []
    done = whole.command("check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "rules hold" in done.stdout


def told() -> list[tuple[int, int, int]]:
    rows = Notice.objects.exclude(watch=None).values_list("watch_id", "staff_id", "step")
    return [(watch or 0, person, step) for watch, person, step in rows]


@pytest.mark.parametrize("part", PARTS)
def test_an_escalation_goes_on_where_it_was_cut_off(busy_whole: Whole, part: str) -> None:
    asked_at = wall_now() - timedelta(minutes=20) + 3 * SECOND  # the second rung comes due in three seconds
    handoffs = [cast.said_yes(key, asked_at) for key in cast.CLIENTS]
    eventually("somebody is told", lambda: Notice.objects.filter(kind="watch_find_next_hand").exists())
    kill(busy_whole, part)
    eventually(
        "everybody on the first two rungs is told", patiently(lambda: len(told()) >= 2 * len(handoffs))
    )
    assert len(told()) == len(set(told())) == 2 * len(handoffs)
    assert Watch.objects.filter(closed_at=None, step=4).count() == len(handoffs)
    assert_whole(busy_whole)


@pytest.mark.long
@pytest.mark.parametrize("part", ["worker", "database", "pages"])
def test_a_call_goes_on_where_it_was_cut_off(busy_whole: Whole, part: str) -> None:
    began = wall_now() - 54 * SECOND  # the first wave is over in six seconds
    handoff = cast.said_yes("marisol", began)
    start_call(actor("wes"), handoff.pk, 5, began, [staff(key) for key in ("imani", "tomas", "grace")])
    decline_ring(actor("grace"), ring_of(handoff, "grace").pk, "leaving", wall_now())
    kill(busy_whole, part)
    ruben = Ring.objects.filter(call__handoff=handoff, staff_id=staff("ruben"), state="ringing")
    eventually("the next wave rings", patiently(ruben.exists))
    states = {
        r.staff.source_id: r.state for r in Ring.objects.filter(call__handoff=handoff).select_related("staff")
    }
    assert states == {"imani": "silent", "tomas": "silent", "grace": "declined", "ruben": "ringing"}
    accept_ring(actor("ruben"), ring_of(handoff, "ruben").pk, wall_now())
    kill(busy_whole, part)
    mark_everyone_present(actor("ruben"), handoff.pk, wall_now())
    assert_whole(busy_whole)


@pytest.mark.long
def test_what_was_answered_before_the_power_went_is_kept(busy_whole: Whole) -> None:
    began = wall_now()
    handoffs = {
        key: cast.shared(client, key, began) for client, key in (("marisol", "imani"), ("ana", "tomas"))
    }
    kept: dict[int, int] = {}
    stop = threading.Event()

    def write(key: str, handoff: Handoff, at: datetime) -> None:
        version, who = 1, actor(key)
        while not stop.is_set():
            try:
                version = save_words(who, handoff.pk, Words(said=f"line {version}"), version, at)
                kept[handoff.pk] = version
            except (DatabaseError, Refusal):
                connection.close()
        connection.close()

    threads = [threading.Thread(target=partial(write, k, h, began)) for k, h in handoffs.items()]
    for thread in threads:
        thread.start()
    eventually("words are saved", lambda: len(kept) == 2 and min(kept.values()) > 3)
    kill(busy_whole, "database")
    stop.set()
    for thread in threads:
        thread.join(30)
    for handoff_id, version in kept.items():
        assert Summary.objects.get(pk=handoff_id).version >= version
    assert_whole(busy_whole)
