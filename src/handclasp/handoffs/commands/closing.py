"""Closing for a listed reason, with a name on it; a death closes everything of the client."""

from collections.abc import Iterable
from datetime import datetime

from handclasp.clients.commands import mark_deceased
from handclasp.domain.closing import may_close
from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.domain.periods import local_date
from handclasp.handoffs import facts
from handclasp.handoffs.commands import interrupting, steps, waves
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal


def close_handoff(actor: Actor, handoff_id: int, reason: str, note: str, now: datetime) -> None:
    """Close for a listed reason; "died" closes every open handoff of the client and marks the record."""
    steps.require_short(note)
    if reason == "died":
        return _close_with_siblings(actor, handoff_id, note, now)
    with steps.changing(actor, handoff_id, now, "handoff:close") as handoff:
        _require_may_close(actor, handoff, reason)
        _close_one(handoff, reason, note, actor.person, now)
    return None


def close_for_death(
    client_ids: Iterable[int], now: datetime, closed_by: int | None = None, note: str = ""
) -> int:
    """Close every open handoff of these clients inside the caller's transaction; return how many.

    The name on it is `closed_by`, or else whoever holds the sending side (a death that a file brings).
    """
    rows = Handoff.objects.select_for_update(of=("self",)).filter(
        client__in=list(client_ids), state__in=OPEN_STATES
    )
    handoffs = list(rows.order_by("pk"))
    for handoff in handoffs:
        holder = facts.open_hand(handoff.pk, "sending")
        name = closed_by or (holder.staff_id if holder else None)
        if name is None:
            raise Refusal("not_found")
        people = facts.involved(handoff)
        _close_one(handoff, "died", note, name, now)
        steps.settle(handoff, now)
        steps.notify(handoff, people, "client_died", now, but=closed_by)
        steps.tell(handoff, people)
    return len(handoffs)


def _close_with_siblings(actor: Actor, handoff_id: int, note: str, now: datetime) -> None:
    with acting(actor, now, "handoff:close") as deed:
        handoffs = steps.locked_with_siblings(actor, handoff_id, deed)
        handoff = next(h for h in handoffs if h.pk == handoff_id)
        _require_may_close(actor, handoff, "died")
        close_for_death([handoff.client_id], now, closed_by=actor.person, note=note)
        mark_deceased(handoff.client_id, local_date(now, facts.hours_for(handoff).zone))


def _require_may_close(actor: Actor, handoff: Handoff, reason: str) -> None:
    steps.require(handoff.state in OPEN_STATES, "already_moved_on")
    holds = facts.holds(handoff.pk, actor.person)
    tried = set(handoff.attempts.values_list("channel", flat=True))
    supervises = facts.supervises(actor.person, handoff)
    steps.check(may_close(reason, holds=holds, supervises=supervises, tried=tried))


def _close_one(handoff: Handoff, reason: str, note: str, closed_by: int, now: datetime) -> None:
    people = facts.involved(handoff)
    waves.end_call(handoff, "stopped", now)
    if handoff.state == State.COMING:
        interrupting.let_go(handoff, "sender", now)
    _end_obligations(handoff, now)
    steps.close_side(handoff, "sending", now)
    steps.close_side(handoff, "receiving", now)
    steps.write(
        handoff, state=State.CLOSED, closed_at=now, close_reason=reason, close_note=note, closed_by_id=closed_by,
        paused_at=None, pause_reason="", pause_review_at=None,
    )  # fmt: skip
    if reason != "died":
        steps.notify(handoff, people, "closed", now, but=closed_by)


def _end_obligations(handoff: Handoff, now: datetime) -> None:
    for promise in handoff.promises.filter(state="open"):
        steps.write(promise, state="dropped", ended_at=now)
    for visit in handoff.visits.filter(state="planned"):
        steps.write(visit, state="cancelled", recorded_at=now)
    for request in handoff.passes.filter(state="asked"):
        steps.write(request, state="withdrawn", answered_at=now)
    for relief in handoff.reliefs.filter(state="asked"):
        steps.write(relief, state="withdrawn", ended_at=now)
