"""When people are there for handoffs: now, next, and over the days; not whoever left, is away, or on a closed day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db import connection

from handclasp.availability.models import Block, BlockException, BlockPause
from handclasp.platform.actor import Actor

# The index `occurrence_of_a_person` answers each person's two rows; blocks of one person never overlap, so what ends
# first also begins first.
NOW_AND_NEXT: Final = """
SELECT o.staff_id, o.block_id, o.on_date, o.starts_at, o.ends_at
  FROM unnest(%s::bigint[]) AS s (id)
 CROSS JOIN LATERAL (
    SELECT * FROM availability_published p WHERE p.staff_id = s.id AND p.ends_at > %s ORDER BY p.ends_at LIMIT 2) o
 ORDER BY o.staff_id, o.ends_at
"""
BETWEEN: Final = """
SELECT o.staff_id, o.block_id, o.on_date, o.starts_at, o.ends_at
  FROM availability_published o
 WHERE o.staff_id = ANY(%s) AND o.ends_at > %s AND o.starts_at < %s
 ORDER BY o.starts_at, o.staff_id
"""


class BlockTime(NamedTuple):
    """A block on one day, half-open; `on_date` is the day its rule names."""

    staff_id: int
    block_id: int
    on_date: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class BlocksNow:
    """The block that runs for somebody, and the one that comes next."""

    current: BlockTime | None = None
    next: BlockTime | None = None


NO_BLOCKS: Final = BlocksNow()


def current_and_next(staff_ids: Iterable[int], now: datetime) -> dict[int, BlocksNow]:
    """Return everybody's running and next block by staff id, in one query; who has none has neither."""
    wanted = list(set(staff_ids))
    with connection.cursor() as cursor:
        cursor.execute(NOW_AND_NEXT, [wanted, now])
        found: defaultdict[int, list[BlockTime]] = defaultdict(list)
        for row in cursor.fetchall():
            found[row[0]].append(BlockTime(*row))
    return {staff_id: _now(found[staff_id], now) for staff_id in wanted}


def blocks_between(staff_ids: Iterable[int], start: datetime, end: datetime) -> list[BlockTime]:
    """Return the blocks of these people that touch the time from `start` to `end`, in order, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(BETWEEN, [list(set(staff_ids)), start, end])
        return [BlockTime(*row) for row in cursor.fetchall()]


def blocks_of(actor: Actor, today: date) -> list[Block]:
    """Return the actor's own blocks that can still come, with their exceptions from `today` on."""
    rows = Block.objects.filter(staff_id=actor.person).exclude(last_on__lt=today)
    return list(rows.order_by("starts_at", "starts_on", "pk"))


def words_of(block_ids: Iterable[int]) -> dict[int, str]:
    """Return the word for colleagues of the blocks that have one, in one query."""
    rows = Block.objects.filter(pk__in=set(block_ids)).exclude(label="")
    return dict(rows.values_list("pk", "label"))


def exceptions_of(block_ids: Iterable[int], today: date) -> list[BlockException]:
    """Return on which days from `today` on these blocks are otherwise, in order."""
    rows = BlockException.objects.filter(block__in=list(block_ids), on_date__gte=today)
    return list(rows.order_by("on_date", "pk"))


def pauses_of(actor: Actor, today: date) -> list[BlockPause]:
    """Return the actor's own pauses that are not over, in order."""
    return list(BlockPause.objects.filter(staff_id=actor.person, last__gte=today).order_by("first", "pk"))


def pauses_between(staff_ids: Iterable[int], first: date, last: date) -> list[BlockPause]:
    """Return the pauses of these people that touch the days from `first` to `last`."""
    rows = BlockPause.objects.filter(staff__in=list(staff_ids), first__lte=last, last__gte=first)
    return list(rows.order_by("first", "pk"))


def skipped_between(staff_ids: Iterable[int], first: date, last: date) -> list[BlockException]:
    """Return the single days on which a block of these people was left out, with the block."""
    rows = BlockException.objects.filter(
        block__staff__in=list(staff_ids), on_date__range=(first, last), moved_to=None
    )
    return list(rows.select_related("block").order_by("on_date", "pk"))


def _now(found: list[BlockTime], now: datetime) -> BlocksNow:
    current = found[0] if found and found[0].starts_at <= now else None
    coming = [row for row in found if row.starts_at > now]
    return BlocksNow(current, coming[0] if coming else None)
