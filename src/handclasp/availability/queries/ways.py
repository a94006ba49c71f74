"""How people are reached besides the page, and who is on the rota without any way that works."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from handclasp.availability.models import ReachWay
from handclasp.platform.actor import Actor

LATELY: Final = timedelta(days=14)  # a page opened this long ago says that somebody signs in
SOON: Final = timedelta(days=7)

# Whoever will be counted on: a block within the next days, or the duty, the last rung or the supervision of a program.
# Their page was not opened lately, and no way is on that worked when it was last tried.
WITHOUT: Final = """
WITH counted_on AS (
    SELECT s.id, s.given, s.family, s.prefix, s.credential,
           (SELECT min(o.starts_at) FROM availability_published o
             WHERE o.staff_id = s.id AND o.ends_at > %(now)s AND o.starts_at < %(soon)s) AS block_at,
           ARRAY(SELECT p.name FROM directory_program p
                  WHERE p.receives AND s.id IN (p.duty_id, p.last_rung_id, p.supervisor_id) ORDER BY p.name) AS programs
      FROM directory_staff s
     WHERE s.organization_id = %(home)s AND s.is_active
)
SELECT c.id, c.prefix, c.given, c.family, c.credential, c.block_at, c.programs, g.seen_at,
       EXISTS (SELECT FROM availability_reachway w WHERE w.staff_id = c.id AND w.is_on AND w.worked_at IS NULL
                  AND w.failed_at IS NULL) AS untried,
       EXISTS (SELECT FROM availability_reachway w WHERE w.staff_id = c.id AND w.is_on
                  AND w.failed_at IS NOT NULL) AS failed
  FROM counted_on c LEFT JOIN availability_openpage g ON g.staff_id = c.id
 WHERE (c.block_at IS NOT NULL OR c.programs <> '{}')
   AND (g.seen_at IS NULL OR g.seen_at < %(lately)s)
   AND NOT EXISTS (SELECT FROM availability_reachway w
                    WHERE w.staff_id = c.id AND w.is_on AND w.worked_at > coalesce(w.failed_at, '-infinity'))
   AND (%(among)s::bigint[] IS NULL OR c.id = ANY(%(among)s))
 ORDER BY c.block_at NULLS LAST, c.family, c.given, c.id
 LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Unreachable:
    """Somebody who is counted on and cannot be reached: since when no page was open, and what is wrong with the ways.

    `block_at` is when their next block begins within a week, `programs` are those they answer for, and `page_seen_at`
    is wall time.
    """

    staff_id: int
    prefix: str
    given: str
    family: str
    credential: str
    block_at: datetime | None
    programs: list[str]
    page_seen_at: datetime | None
    has_untried: bool
    has_failed: bool


def ways_for(staff_ids: Iterable[int]) -> dict[int, list[ReachWay]]:
    """Return everybody's ways by staff id, those that work first."""
    found: defaultdict[int, list[ReachWay]] = defaultdict(list)
    for way in ReachWay.objects.filter(staff__in=list(set(staff_ids))).order_by("pk"):
        found[way.staff_id].append(way)
    return {staff_id: sorted(found[staff_id], key=lambda way: not works(way)) for staff_id in set(staff_ids)}


def works(way: ReachWay) -> bool:
    """Say whether a way is on and worked when it was last tried."""
    if not way.is_on or way.worked_at is None:
        return False
    return way.failed_at is None or way.failed_at < way.worked_at


def without_a_working_way(
    actor: Actor, now: datetime, wall: datetime, staff_ids: Iterable[int] | None = None, limit: int = 100
) -> list[Unreachable]:
    """Return who of the actor's organization is counted on within a week and could not be reached, soonest first.

    `now` decides what comes, `wall` when a page was last open; `staff_ids` narrows it to some.
    """
    among = None if staff_ids is None else list(staff_ids)
    wanted = {
        "home": actor.organization_id, "now": now, "soon": now + SOON, "lately": wall - LATELY,
        "among": among, "limit": limit,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WITHOUT, wanted)
        return [Unreachable(*row) for row in cursor.fetchall()]
