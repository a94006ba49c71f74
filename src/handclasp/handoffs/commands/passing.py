"""Handing a side on to a colleague, a supervisor's assignment, and relief."""

from datetime import datetime

from handclasp.directory.models import Membership, Staff
from handclasp.domain.hands import may_pass
from handclasp.domain.lifecycle import State
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps, video
from handclasp.handoffs.models import Handoff, Pass, Relief
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

SIDES = ("sending", "receiving")


def ask_colleague(
    actor: Actor, handoff_id: int, side: str, taker_id: int, reason: str, now: datetime
) -> Pass:
    """Ask a colleague of the same program to take a side over; the giver holds until the colleague accepts."""
    with steps.changing(actor, handoff_id, now, "hand:pass") as handoff:
        giver = _check(actor, handoff, side, taker_id, reason, supervises=False)
        row = Pass.objects.create(
            handoff=handoff, side=side, giver_id=giver, taker_id=taker_id, reason=reason, asked_at=now
        )
        steps.notify(handoff, [taker_id], "pass_asked", now)
        return row


def accept_pass(actor: Actor, pass_id: int, now: datetime) -> None:
    """The colleague accepts: the side changes hands in this transaction, without a hole."""
    with steps.changing(actor, lambda: _handoff_of(actor, pass_id), now, "hand:answer") as handoff:
        row = _own(actor, pass_id)
        if row.state == "accepted":
            return
        steps.require(row.state == "asked", "pass_answered")
        steps.require(_holder(handoff, row.side) == row.giver_id, "already_moved_on")
        steps.require(_is_in_program(handoff, row.side, row.taker_id), "not_in_the_program")
        steps.write(row, state="accepted", answered_at=now)
        _hand_over(actor, handoff, row.side, row.taker_id, "passed", now)
        steps.notify(handoff, [row.giver_id, *_other_side(handoff, row.side)], "pass_accepted", now)


def answer_no(actor: Actor, pass_id: int, now: datetime) -> None:
    """The colleague declines, or the giver withdraws the request; the giver holds as before."""
    with steps.changing(actor, lambda: _handoff_of(actor, pass_id), now, "hand:answer") as handoff:
        row = Pass.objects.get(pk=pass_id)
        steps.require(actor.person in {row.taker_id, row.giver_id}, "not_yours")
        state = "declined" if actor.person == row.taker_id else "withdrawn"
        if row.state == state:
            return
        steps.require(row.state == "asked", "pass_answered")
        steps.write(row, state=state, answered_at=now)
        steps.notify(handoff, [row.giver_id, row.taker_id], f"pass_{state}", now, but=actor.person)


def assign(actor: Actor, handoff_id: int, side: str, taker_id: int, reason: str, now: datetime) -> None:
    """A supervisor puts a side into a colleague's hands, in one transaction; giver and taker are told."""
    with steps.changing(actor, handoff_id, now, "hand:assign") as handoff:
        giver = _check(actor, handoff, side, taker_id, reason, supervises=True)
        for open_request in handoff.passes.filter(side=side, state="asked"):
            steps.write(open_request, state="withdrawn", answered_at=now)
        Pass.objects.create(
            handoff=handoff, side=side, giver_id=giver, taker_id=taker_id, reason=reason,
            state="assigned", asked_at=now, answered_at=now,
        )  # fmt: skip
        _hand_over(actor, handoff, side, taker_id, "assigned", now)
        steps.notify(
            handoff, [giver, taker_id, *_other_side(handoff, side)], "assigned", now, but=actor.person
        )


def ask_relief(actor: Actor, handoff_id: int, reason: str, now: datetime) -> None:
    """The receiver asks to be relieved, and holds until somebody else has taken the side."""
    with steps.changing(actor, handoff_id, now, "relief:ask") as handoff:
        steps.require(handoff.state == State.SHARED, "not_shared_yet")
        steps.require(_holder(handoff, "receiving") == actor.person, "not_your_hands")
        steps.require(bool(reason.strip()), "missing")
        steps.require_short(reason)
        if not handoff.reliefs.filter(state="asked").exists():
            Relief.objects.create(handoff=handoff, asked_by_id=actor.person, reason=reason, asked_at=now)
            supervisors = facts.supervisors_of(handoff.to_program_id)
            steps.notify(handoff, [_holder(handoff, "sending"), *supervisors], "relief_asked", now)


def withdraw_relief(actor: Actor, handoff_id: int, now: datetime) -> None:
    """The receiver stays after all."""
    with steps.changing(actor, handoff_id, now, "relief:ask") as handoff:
        for relief in handoff.reliefs.filter(state="asked"):
            steps.require(relief.asked_by_id == actor.person, "not_yours")
            steps.write(relief, state="withdrawn", ended_at=now)


def confirm_sender_holds(actor: Actor, handoff_id: int, now: datetime) -> None:
    """The sender, or a supervisor, confirms that the sender holds alone again; the receiver is relieved."""
    with steps.changing(actor, handoff_id, now, "relief:confirm") as handoff:
        steps.require(handoff.state == State.SHARED, "already_moved_on")
        relief = handoff.reliefs.filter(state="asked").first()
        if relief is None:
            raise Refusal("already_moved_on")
        sends = _holder(handoff, "sending") == actor.person
        steps.require(sends or facts.supervises(actor.person, handoff), "not_your_hands")
        receiver = _holder(handoff, "receiving")
        _sender_alone(handoff, relief, now)
        steps.notify(handoff, [receiver, _holder(handoff, "sending")], "relieved", now, but=actor.person)


def _sender_alone(handoff: Handoff, relief: Relief, now: datetime) -> None:
    for visit in handoff.visits.filter(state="planned"):
        steps.write(visit, state="cancelled", recorded_at=now)
    for request in handoff.passes.filter(side="receiving", state="asked"):
        steps.write(request, state="withdrawn", answered_at=now)
    steps.close_side(handoff, "receiving", now)
    steps.write(relief, state="met", ended_at=now)
    steps.write(
        handoff, state=State.SEEKING, receiver=None, to_program=None, comes_by=None, arrived_at=None,
        introduction_ended_at=None, setting=video.setting_before(handoff),
    )  # fmt: skip


def _hand_over(
    actor: Actor, handoff: Handoff, side: str, taker_id: int, began_by: str, now: datetime
) -> None:
    """Pass a side (or, before first contact, the promise of it) to somebody, with the visits and the link."""
    promise = handoff.promises.filter(state="open").first()
    if side == "receiving" and promise is not None:
        steps.write(promise, staff_id=taker_id)
        return
    steps.lock_calendar(taker_id)
    at = steps.close_side(handoff, side, now)
    steps.open_side(handoff, side, taker_id, began_by, at)
    if side == "receiving":
        steps.write(handoff, receiver_id=taker_id)
        video.open_for_taker(handoff, actor.person, now)
        for visit in handoff.visits.filter(state="planned"):
            steps.write(visit, staff_id=taker_id)
        for relief in handoff.reliefs.filter(state="asked"):
            steps.write(relief, state="met", ended_at=now)


def _check(actor: Actor, handoff: Handoff, side: str, taker_id: int, reason: str, *, supervises: bool) -> int:
    """Return who holds the side, or refuse."""
    steps.require(side in SIDES, "unknown_choice")
    steps.require_short(reason)
    steps.require(bool(reason.strip()), "missing")
    giver = _holder(handoff, side)
    if giver is None:
        raise Refusal("already_moved_on")
    is_supervisor = supervises and facts.supervises(actor.person, handoff)
    steps.require(is_supervisor or not supervises, "needs_a_supervisor")
    steps.check(
        may_pass(
            giver_holds=giver == actor.person,
            supervises=is_supervisor,
            taker_in_program=_is_in_program(handoff, side, taker_id) and _is_active(taker_id),
            taker_holds=giver == taker_id,
        )
    )
    return giver


def _is_in_program(handoff: Handoff, side: str, taker_id: int) -> bool:
    program = handoff.from_program_id if side == "sending" else handoff.to_program_id
    return Membership.objects.filter(staff_id=taker_id, program=program, role__in=HOLDING_ROLES).exists()


def _is_active(staff_id: int) -> bool:
    return Staff.objects.filter(pk=staff_id, is_active=True).exists()


def _holder(handoff: Handoff, side: str) -> int | None:
    hand = facts.open_hand(handoff.pk, side)
    if hand is not None:
        return hand.staff_id
    return (
        handoff.promises.filter(state="open").values_list("staff_id", flat=True).first()
        if side == "receiving"
        else None
    )


def _other_side(handoff: Handoff, side: str) -> list[int | None]:
    return [_holder(handoff, "receiving" if side == "sending" else "sending")]


def _own(actor: Actor, pass_id: int) -> Pass:
    row = Pass.objects.get(pk=pass_id)
    if row.taker_id != actor.person:
        raise Refusal("not_yours")
    return row


def _handoff_of(actor: Actor, pass_id: int) -> int:
    rows = Pass.objects.filter(pk=pass_id, handoff__organization_id=actor.home)
    handoff_id = rows.values_list("handoff_id", flat=True).first()
    if handoff_id is None:
        raise Refusal("not_found")
    return handoff_id
