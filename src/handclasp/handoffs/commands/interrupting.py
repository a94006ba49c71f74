"""Calling somebody out of a session: the acceptance begins its pause, and who is not needed any more goes back."""

from collections.abc import Iterable
from datetime import datetime

from handclasp.availability.commands.sessions import begin_pause, end_pause_of
from handclasp.availability.queries.sessions import open_session, sessions_now
from handclasp.directory.models import Staff
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff, Ring
from handclasp.platform.refusals import Refusal


def may_be_rung(staff_ids: Iterable[int], now: datetime) -> list[int]:
    """Leave out whose session may not be interrupted, in the same order; call with the people locked."""
    wanted = list(staff_ids)
    sessions = sessions_now(wanted, now)
    return [one for one in wanted if one not in sessions or not sessions[one].why_not]


def is_into_a_session(ring_id: int) -> bool:
    """Say whether a ring came into a session: "in 5 minutes" is no answer there."""
    return Ring.objects.filter(pk=ring_id).exclude(interrupts=None).exists()


def require_no_session(staff_id: int) -> None:
    """Refuse `no_offer` where somebody's session has begun: only they themselves leave it, by accepting in there.

    Locks the person, so that no session begins until the offer is taken.
    """
    _no_session(staff_id, "no_offer")


def require_free(staff_id: int) -> None:
    """Refuse `session_runs` where whoever answers is in a session, which they leave at once or not at all."""
    _no_session(staff_id, "session_runs")


def _no_session(staff_id: int, code: str) -> None:
    list(Staff.objects.select_for_update(no_key=True).filter(pk=staff_id).values_list("pk"))
    if open_session(staff_id) is not None:
        raise Refusal(code)


def begin(ring: Ring, now: datetime) -> None:
    """Begin the pause of the session in which whoever accepts is, or refuse where it may not be interrupted."""
    running = sessions_now([ring.staff_id], now).get(ring.staff_id)
    if running is None:
        return
    begin_pause(running.session_id, now)
    if ring.interrupts_id != running.session_id:
        steps.write(ring, interrupts_id=running.session_id)


def let_go(handoff: Handoff, ended_by: str, now: datetime) -> None:
    """End the pause of whoever was coming and is not needed any more; call before their ring is written."""
    rings = Ring.objects.filter(call__handoff=handoff, state="accepted").exclude(interrupts=None)
    for session_id in rings.values_list("interrupts_id", flat=True):
        if session_id is not None:
            end_pause_of(session_id, ended_by, now)
