"""The demo's invented network: all of it or nothing, in every state, and true to the rules."""

from datetime import UTC, datetime, timedelta

import pytest

from handclasp.availability.queries import presences
from handclasp.clients.models import Client
from handclasp.config.worker import sweep_all
from handclasp.directory.models import Organization, Program, Staff
from handclasp.domain.lifecycle import State
from handclasp.handoffs.checks import run_checks
from handclasp.handoffs.models import Handoff, HistoryEntry, Notice, Pass, Relief
from handclasp.platform import clock
from handclasp.web.demo import network, stories
from handclasp.web.demo.cast import STAFF, TRY_FIRST
from handclasp.web.demo.cast_clients import CLIENTS
from handclasp.web.demo.pages import casts
from handclasp.web.demo.stage import Days, Stage


def test_two_clinics_a_dozen_staff_and_thirty_clients_are_there(demo_clone: str) -> None:
    assert Organization.objects.filter(is_outside=False).count() == 2
    assert Staff.objects.count() == len(STAFF) >= 12
    assert Client.objects.count() == len(CLIENTS) == 30
    assert Program.objects.filter(is_part2=True).count() == 1


def test_there_is_a_handoff_in_every_state(demo_clone: str) -> None:
    assert set(Handoff.objects.values_list("state", flat=True)) == {state.value for state in State}
    assert set(Handoff.objects.filter(state="engaged").values_list("engaged_late", flat=True)) == {
        True,
        False,
    }
    assert Handoff.objects.filter(state="closed").values("close_reason").distinct().count() == 6
    assert Handoff.objects.exclude(paused_at=None).count() == 1
    assert Relief.objects.filter(state="asked").count() == 1
    assert Pass.objects.filter(state="asked").count() == 1


def test_a_late_promise_was_escalated_rung_by_rung(demo_clone: str) -> None:
    late = Handoff.objects.get(client__given="Ana-Lucía")
    told = Notice.objects.filter(handoff=late, kind="watch_reach_client").order_by("step")
    assert list(told.values_list("step", flat=True).distinct())[:2] == [1, 2]


def test_every_rule_holds_over_what_was_loaded(demo_clone: str) -> None:
    # Its own role may switch rules off only as the owner, which the tests' ground connects as the application.
    # It may have been loaded long before this test's turn came: its worker sweeps first, rung by rung.
    while sweep_all(clock.now()):
        pass
    broken = [check for check in run_checks(clock.now()) if check.breaches]
    assert broken == []


def test_nothing_happened_in_the_future(demo_clone: str) -> None:
    assert HistoryEntry.objects.filter(at__gt=clock.now()).count() == 0


def test_loading_again_changes_nothing_but_opens_the_day(demo_clone: str) -> None:
    before = HistoryEntry.objects.count()
    clock.move_forward(timedelta(days=2))
    imani = Staff.objects.get(given="Imani")
    assert presences([imani.pk], clock.now(), clock.wall_now())[imani.pk].status == "off"
    assert not network.load_if_empty().loaded
    assert HistoryEntry.objects.count() == before
    assert presences([imani.pk], clock.now(), clock.wall_now())[imani.pk].status == "open"


def test_what_breaks_halfway_leaves_nothing(db_clone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(stage: Stage) -> list[object]:
        raise RuntimeError("lost power")

    monkeypatch.setattr(network, "all_stories", broken)
    with pytest.raises(RuntimeError):
        network.load_if_empty()
    assert Organization.objects.count() == 0
    assert Staff.objects.count() == 0


def test_every_story_of_the_modules_is_told() -> None:
    assert len(stories.TOLD) == len(set(stories.TOLD)) == 30


def test_the_picker_says_whom_to_be_first(demo_clone: str) -> None:
    first = [person for cast in casts() for person in cast.first]
    assert [person.try_first for person in first] == list(TRY_FIRST.values())
    assert first[0].name == "Dr. Wes Halvorsen"


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-23", "2026-11-28"])
def test_working_days_skip_the_weekend(day: str) -> None:
    now = datetime.fromisoformat(f"{day}T20:00:00").replace(tzinfo=UTC)
    days = Days(now, Stage(now).days.zone)
    assert days.date(-1).isoweekday() <= 5
    assert days.date(1).isoweekday() <= 5
    assert days.at(-1, "23:59") < now < days.at(1, "00:00")


@pytest.mark.long
@pytest.mark.parametrize(
    "at", ["2026-11-23T08:05:00", "2026-11-24T17:40:00", "2026-03-08T20:00:00", "2027-01-01T07:59:00"]
)
def test_it_loads_at_any_hour_of_any_day(db_clone: str, at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert network.load_if_empty().stories == 30
    assert HistoryEntry.objects.filter(at__gt=now).count() == 0
