"""What happens when nothing happens: which watch a handoff has, when it is due, and who is told, rung by rung."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handclasp.domain.lifecycle import State
from handclasp.domain.periods import Hours, one_business_day_due


class WatchKind(StrEnum):
    """What must happen by a watch's due time."""

    FIND_NEXT_HAND = "find_next_hand"
    MEET = "meet"
    REACH_CLIENT = "reach_client"
    PLAN_VISIT = "plan_visit"
    RECORD_VISIT = "record_visit"
    RECOVER = "recover"
    REVIEW_PAUSE = "review_pause"


@dataclass(frozen=True)
class Standing:
    """Where a handoff stands, as far as its watch depends on it. Instants are aware; None means: not so."""

    state: State
    since: datetime  # since when nothing has happened in this state
    hours: Hours
    call_waits_until: datetime | None = None
    comes_by: datetime | None = None
    promise_due: datetime | None = None
    visit_ends: datetime | None = None
    missed: bool = False
    pause_review: datetime | None = None


@dataclass(frozen=True)
class Due:
    """What must happen and by when; the first rung is told `grace` later."""

    kind: WatchKind
    at: datetime
    grace: timedelta = timedelta(0)


SEEK_FOR = timedelta(minutes=15)
WALK_GRACE = timedelta(minutes=5)
RECORD_GRACE = timedelta(hours=2)


def due_for(standing: Standing) -> Due | None:
    """Return the one thing that must happen next in an open handoff, or None when it has ended."""
    if standing.pause_review is not None:
        return Due(WatchKind.REVIEW_PAUSE, standing.pause_review)
    match standing.state:
        case State.SEEKING:
            return Due(WatchKind.FIND_NEXT_HAND, standing.call_waits_until or standing.since + SEEK_FOR)
        case State.COMING:
            return Due(WatchKind.MEET, (standing.comes_by or standing.since) + WALK_GRACE)
        case State.PROMISED:
            return Due(WatchKind.REACH_CLIENT, standing.promise_due or standing.since)
        case State.SHARED:
            return _due_when_shared(standing)
    return None


def _due_when_shared(standing: Standing) -> Due:
    if standing.visit_ends is not None:
        return Due(WatchKind.RECORD_VISIT, standing.visit_ends, RECORD_GRACE)
    kind = WatchKind.RECOVER if standing.missed else WatchKind.PLAN_VISIT
    return Due(kind, one_business_day_due(standing.since, standing.hours))


LADDER = ("receiver", "sender", "deputy", "supervisor", "last_rung")

GAPS: Mapping[WatchKind, timedelta] = {
    WatchKind.FIND_NEXT_HAND: timedelta(minutes=5),
    WatchKind.MEET: timedelta(minutes=3),
    WatchKind.REACH_CLIENT: timedelta(hours=2),
    WatchKind.PLAN_VISIT: timedelta(hours=4),
    WatchKind.RECORD_VISIT: timedelta(hours=4),
    WatchKind.RECOVER: timedelta(hours=4),
    WatchKind.REVIEW_PAUSE: timedelta(hours=24),
}
AFTER_THE_LAST = timedelta(hours=24)


@dataclass(frozen=True)
class Telling:
    """Tell these people now; `step` rungs have then been told, and the next is told `after` so long."""

    rung: str
    staff_ids: tuple[int, ...]
    step: int
    after: timedelta


def next_telling(
    kind: WatchKind, step: int, people: Mapping[str, tuple[int, ...]], off: frozenset[int]
) -> Telling:
    """Return who is told next, skipping whoever is off; past the end the last rung is told again every day.

    `people` maps each rung of LADDER to staff ids. The last rung is told even when off: somebody must know.
    """
    for index in range(min(step, len(LADDER) - 1), len(LADDER)):
        there = tuple(staff_id for staff_id in people.get(LADDER[index], ()) if staff_id not in off)
        if there and index < len(LADDER) - 1:
            return Telling(LADDER[index], there, index + 1, GAPS[kind])
    everybody = people.get("last_rung") or people.get("supervisor") or people.get("sender") or ()
    return Telling("last_rung", tuple(everybody), max(step, len(LADDER) - 1) + 1, AFTER_THE_LAST)
