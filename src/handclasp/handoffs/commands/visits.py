"""Visits: planned, recorded, and the engagement rule that lets the sender go."""

from datetime import datetime, timedelta

from handclasp.directory.models import Program
from handclasp.domain.engagement import Rule, assess
from handclasp.domain.lifecycle import State
from handclasp.domain.periods import local_date
from handclasp.domain.permissions import Relation, may_with
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff, Visit
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

USUAL_LENGTH = timedelta(minutes=50)
FURTHEST = timedelta(days=366)
OUTCOMES = ("attended", "missed", "rescheduled", "cancelled")


def plan_visit(
    actor: Actor, handoff_id: int, starts_at: datetime, now: datetime, overbook: bool = False
) -> Visit:
    """Plan a visit with whoever holds the receiving side; a clash is refused unless a supervisor overbooks."""
    with steps.changing(actor, handoff_id, now, "visit:plan") as handoff:
        _require_part(actor, handoff, "visit:plan")
        _check_time(starts_at, now)
        steps.require(not overbook or facts.supervises(actor.person, handoff), "needs_a_supervisor")
        return _plan(actor, handoff, starts_at, now, overbook)


def record_visit(
    actor: Actor, visit_id: int, outcome: str, now: datetime, new_start: datetime | None = None
) -> Handoff:
    """Record attended, missed, rescheduled (with the new start) or cancelled; when the rule is met, let go."""
    steps.require(outcome in OUTCOMES, "unknown_choice")
    with steps.changing(actor, lambda: _handoff_of(actor, visit_id), now, "visit:record") as handoff:
        visit = Visit.objects.get(pk=visit_id)
        if visit.state == outcome and outcome in {"attended", "missed"}:
            return handoff
        _require_part(actor, handoff, "visit:record")
        steps.require(visit.state == "planned", "visit_recorded")
        steps.require(outcome not in {"attended", "missed"} or visit.starts_at <= now, "visit_not_yet")
        steps.write(visit, state=outcome, recorded_at=now)
        _follow(actor, handoff, outcome, now, new_start)
        return handoff


def let_go_if_engaged(handoff: Handoff, now: datetime) -> bool:
    """Apply the receiving program's rule inside the caller's transaction; release and tell the sender when met."""
    if handoff.state != State.SHARED or handoff.to_program_id is None or handoff.first_contact_at is None:
        return False
    program = Program.objects.get(pk=handoff.to_program_id)
    zone = facts.hours_for(handoff).zone
    rule = Rule(program.first_visit_within_days, program.further_visits, program.further_within_days)
    day_0 = local_date(handoff.first_contact_at, zone)
    paused_for = handoff.paused_for + (now - handoff.paused_at if handoff.paused_at else timedelta(0))
    result = assess(rule, day_0, facts.attended_dates(handoff, zone), paused_for.days)
    if result.met_on is None:
        return False
    sender = facts.open_hand(handoff.pk, "sending")
    steps.close_side(handoff, "sending", now)
    steps.write(
        handoff, state=State.ENGAGED, engaged_at=now, engaged_late=result.late,
        paused_at=None, pause_reason="", pause_review_at=None,
    )  # fmt: skip
    _end_requests(handoff, now)
    steps.notify(handoff, [sender.staff_id if sender else None], "engaged", now)
    return True


def _follow(actor: Actor, handoff: Handoff, outcome: str, now: datetime, new_start: datetime | None) -> None:
    hand = facts.open_hand(handoff.pk, "sending")
    sender = hand.staff_id if hand else None
    if outcome == "rescheduled":
        if new_start is None:
            raise Refusal("missing")
        _check_time(new_start, now)
        _plan(actor, handoff, new_start, now, overbook=False)
    elif outcome == "missed":
        steps.notify(handoff, [sender, handoff.receiver_id], "visit_missed", now, but=actor.person)
    elif outcome == "attended" and not let_go_if_engaged(handoff, now):
        steps.notify(handoff, [sender], "visit_attended", now, but=actor.person)


def _plan(actor: Actor, handoff: Handoff, starts_at: datetime, now: datetime, overbook: bool) -> Visit:
    steps.require(handoff.state == State.SHARED, "not_shared_yet")
    steps.require(handoff.paused_at is None, "paused")
    hand = facts.open_hand(handoff.pk, "receiving")
    assert hand is not None
    steps.lock_calendar(hand.staff_id)
    same = handoff.visits.filter(staff=hand.staff_id, starts_at=starts_at, state="planned").first()
    return same or Visit.objects.create(
        handoff=handoff, staff_id=hand.staff_id, starts_at=starts_at, ends_at=starts_at + USUAL_LENGTH,
        planned_at=now, overbooked_by_id=actor.person if overbook else None,
    )  # fmt: skip


def _check_time(starts_at: datetime, now: datetime) -> None:
    steps.require(starts_at >= now - timedelta(minutes=5), "visit_in_the_past")
    steps.require(starts_at <= now + FURTHEST, "visit_too_far")


def _end_requests(handoff: Handoff, now: datetime) -> None:
    for request in handoff.passes.filter(state="asked"):
        steps.write(request, state="withdrawn", answered_at=now)
    for relief in handoff.reliefs.filter(state="asked"):
        steps.write(relief, state="withdrawn", ended_at=now)


def _require_part(actor: Actor, handoff: Handoff, permission: str) -> None:
    """Let whoever holds a side, and whose role in one of the programs gives it: front desk, proxy, supervisor."""
    here = actor.roles_in((handoff.from_program_id, handoff.to_program_id))
    by_role = may_with((), here, permission, Relation.PROGRAM)
    steps.require(by_role or facts.holds(handoff.pk, actor.person), "not_your_hands")


def _handoff_of(actor: Actor, visit_id: int) -> int:
    visits = Visit.objects.filter(pk=visit_id, handoff__organization_id=actor.home)
    handoff_id = visits.values_list("handoff_id", flat=True).first()
    if handoff_id is None:
        raise Refusal("not_found")
    return handoff_id
