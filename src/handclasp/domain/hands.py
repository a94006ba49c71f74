"""Hands: how a side passes on without a hole between two spans."""

from datetime import datetime, timedelta

from handclasp.domain.outcome import Refused

TICK = timedelta(microseconds=1)


def seam(started_at: datetime, now: datetime) -> datetime:
    """Return the instant at which one span ends and the next begins: now, but never before the span has begun."""
    return max(now, started_at + TICK)


def may_pass(
    *, giver_holds: bool, supervises: bool, taker_in_program: bool, taker_holds: bool
) -> Refused | None:
    """Return why a side may not be passed to a colleague, or None."""
    if not (giver_holds or supervises):
        return Refused("not_your_hands")
    if taker_holds:
        return Refused("already_holds")
    return None if taker_in_program else Refused("not_in_the_program")
