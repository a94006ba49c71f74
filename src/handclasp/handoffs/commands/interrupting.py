"""Calling somebody out of a session: the acceptance begins its pause, and who is not needed any more goes back."""

from collections.abc import Iterable
from datetime import datetime

from handclasp.availability.commands.sessions import begin_pause, end_pause_of
from handclasp.availability.queries.sessions import sessions_now
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff, Ring
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal


def may_be_rung(staff_ids: Iterable[int], now: datetime) -> list[int]:
    """Leave out whose session may not be interrupted, in the same order; call with the people locked."""
    wanted = list(staff_ids)
    sessions = sessions_now(wanted, now)
    return [one for one in wanted if one not in sessions or not sessions[one].why_not]


def is_into_a_session(ring_id: int) -> bool:
    """Say whether a ring came into a session: "in 5 minutes" is no answer there."""
    return Ring.objects.filter(pk=ring_id).exclude(interrupts=None).exists()


def begin(ring: Ring, by: Actor, now: datetime) -> None:
    """Begin the pause of the session in which an accepted ring's person is, or refuse where it may not be interrupted.

    The sender, who takes an offer, learns no more than that it is over.
    """
    running = sessions_now([ring.staff_id], now).get(ring.staff_id)
    if running is None:
        return
    try:
        begin_pause(running.session_id, now)
    except Refusal as refusal:
        raise refusal if by.staff_id == ring.staff_id else Refusal("no_offer") from refusal
    if ring.interrupts_id != running.session_id:
        steps.write(ring, interrupts_id=running.session_id)


def let_go(handoff: Handoff, ended_by: str, now: datetime) -> None:
    """End the pause of whoever was coming and is not needed any more; call before their ring is written."""
    rings = Ring.objects.filter(call__handoff=handoff, state="accepted").exclude(interrupts=None)
    for session_id in rings.values_list("interrupts_id", flat=True):
        if session_id is not None:
            end_pause_of(session_id, ended_by, now)
