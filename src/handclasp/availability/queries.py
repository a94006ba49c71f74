"""Who can be reached now, as two facts side by side: what they said, and whether a page of theirs is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handclasp.availability.models import OpenPage, Presence

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


NOBODY_SEEN: Final = PresenceNow(Presence.OFF, None, False, None)


def presences(staff_ids: Iterable[int], now: datetime, wall: datetime) -> dict[int, PresenceNow]:
    """Return everybody's presence by staff id, in two queries; who never said anything is off.

    `now` is the product's time and decides the declaration, `wall` the machine's and decides the heartbeat.
    """
    wanted = set(staff_ids)
    declared = Presence.objects.in_bulk(wanted)
    pages = OpenPage.objects.in_bulk(wanted)
    return {staff_id: _now(declared.get(staff_id), pages.get(staff_id), now, wall) for staff_id in wanted}


def presence(staff_id: int, now: datetime, wall: datetime) -> PresenceNow:
    """Return one person's presence."""
    return presences([staff_id], now, wall)[staff_id]


def _now(declared: Presence | None, page: OpenPage | None, now: datetime, wall: datetime) -> PresenceNow:
    holds = declared is not None and (declared.until is None or declared.until > now)
    fresh = wall - PAGE_COUNTS_AS_OPEN_FOR
    return PresenceNow(
        status=declared.status if declared and holds else Presence.OFF,
        until=declared.until if declared and holds else None,
        page_open=page is not None and page.closed_at is None and page.seen_at > fresh,
        page_seen_at=page.seen_at if page else None,
    )
