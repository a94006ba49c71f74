"""The block that has begun for somebody who has not said since whether they are open."""

from datetime import datetime
from typing import Final

from django.db import connection

from handclasp.availability.queries.blocks import BlockTime
from handclasp.platform.actor import Actor

# Whoever declared anything since the block began has answered; whoever is open has no need to.
UNANSWERED: Final = """
SELECT o.staff_id, o.block_id, o.on_date, o.starts_at, o.ends_at
  FROM availability_published o LEFT JOIN availability_presence p ON p.staff_id = o.staff_id
 WHERE o.staff_id = %(me)s AND o.ends_at > %(now)s AND o.starts_at <= %(now)s
   AND (p.staff_id IS NULL OR p.declared_at < o.starts_at)
   AND NOT coalesce(p.status = 'open' AND (p.until IS NULL OR p.until > %(now)s), false)
 ORDER BY o.ends_at LIMIT 1
"""


def unanswered(actor: Actor, now: datetime) -> BlockTime | None:
    """Return the actor's running block that waits for an answer, or None."""
    with connection.cursor() as cursor:
        cursor.execute(UNANSWERED, {"me": actor.person, "now": now})
        row = cursor.fetchone()
    return BlockTime(*row) if row else None
