"""Who can be reached now, as two facts side by side: what they said, and whether a page of theirs is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection

from handclasp.availability.models import Presence

PAGE_COUNTS_AS_OPEN_FOR: Final = timedelta(seconds=40)


@dataclass(frozen=True)
class PresenceNow:
    """Somebody's presence at one instant: off once `until` has passed; `page_seen_at` is wall time."""

    status: str
    until: datetime | None
    page_open: bool
    page_seen_at: datetime | None

    @property
    def can_ring(self) -> bool:
        """Say whether this person declared open and would see a ring."""
        return self.status == Presence.OPEN and self.page_open


class Seen(NamedTuple):
    """What is kept about somebody: the declaration, and the heartbeat of the open pages."""

    status: str | None
    until: datetime | None
    seen_at: datetime | None
    closed_at: datetime | None


# Written out, because it runs while a ring waits for it.
DECLARED_AND_SEEN: Final = """
SELECT s.id, p.status, p.until, o.seen_at, o.closed_at
  FROM unnest(%s::bigint[]) AS s (id)
  LEFT JOIN availability_presence p ON p.staff_id = s.id
  LEFT JOIN availability_openpage o ON o.staff_id = s.id
"""

NOBODY_SEEN: Final = PresenceNow(Presence.OFF, None, False, None)


def presences(staff_ids: Iterable[int], now: datetime, wall: datetime) -> dict[int, PresenceNow]:
    """Return everybody's presence by staff id, in one query; who never said anything is off.

    `now` is the product's time and decides the declaration, `wall` the machine's and decides the heartbeat.
    """
    wanted = list(set(staff_ids))
    with connection.cursor() as cursor:
        cursor.execute(DECLARED_AND_SEEN, [wanted])
        seen = {staff_id: _now(Seen(*facts), now, wall) for staff_id, *facts in cursor.fetchall()}
    return {staff_id: seen.get(staff_id, NOBODY_SEEN) for staff_id in wanted}


def presence(staff_id: int, now: datetime, wall: datetime) -> PresenceNow:
    """Return one person's presence."""
    return presences([staff_id], now, wall)[staff_id]


def _now(seen: Seen, now: datetime, wall: datetime) -> PresenceNow:
    holds = seen.status is not None and (seen.until is None or seen.until > now)
    fresh = seen.seen_at is not None and seen.seen_at > wall - PAGE_COUNTS_AS_OPEN_FOR
    return PresenceNow(
        status=seen.status if seen.status and holds else Presence.OFF,
        until=seen.until if holds else None,
        page_open=fresh and seen.closed_at is None,
        page_seen_at=seen.seen_at,
    )
