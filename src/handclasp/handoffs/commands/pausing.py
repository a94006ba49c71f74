"""Hospital, jail, travel: dates stop, hands do not. A pause touches all open handoffs of the client."""

from datetime import datetime, timedelta

from handclasp.domain.lifecycle import State
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps, waves
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor
from handclasp.platform.db import Deed, acting

REASONS = ("hospital", "jail", "travel")
FURTHEST = timedelta(days=90)


def pause(actor: Actor, handoff_id: int, reason: str, review_at: datetime, now: datetime) -> None:
    """Stop the dates of every open handoff of this client until `review_at`, when the pause is looked at again."""
    steps.require(reason in REASONS, "unknown_choice")
    steps.require(now < review_at <= now + FURTHEST, "pause_review_date")
    with acting(actor, now, "handoff:pause") as deed:
        handoffs = _all_of_the_client(actor, handoff_id, deed)
        steps.require(all(h.state != State.COMING for h in handoffs), "pause_while_coming")
        for handoff in handoffs:
            _pause_one(handoff, reason, review_at, now)
        _close_out(actor, handoffs, "paused", now)


def resume(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Let the dates run on, as much later as the pause was long."""
    with acting(actor, now, "handoff:pause") as deed:
        handoffs = _all_of_the_client(actor, handoff_id, deed)
        steps.require(any(h.paused_at for h in handoffs), "not_paused")
        for handoff in handoffs:
            if handoff.paused_at is not None:
                _resume_one(handoff, handoff.paused_at, now)
        _close_out(actor, handoffs, "resumed", now)


def _pause_one(handoff: Handoff, reason: str, review_at: datetime, now: datetime) -> None:
    waves.end_call(handoff, "stopped", now)
    steps.write(handoff, paused_at=handoff.paused_at or now, pause_reason=reason, pause_review_at=review_at)


def _resume_one(handoff: Handoff, paused_at: datetime, now: datetime) -> None:
    length = now - paused_at
    counts_from = max(paused_at, handoff.first_contact_at or paused_at)
    promise = handoff.promises.filter(state="open").first()
    if promise is not None:
        steps.write(promise, due_at=promise.due_at + length)
    for visit in handoff.visits.filter(state="planned", starts_at__range=(paused_at, now)):
        steps.write(visit, state="cancelled", recorded_at=now)
    steps.write(
        handoff, paused_at=None, pause_reason="", pause_review_at=None, resumed_at=now,
        paused_for=handoff.paused_for + (now - counts_from),
    )  # fmt: skip


def _all_of_the_client(actor: Actor, handoff_id: int, deed: Deed) -> list[Handoff]:
    """Lock every open handoff of the client, in the order of their ids; the actor must hold or supervise this one."""
    handoffs = steps.locked_with_siblings(actor, handoff_id, deed)
    chosen = next(h for h in handoffs if h.pk == handoff_id)
    allowed = facts.holds(handoff_id, actor.person) or facts.supervises(actor.person, chosen)
    steps.require(allowed, "not_your_hands")
    return handoffs


def _close_out(actor: Actor, handoffs: list[Handoff], kind: str, now: datetime) -> None:
    for handoff in handoffs:
        steps.settle(handoff, now)
        steps.notify(handoff, facts.involved(handoff), kind, now, but=actor.person)
        steps.tell(handoff)
