"""Who is reached when all else fails, as the database sees it at a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import connection

from handclasp.domain.last_rungs import Rung, refusal_of
from handclasp.domain.names import staff_label
from handclasp.platform.refusals import Refusal

# `handoffs/sql/0016_last_rung.sql` says what keeps somebody from being reached; the names are added here.
RUNGS: Final = """
SELECT r.program_id, s.id, s.prefix, s.given, s.family, s.credential, r.rung, r.problem, s.away_until
  FROM directory_rungs(%s, %s) r JOIN directory_staff s ON s.id = r.staff_id ORDER BY r.program_id, r.place
"""


def rungs_of(program_ids: Iterable[int], at: datetime) -> dict[int, tuple[Rung, ...]]:
    """Return for each program whom it names, in the order in which they are reached; one query for all of them."""
    found: dict[int, tuple[Rung, ...]] = dict.fromkeys(program_ids, ())
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(RUNGS, [list(found), at])
        for program_id, staff_id, *name, rung, problem, back in cursor.fetchall():
            found[program_id] += (Rung(staff_id, staff_label(*name), rung, problem, back),)
    return found


def require_last_rung(program_id: int, now: datetime) -> None:
    """Refuse to choose a program whose last rung cannot be reached, with the reason as the code."""
    reason = refusal_of(rungs_of([program_id], now)[program_id])
    if reason:
        raise Refusal(reason)
