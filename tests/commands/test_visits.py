"""Visits, and the rule that lets the sender go."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, staff

from handclasp.directory.models import Program
from handclasp.handoffs.commands import pausing, visits
from handclasp.handoffs.models import Hand, Handoff, Visit, Watch

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + 2 * MINUTE


def planned(key: str = "marisol", days: int = 5, who: str = "imani") -> Visit:
    handoff = cast.shared(key, who)
    return visits.plan_visit(actor(who), handoff.pk, NOW + days * DAY, SOON)


def test_a_visit_is_planned_with_who_holds_and_watched() -> None:
    visit = planned()
    assert (visit.staff_id, visit.ends_at - visit.starts_at) == (staff("imani"), timedelta(minutes=50))
    watch = Watch.objects.get(closed_at=None)
    assert (watch.kind, watch.due_at) == ("record_visit", visit.ends_at)
    again = visits.plan_visit(actor("wes"), visit.handoff_id, visit.starts_at, SOON)
    assert again.pk == visit.pk


def test_an_attended_visit_lets_the_sender_go_and_tells_them() -> None:
    visit = planned()
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    row = cast.of("marisol")
    assert (row.state, row.engaged_late) == ("engaged", False)
    assert list(Hand.objects.filter(handoff=row, ended_at=None).values_list("side", flat=True)) == [
        "receiving"
    ]
    assert not Watch.objects.filter(closed_at=None).exists()
    assert "engaged" in cast.notices("wes", row)
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)


def test_a_visit_after_the_window_also_lets_go_and_is_marked_late() -> None:
    visit = planned(days=31)
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    assert (cast.of("marisol").state, cast.of("marisol").engaged_late) == ("engaged", True)


def test_a_program_may_ask_for_more_visits_before_the_sender_goes() -> None:
    Program.objects.filter(name="Counseling").update(further_visits=1, further_within_days=10)
    visit = planned()
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    assert cast.of("marisol").state == "shared"
    assert cast.notices("wes", cast.of("marisol"))[-1] == "visit_attended"
    second = visits.plan_visit(actor("imani"), visit.handoff_id, visit.starts_at + DAY, visit.ends_at)
    visits.record_visit(actor("imani"), second.pk, "attended", second.ends_at)
    assert cast.of("marisol").state == "engaged"


def test_a_missed_visit_keeps_both_hands_on_and_opens_recovery() -> None:
    visit = planned()
    visits.record_visit(actor("imani"), visit.pk, "missed", visit.ends_at)
    assert Watch.objects.get(closed_at=None).kind == "recover"
    assert Hand.objects.filter(ended_at=None).count() == 2
    assert cast.notices("wes", visit.handoff)[-1] == "visit_missed"


def test_a_visit_is_moved_in_one_step() -> None:
    visit = planned()
    visits.record_visit(actor("wes"), visit.pk, "rescheduled", SOON, NOW + 6 * DAY)
    assert list(Visit.objects.order_by("pk").values_list("state", flat=True)) == ["rescheduled", "planned"]
    other = Visit.objects.get(state="planned")
    with refused("missing"):
        visits.record_visit(actor("wes"), other.pk, "rescheduled", SOON)
    visits.record_visit(actor("wes"), other.pk, "cancelled", SOON)
    assert Watch.objects.get(closed_at=None).kind == "plan_visit"


@pytest.mark.parametrize(
    ("starts_at", "reason"),
    [(NOW - DAY, "visit_in_the_past"), (NOW + 400 * DAY, "visit_too_far")],
)
def test_an_absurd_time_is_refused(starts_at: object, reason: str) -> None:
    handoff = cast.shared("marisol")
    with refused(reason):
        visits.plan_visit(actor("imani"), handoff.pk, starts_at, SOON)  # type: ignore[arg-type]


def test_two_clients_do_not_get_one_time_unless_a_supervisor_says_so() -> None:
    visit = planned("marisol")
    handoff = cast.shared("ana", "imani")
    with refused("visit_overlaps"):
        visits.plan_visit(actor("imani"), handoff.pk, visit.starts_at + 10 * MINUTE, SOON)
    with refused("needs_a_supervisor"):
        visits.plan_visit(actor("imani"), handoff.pk, visit.starts_at, SOON, overbook=True)
    booked = visits.plan_visit(actor("dana"), handoff.pk, visit.starts_at, SOON, overbook=True)
    assert booked.overbooked_by_id == staff("dana")


def test_a_visit_begins_where_another_ends() -> None:
    visit = planned("marisol")
    handoff = cast.shared("ana", "imani")
    assert visits.plan_visit(actor("imani"), handoff.pk, visit.ends_at, SOON).starts_at == visit.ends_at


def test_a_visit_is_recorded_once_and_not_before_it_begins() -> None:
    visit = planned()
    with refused("visit_not_yet"):
        visits.record_visit(actor("imani"), visit.pk, "attended", SOON)
    with refused("unknown_choice"):
        visits.record_visit(actor("imani"), visit.pk, "enjoyed", SOON)
    visits.record_visit(actor("imani"), visit.pk, "missed", visit.ends_at)
    with refused("visit_recorded"):
        visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)


def test_visits_belong_to_those_who_hold() -> None:
    visit = planned()
    with refused("not_your_hands"):
        visits.record_visit(actor("tomas"), visit.pk, "missed", visit.ends_at)
    with refused("not_found"):
        visits.record_visit(actor("lena"), visit.pk, "missed", visit.ends_at)
    seeking = cast.said_yes("ana")
    with refused("not_shared_yet"):
        visits.plan_visit(actor("wes"), seeking.pk, NOW + DAY, SOON)


def _paused(handoff: Handoff) -> None:
    pausing.pause(actor("wes"), handoff.pk, "hospital", NOW + 20 * DAY, SOON)


def test_a_paused_client_who_comes_all_the_same_is_engaged() -> None:
    visit = planned()
    _paused(visit.handoff)
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    row = cast.of("marisol")
    assert (row.state, row.paused_at) == ("engaged", None)


def test_no_visit_is_planned_in_a_pause() -> None:
    visit = planned()
    _paused(visit.handoff)
    with refused("paused"):
        visits.plan_visit(actor("imani"), visit.handoff_id, NOW + 9 * DAY, SOON)


def test_a_pause_stretches_the_window() -> None:
    handoff = cast.shared("marisol")
    _paused(handoff)
    pausing.resume(actor("wes"), handoff.pk, NOW + 10 * DAY)
    visit = visits.plan_visit(actor("imani"), handoff.pk, NOW + 38 * DAY, NOW + 10 * DAY)
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    assert cast.of("marisol").engaged_late is False


def test_a_pause_before_first_contact_does_not_stretch_the_window() -> None:
    handoff = cast.said_yes("marisol")
    _paused(handoff)
    pausing.resume(actor("wes"), handoff.pk, NOW + 10 * DAY)
    cast.promised(handoff, "imani", NOW + 10 * DAY)
    from handclasp.handoffs.commands.promising import record_attempt

    record_attempt(actor("imani"), handoff.pk, "call", "reached", "", NOW + 11 * DAY)
    visit = visits.plan_visit(actor("imani"), handoff.pk, NOW + 45 * DAY, NOW + 11 * DAY)
    visits.record_visit(actor("imani"), visit.pk, "attended", visit.ends_at)
    assert cast.of("marisol").engaged_late is True
