"""What the worker does for blocks by our own clock: writing dates ahead, and reminding when a block begins."""

import logging
from datetime import UTC, datetime
from typing import Final

from django.db import connection
from django.db.models import Q

from handclasp.availability.models import Horizon
from handclasp.availability.plans import WRITTEN_AGAIN, lock_plan, write_ahead
from handclasp.directory.models import Staff
from handclasp.platform.actor import WATCHES
from handclasp.platform.db import acting
from handclasp.platform.live import tell

log = logging.getLogger(__name__)
BATCH: Final = 200
WRITTEN_AT_ONCE: Final = (
    25  # people; each takes some milliseconds, and clients' deadlines wait for nobody's plan
)

# Marked in the statement that finds them, so that two workers never remind of one block twice; what is over by the
# time somebody looks is marked and not told.
BEGUN: Final = """
WITH begun AS (
    UPDATE availability_occurrence SET reminded_at = %(now)s
     WHERE id IN (SELECT id FROM availability_occurrence WHERE reminded_at IS NULL AND starts_at <= %(now)s
                   ORDER BY starts_at LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
    RETURNING id
)
SELECT count(*), array_agg(DISTINCT p.staff_id) FILTER (WHERE p.ends_at > %(now)s),
       array_agg(DISTINCT s.organization_id) FILTER (WHERE p.ends_at > %(now)s)
  FROM begun b LEFT JOIN availability_published p ON p.id = b.id LEFT JOIN directory_staff s ON s.id = p.staff_id
"""


def remind_of_begun(now: datetime) -> int:
    """Tell the open pages of whoever's block has begun, once; return how many blocks had."""
    with acting(WATCHES, now, "block:plan"), connection.cursor() as cursor:
        cursor.execute(BEGUN, {"now": now, "batch": BATCH})
        count, staff_ids, homes = cursor.fetchone()
        if staff_ids:
            tell([*(f"staff:{staff_id}" for staff_id in staff_ids), *(f"org:{home}" for home in homes)])
    return int(count)


def keep_ahead(now: datetime) -> int:
    """Write ahead for everybody whose dates reach less far than four weeks, or changed; return how many."""
    near = now.astimezone(UTC).date() + WRITTEN_AGAIN
    due = Horizon.objects.filter(Q(reaches_to=None) | Q(reaches_to__lt=near))
    return sum(
        [
            _one(staff_id, now)
            for staff_id in due.order_by("reaches_to").values_list("pk", flat=True)[:WRITTEN_AT_ONCE]
        ]
    )


def _one(staff_id: int, now: datetime) -> bool:
    """Write one person's dates; a failure is logged by number and does not stop the others."""
    try:
        with acting(WATCHES, now, "block:plan"):
            lock_plan(staff_id)
            staff = Staff.objects.select_related("site", "organization").get(pk=staff_id)
            write_ahead(staff, now)
            tell([f"org:{staff.organization_id}", f"staff:{staff_id}"])
        return True
    except Exception as error:  # its message could carry what people wrote
        state = getattr(error.__cause__, "sqlstate", None) or "-"
        log.error("blocks of staff %s were not written: %s (%s)", staff_id, type(error).__name__, state)
        return False
