"""What happens when nothing happens: one rung after another is told, once, by itself."""

from datetime import datetime, timedelta

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, staff

from handclasp.directory.models import Program, Staff
from handclasp.handoffs.commands.escalating import escalate
from handclasp.handoffs.commands.visits import plan_visit
from handclasp.handoffs.models import Handoff, Notice, Watch
from handclasp.handoffs.tasks import ring_bell, sweep

pytestmark = pytest.mark.usefixtures("clinic_rollback")
HOUR = timedelta(hours=1)


def told(handoff: Handoff) -> list[tuple[str, int]]:
    """Return who was told by watches, with the step, in order."""
    rows = Notice.objects.filter(handoff=handoff, watch__isnull=False).order_by("pk")
    return list(rows.values_list("staff__source_id", "step"))


def sweep_until_quiet(now: datetime) -> None:
    for _ in range(40):
        if not sweep(now):
            return
    pytest.fail("the sweep never comes to rest")


def due(handoff: Handoff) -> datetime:
    return Watch.objects.get(handoff=handoff, closed_at=None).next_at


def test_the_ladder_is_climbed_rung_by_rung() -> None:
    handoff = cast.shared("marisol", "imani")
    visit = plan_visit(actor("imani"), handoff.pk, NOW + DAY, NOW + 2 * MINUTE)
    at = visit.ends_at + 2 * HOUR
    sweep_until_quiet(at - MINUTE)
    assert told(handoff) == []
    for rungs in range(5):
        sweep_until_quiet(at + rungs * 4 * HOUR)
    assert told(handoff) == [
        ("imani", 1),
        ("wes", 2),
        ("tomas", 3),
        ("dana", 4),
        ("grace", 5),
        ("dana", 5),
        ("bea", 5),
    ]


def test_after_the_last_rung_it_is_told_again_every_day() -> None:
    handoff = cast.said_yes("marisol")
    sweep_until_quiet(NOW + 3 * HOUR)
    assert [key for key, _ in told(handoff)] == ["wes", "dana", "bea", "dana"]
    sweep_until_quiet(NOW + 3 * HOUR + 23 * HOUR)
    assert len(told(handoff)) == 4
    sweep_until_quiet(NOW + 3 * HOUR + 24 * HOUR)
    assert [key for key, _ in told(handoff)][4:] == ["bea", "dana"]


def test_whoever_is_on_leave_is_skipped_and_the_deputy_stands_in() -> None:
    handoff = cast.shared("marisol", "imani")
    Staff.objects.filter(source_id="wes").update(deputy_id=staff("bea"))
    with_leave = Staff.objects.filter(source_id__in=["imani", "wes"])
    with_leave.update(away_from=NOW.date() + 5 * DAY, away_until=NOW.date() + 9 * DAY)
    sweep_until_quiet(NOW + 5 * DAY)
    assert {key for key, _ in told(handoff)} >= {"tomas", "bea", "dana"}
    assert not {"imani", "wes"} & {key for key, _ in told(handoff)}


def test_the_last_rung_is_told_even_on_leave() -> None:
    Staff.objects.filter(source_id__in=["wes", "bea", "dana"]).update(away_from=NOW.date() - DAY)
    handoff = cast.said_yes("marisol")
    sweep_until_quiet(NOW + HOUR)
    assert [key for key, _ in told(handoff)] == ["bea", "dana"]


def test_a_program_resolves_to_its_supervisor_when_nobody_is_on_duty() -> None:
    handoff = cast.said_yes("marisol")
    Program.objects.filter(name="Family clinic").update(duty=None)
    sweep_until_quiet(NOW + HOUR)
    assert told(handoff)[-1][0] == "dana"


def test_after_a_silence_of_ours_the_ladder_catches_up_and_nobody_is_told_twice() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "imani")
    sweep_until_quiet(due(handoff) + 3 * DAY)
    sweep_until_quiet(due(handoff) - MINUTE)
    steps = told(handoff)
    assert [key for key, _ in steps] == ["imani", "wes", "tomas", "dana", "grace", "dana", "bea"][
        : len(steps)
    ]
    assert len(steps) == len(set(steps))


def test_a_sweep_that_runs_again_changes_nothing() -> None:
    handoff = cast.said_yes("marisol")
    assert sweep(NOW + 16 * MINUTE) == 1
    assert sweep(NOW + 16 * MINUTE) == 0
    assert told(handoff) == [("wes", 2)]  # no receiver yet, so the first rung is skipped
    assert escalate(handoff.pk, NOW + 16 * MINUTE) is False


def test_when_something_happens_the_next_rung_is_not_told() -> None:
    handoff = cast.said_yes("marisol")
    sweep_until_quiet(NOW + 16 * MINUTE)
    cast.promised(handoff, now=NOW + 17 * MINUTE)
    sweep_until_quiet(NOW + HOUR)
    assert told(handoff) == [("wes", 2)]


def test_nobody_comes_within_the_walk_and_the_receiver_is_asked_first() -> None:
    handoff = cast.coming("marisol", "imani")
    assert handoff.comes_by is not None
    sweep_until_quiet(handoff.comes_by + 6 * MINUTE)
    assert told(handoff) == [("imani", 1)]


def test_a_lost_bell_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    handoff = cast.ringing("marisol", "imani")
    monkeypatch.setattr("handclasp.platform.clock.now", lambda: NOW + MINUTE)
    ring_bell(handoff.pk)
    assert cast.ring_of(handoff, "imani").state == "silent"
    assert cast.ring_of(handoff, "tomas").state == "ringing"
    ring_bell(handoff.pk)
