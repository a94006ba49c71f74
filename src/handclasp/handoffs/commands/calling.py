"""The live tier: ring a few at once, the first acceptance wins, and pages stop with it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handclasp.availability.commands.sessions import come_back
from handclasp.domain import calls
from handclasp.domain.lifecycle import State
from handclasp.handoffs import facts
from handclasp.handoffs.commands import interrupting, steps, video, waves
from handclasp.handoffs.models import Handoff, Ring
from handclasp.platform.actor import WATCHES, Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

MET_OR_LET_GO: Final = {"already_moved_on", "not_yours"}  # everybody was present, or the sender did not wait


def start_call(
    actor: Actor, handoff_id: int, wait_minutes: int, now: datetime, staff_ids: Sequence[int] = ()
) -> None:
    """Ring whoever can come, best first, while the client waits as long as the sending program offers.

    `staff_ids` go first if given. The call keeps what the program says now about waves, ring time, waits and caps.
    """
    with steps.changing(actor, handoff_id, now, "handoff:call") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        steps.require(wait_minutes in handoff.from_program.wait_choices, "wait_not_offered")
        steps.require(handoff.state == State.SEEKING, "already_moved_on")
        steps.require(handoff.paused_at is None, "paused")
        until = now + timedelta(minutes=wait_minutes)
        steps.require(not handoff.calls.filter(ended_at=None).exists(), "already_calling")
        call = waves.begin(handoff, waves.settings_of(handoff.from_program), now, now, until)
        waves.first_wave(call, handoff, staff_ids, now)


def wait_longer(actor: Actor, handoff_id: int, minutes: int, now: datetime) -> None:
    """Move the client-wait clock on by one of the waits of this call while people are being rung."""
    with steps.changing(actor, handoff_id, now, "handoff:call") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        call = handoff.calls.filter(ended_at=None).first()
        if call is None:
            raise Refusal("call_over")
        steps.require(minutes in call.wait_choices, "wait_not_offered")
        steps.write(call, waits_until=max(call.waits_until, now) + timedelta(minutes=minutes))


def stop_call(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Stop ringing; the sender still holds. Stopping twice changes nothing."""
    with steps.changing(actor, handoff_id, now, "handoff:call") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        waves.end_call(handoff, "stopped", now)


def accept_ring(actor: Actor, ring_id: int, now: datetime) -> Handoff:
    """Accept: the first wins, everybody else stops ringing in the same transaction and is told who goes."""
    with steps.changing(actor, lambda: _handoff_of(actor, ring_id), now, "ring:answer") as handoff:
        ring = _own_ring(actor, ring_id)
        if ring.state == "accepted" and handoff.receiver_id == actor.person:
            return handoff
        steps.check(calls.may_accept(State(handoff.state), ring.state, ring.expires_at, now))
        _take(handoff, ring, actor, calls.comes_by(ring.way, ring.minutes, now), now)
        return handoff


def take_offer(actor: Actor, ring_id: int, now: datetime) -> None:
    """The sender takes somebody's "in 5 minutes": that person comes, and nobody else is rung."""
    with steps.changing(
        actor, lambda: _handoff_of(actor, ring_id, own=False), now, "handoff:call"
    ) as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        ring = Ring.objects.filter(pk=ring_id, call__ended_at=None).first()
        if ring is None or ring.state != "later" or ring.free_at is None:
            raise Refusal("no_offer")
        elsewhere = Handoff.objects.filter(receiver=ring.staff_id, state=State.COMING)
        steps.require(ring.staff.is_active and ring.program.receives, "no_offer")
        steps.require(not elsewhere.exists(), "no_offer")
        interrupting.require_no_session(ring.staff_id)
        comes_by = calls.comes_by(ring.way, ring.minutes, max(ring.free_at, now))
        _take(handoff, ring, actor, comes_by, now)
        steps.notify(handoff, [ring.staff_id], "offer_taken", now)


def decline_ring(actor: Actor, ring_id: int, reason: str, now: datetime) -> None:
    """Say no, with a reason; the next person is asked as soon as the wave has answered."""
    steps.require(reason in calls.DECLINE_REASONS, "unknown_choice")
    _answer(actor, ring_id, now, state="declined", reason=reason)


def offer_later(actor: Actor, ring_id: int, now: datetime) -> None:
    """Say "in 5 minutes": others are asked meanwhile, and the sender may take the offer.

    Refuses `session_runs` to whoever is in a session by now, which is no answer from in there.
    """
    steps.require(not interrupting.is_into_a_session(ring_id), "unknown_choice")
    _answer(actor, ring_id, now, interrupting.require_free, state="later", free_at=now + calls.LATER)


def withdraw(actor: Actor, handoff_id: int, reason: str, now: datetime) -> None:
    """The receiver who accepted cannot come after all: the sender is told, and the next people are rung at once."""
    with steps.changing(actor, handoff_id, now, "ring:answer") as handoff:
        steps.require(handoff.state == State.COMING, "already_moved_on")
        steps.require(handoff.receiver_id == actor.person, "not_yours")
        steps.require(reason in calls.DECLINE_REASONS, "unknown_choice")
        last = _accepted_ring(handoff)
        interrupting.let_go(handoff, "clinician", now)
        steps.write(last, state="withdrawn", reason=reason)
        _back_to_seeking(handoff)
        steps.notify(handoff, [_sender(handoff)], "receiver_withdrew", now)
        waves.ring_on(handoff, last, now)


def return_to_session(actor: Actor, now: datetime) -> None:
    """Say that one is back in the session that one was called out of.

    Whoever has not met the other client by then does not come any more: that sender is told, and the next are rung.
    """
    left = Ring.objects.filter(staff_id=actor.person, state="accepted").exclude(interrupts=None)
    coming = left.filter(
        call__handoff__state=State.COMING, call__handoff__receiver_id=actor.person, interrupts__ended_at=None
    )
    handoff_id = coming.order_by("-pk").values_list("call__handoff_id", flat=True).first()
    if handoff_id is not None:
        try:
            return withdraw(actor, handoff_id, "with_client", now)
        except Refusal as refusal:
            if refusal.reason not in MET_OR_LET_GO:
                raise
    return come_back(actor, now)


def send_back(actor: Actor, handoff_id: int, now: datetime) -> None:
    """The sender ends the wait for somebody who accepted (the client cannot wait, or they do not come)."""
    with steps.changing(actor, handoff_id, now, "handoff:call") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        steps.require(handoff.state == State.COMING, "already_moved_on")
        steps.notify(handoff, [handoff.receiver_id], "no_longer_needed", now)
        last = handoff.calls.order_by("-pk").first()
        interrupting.let_go(handoff, "sender", now)
        if last:
            last.rings.filter(state="accepted").update(state="stopped")
        _back_to_seeking(handoff)


def note_seen(actor: Actor, ring_id: int, now: datetime) -> None:
    """Note that a ring was shown on the receiver's open page."""
    unseen = Ring.objects.filter(pk=ring_id, staff_id=actor.person, seen_at=None, state="ringing")
    with acting(actor, now, "ring:see") as deed:
        handoff_id = unseen.values_list("call__handoff_id", flat=True).first()
        if handoff_id is not None:
            steps.allow(
                actor, steps.locked(actor, handoff_id), deed
            )  # its history is chained under this lock
            unseen.update(seen_at=now)


def advance_call(handoff_id: int, now: datetime) -> bool:
    """Move a call on when its time says so: silence, next wave, or the end; return whether anything moved."""
    with acting(WATCHES, now, "watch:tell"):
        handoff = steps.locked(WATCHES, handoff_id)
        call = handoff.calls.filter(ended_at=None).first()
        moved = call is not None and waves.advance(call, handoff, now)
        if moved:
            steps.settle(handoff, now)
            steps.tell(handoff)
        return moved


def _take(handoff: Handoff, ring: Ring, actor: Actor, comes_by: datetime, now: datetime) -> None:
    steps.require(ring.program.receives, "program_retired")
    interrupting.begin(ring, now)
    steps.write(ring, state="accepted", answered_at=now)
    waves.end_call(handoff, "accepted", now)
    steps.write(
        handoff, state=State.COMING, receiver_id=ring.staff_id, to_program_id=ring.program_id,
        comes_by=comes_by, arrived_at=None, tier="live",
    )  # fmt: skip
    video.open_for(handoff, ring.way, actor.person, now)


def _answer(
    actor: Actor,
    ring_id: int,
    now: datetime,
    require: Callable[[int], None] | None = None,
    **columns: object,
) -> None:
    with steps.changing(actor, lambda: _handoff_of(actor, ring_id), now, "ring:answer") as handoff:
        ring = _own_ring(actor, ring_id)
        if ring.state == columns["state"]:
            return
        if require:
            require(ring.staff_id)
        steps.check(calls.may_accept(State(handoff.state), ring.state, ring.expires_at, now))
        steps.write(ring, answered_at=now, **columns)
        waves.advance(ring.call, handoff, now)


def _back_to_seeking(handoff: Handoff) -> None:
    steps.write(
        handoff, state=State.SEEKING, receiver=None, to_program=None, comes_by=None, arrived_at=None,
        setting=video.setting_before(handoff),
    )  # fmt: skip


def _accepted_ring(handoff: Handoff) -> Ring:
    ring = (
        Ring.objects.select_related("call")
        .filter(call__handoff=handoff, state="accepted")
        .order_by("-pk")
        .first()
    )
    if ring is None:
        raise Refusal("already_moved_on")
    return ring


def _sender(handoff: Handoff) -> int | None:
    hand = facts.open_hand(handoff.pk, "sending")
    return hand.staff_id if hand else None


def _handoff_of(actor: Actor, ring_id: int, own: bool = True) -> int:
    rings = Ring.objects.filter(pk=ring_id, call__handoff__organization_id=actor.home)
    if own:
        rings = rings.filter(staff_id=actor.person)
    handoff_id = rings.values_list("call__handoff_id", flat=True).first()
    if handoff_id is None:
        raise Refusal("not_found")
    return handoff_id


def _own_ring(actor: Actor, ring_id: int) -> Ring:
    return Ring.objects.select_related("call").get(pk=ring_id, staff_id=actor.person)
