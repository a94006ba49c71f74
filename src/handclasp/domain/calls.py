"""Ringing: who is asked in which wave, who wins, and when a call is over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from handclasp.domain.lifecycle import State
from handclasp.domain.outcome import Refused

LATER = timedelta(minutes=5)
MARGIN = {"walk": timedelta(minutes=2)}  # to end a sentence and find the room; by video or phone a minute
DECLINE_REASONS = ("with_client", "not_my_field", "at_capacity", "leaving", "other")


@dataclass(frozen=True)
class Settings:
    """How a program rings: people at once, seconds a ring, minutes a client can wait, rings an hour (0: no limit)."""

    wave_size: int = 3
    ring_seconds: int = 60
    wait_choices: tuple[int, ...] = (2, 5, 10)
    rings_an_hour: int = 0

    def is_possible(self) -> bool:
        """Say whether anybody could be rung like this, and in a way that people can bear."""
        waits = self.wait_choices
        return (
            1 <= self.wave_size <= 3
            and 15 <= self.ring_seconds <= 180
            and 0 <= self.rings_an_hour <= 60
            and 1 <= len(waits) <= 6
            and all(1 <= wait <= 60 for wait in waits)
            and list(waits) == sorted(set(waits))
        )


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


def usual_wait(choices: Sequence[int]) -> int:
    """Return the wait that is chosen beforehand: the middle one."""
    return choices[len(choices) // 2]


def comes_by(way: str, minutes: int, now: datetime) -> datetime:
    """Return by when somebody is there who needs so many minutes for this way (walk, video, phone)."""
    return now + timedelta(minutes=minutes) + MARGIN.get(way, timedelta(minutes=1))


def next_step(
    waits_until: datetime, rings: Sequence[RingNow], can_ring: Sequence[int], now: datetime, wave_size: int,
    in_session: Collection[int] = (),
) -> RingNext | Wait | End:  # fmt: skip
    """Decide what a call does now; `can_ring` is who could come, best first, at least a wave beyond those asked.

    A wave lasts until all have answered or its time is up; nobody is asked twice in a call, except who said
    "in 5 minutes" and is free while the client still waits. Who is `in_session` rings in a wave of their own.
    """
    if waits_until <= now:
        return End("waited_out")
    ringing = [ring for ring in rings if ring.state == "ringing" and ring.expires_at > now]
    if ringing:
        return Wait(min(min(ring.expires_at for ring in ringing), waits_until))
    return _next_wave(waits_until, rings, can_ring, now, wave_size, in_session)


def _next_wave(
    waits_until: datetime, rings: Sequence[RingNow], can_ring: Sequence[int], now: datetime, wave_size: int,
    in_session: Collection[int],
) -> RingNext | Wait | End:  # fmt: skip
    asked = {ring.staff_id for ring in rings}
    offers = [ring for ring in _last_rings(rings) if ring.state == "later" and ring.free_at is not None]
    free = [ring.staff_id for ring in offers if ring.free_at is not None and ring.free_at <= now]
    fresh = [staff_id for staff_id in can_ring if staff_id not in asked or staff_id in free]
    if fresh:
        return RingNext(wave_of(fresh, in_session, wave_size))
    coming = [
        ring.free_at for ring in offers if ring.free_at is not None and now < ring.free_at < waits_until
    ]
    return Wait(min(coming)) if coming else End("nobody")


def wave_of(best_first: Sequence[int], in_session: Collection[int], wave_size: int) -> tuple[int, ...]:
    """Return who rings at once: the best, as far as they are all free or all in a session.

    A session is interrupted only when everybody before it on the list was asked.
    """
    is_in_session = bool(best_first) and best_first[0] in in_session
    same = takewhile(lambda one: (one in in_session) == is_in_session, best_first)
    return tuple(same)[:wave_size]


def _last_rings(rings: Sequence[RingNow]) -> list[RingNow]:
    return list({ring.staff_id: ring for ring in rings}.values())
