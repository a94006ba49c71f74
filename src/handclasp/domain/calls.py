"""Ringing: who is asked in which wave, who wins, and when a call is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handclasp.domain.lifecycle import State
from handclasp.domain.outcome import Refused

WAIT_CHOICES = (2, 5, 10)  # minutes the client can wait
WAVE_SIZE = 3
RING_TIME = timedelta(seconds=60)
LATER = timedelta(minutes=5)
WALK_WITHIN_SITE = timedelta(minutes=5)
DECLINE_REASONS = ("with_client", "not_my_field", "at_capacity", "leaving", "other")


@dataclass(frozen=True)
class RingNow:
    """One ring as it stands. `free_at` is set where the receiver answered "in 5 minutes"."""

    staff_id: int
    state: str
    expires_at: datetime
    free_at: datetime | None = None


@dataclass(frozen=True)
class RingNext:
    """Ring these people now, as the next wave."""

    staff_ids: tuple[int, ...]


@dataclass(frozen=True)
class Wait:
    """Nothing to do until `until`."""

    until: datetime


@dataclass(frozen=True)
class End:
    """The call is over: `nobody` is left to ask, or the client `waited_out`."""

    outcome: str


def may_accept(state: State, ring_state: str, expires_at: datetime, now: datetime) -> Refused | None:
    """Return why an acceptance comes too late, or None when it wins."""
    if ring_state in {"stopped", "withdrawn"} or state is not State.SEEKING:
        return Refused("somebody_else_comes" if state is State.COMING else "call_over")
    if ring_state == "silent" or (ring_state == "ringing" and expires_at <= now):
        return Refused("ring_over")
    return None if ring_state == "ringing" else Refused("ring_answered")


def next_step(
    waits_until: datetime, rings: Sequence[RingNow], can_ring: Sequence[int], now: datetime
) -> RingNext | Wait | End:
    """Decide what a call does now; `can_ring` is everybody who could come, best first.

    A wave lasts until all have answered or its time is up; nobody is asked twice in a call, except who said
    "in 5 minutes" and is free while the client still waits.
    """
    if waits_until <= now:
        return End("waited_out")
    ringing = [ring for ring in rings if ring.state == "ringing" and ring.expires_at > now]
    if ringing:
        return Wait(min(min(ring.expires_at for ring in ringing), waits_until))
    return _next_wave(waits_until, rings, can_ring, now)


def _next_wave(
    waits_until: datetime, rings: Sequence[RingNow], can_ring: Sequence[int], now: datetime
) -> RingNext | Wait | End:
    asked = {ring.staff_id for ring in rings}
    offers = [ring for ring in _last_rings(rings) if ring.state == "later" and ring.free_at is not None]
    free = [ring.staff_id for ring in offers if ring.free_at is not None and ring.free_at <= now]
    fresh = [staff_id for staff_id in can_ring if staff_id not in asked or staff_id in free]
    if fresh:
        return RingNext(tuple(fresh[:WAVE_SIZE]))
    coming = [
        ring.free_at for ring in offers if ring.free_at is not None and now < ring.free_at < waits_until
    ]
    return Wait(min(coming)) if coming else End("nobody")


def _last_rings(rings: Sequence[RingNow]) -> list[RingNow]:
    return list({ring.staff_id: ring for ring in rings}.values())
