"""Declaring presence, and the heartbeat of open pages."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from handclasp.availability.models import Presence
from handclasp.availability.queries.presence import PAGE_COUNTS_AS_OPEN_FOR
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_by_id, time_zone_of_staff
from handclasp.domain.closing_time import end_of_working_day
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

LONGEST: Final = timedelta(hours=24)
WITH_A_CLIENT: Final = timedelta(hours=1)  # ours: nobody is with one client until the house closes
STATUSES: Final = frozenset({Presence.OPEN, Presence.WITH_CLIENT, Presence.NOT_NOW, Presence.OFF})

SEEN = """
WITH before AS (
    SELECT staff_id FROM availability_openpage
    WHERE staff_id = ANY(%(ids)s) AND closed_at IS NULL AND seen_at > %(fresh)s
), seen AS (
    INSERT INTO availability_openpage (staff_id, seen_at, closed_at)
    SELECT id, %(at)s, NULL FROM directory_staff WHERE id = ANY(%(ids)s) ORDER BY id
    ON CONFLICT (staff_id) DO UPDATE
        SET seen_at = greatest(availability_openpage.seen_at, excluded.seen_at), closed_at = NULL
    RETURNING staff_id
)
SELECT s.staff_id, d.organization_id FROM seen s JOIN directory_staff d ON d.id = s.staff_id
WHERE s.staff_id NOT IN (SELECT staff_id FROM before)
"""
CLOSED = """
UPDATE availability_openpage p SET closed_at = %(at)s FROM directory_staff d
WHERE p.staff_id = ANY(%(ids)s) AND d.id = p.staff_id AND p.closed_at IS NULL AND p.seen_at <= %(at)s
RETURNING p.staff_id, d.organization_id
"""


def declare(actor: Actor, status: str, until: datetime | None, now: datetime) -> Presence:
    """Record what the actor says about being reachable, until `until`.

    None is the end of the site's day, an hour for "with a client", and for "off" no end at all; an end of "off" tells
    colleagues when to look again.

    Refuses `unknown_choice`, `until_is_past`, `until_too_far` (more than 24 hours) and `not_staff`.
    """
    if status not in STATUSES:
        raise Refusal("unknown_choice")
    staff = staff_by_id(actor, actor.staff_id) if actor.staff_id is not None else None
    if staff is None or not staff.is_active:
        raise Refusal("not_staff")
    ends = None if status == Presence.OFF and until is None else _ends(staff, status, until, now)
    with acting(actor, now, "presence:declare"):
        presence, _ = Presence.objects.update_or_create(
            staff_id=staff.pk, defaults={"status": status, "until": ends, "declared_at": now}
        )
        tell([f"org:{staff.organization_id}", f"staff:{staff.pk}"])
    return presence


def pages_seen(staff_ids: Iterable[int], at: datetime) -> list[int]:
    """Note in one statement that these people have a page open at `at` (wall time); return who had none.

    Boards hear only of those: a heartbeat that changes nothing is silent.
    """
    return _heartbeat(SEEN, staff_ids, at)


def page_closed(staff_ids: Iterable[int], at: datetime) -> list[int]:
    """Note that the last page of these people closed at `at` (wall time); return whose page that changed."""
    return _heartbeat(CLOSED, staff_ids, at)


def _heartbeat(statement: str, staff_ids: Iterable[int], at: datetime) -> list[int]:
    ids = sorted(set(staff_ids))
    if not ids:
        return []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, {"ids": ids, "at": at, "fresh": at - PAGE_COUNTS_AS_OPEN_FOR})
            changed = cursor.fetchall()
        tell({topic for staff_id, home in changed for topic in (f"org:{home}", f"staff:{staff_id}")})
    return [staff_id for staff_id, _ in changed]


def _ends(staff: Staff, status: str, until: datetime | None, now: datetime) -> datetime:
    if until is None:
        closes_at = staff.site.closes_at if staff.site else None
        evening = end_of_working_day(now, time_zone_of_staff(staff), closes_at)
        return min(evening, now + WITH_A_CLIENT) if status == Presence.WITH_CLIENT else evening
    if until <= now:
        raise Refusal("until_is_past")
    if until - now > LONGEST:
        raise Refusal("until_too_far")
    return until
