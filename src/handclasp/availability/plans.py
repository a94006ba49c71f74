"""A person's blocks as the rules read them, and their dates written ahead for a few weeks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from handclasp.availability.models import Block, BlockException, BlockPause, Horizon, Occurrence
from handclasp.directory.models import Staff
from handclasp.directory.queries import time_zone_of_staff
from handclasp.domain.block_rules import parse_rule
from handclasp.domain.blocks import Otherwise, Pause, Spell, Weekly, side_by_side, spells
from handclasp.domain.periods import local_date

AHEAD: Final = timedelta(days=35)
WRITTEN_AGAIN: Final = timedelta(days=28)  # whoever has less than this ahead is written again
KEPT: Final = timedelta(days=60)  # dates that are over
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Plan:
    """Everything a person planned that can still come: blocks with their exceptions, and pauses."""

    zone: ZoneInfo
    blocks: tuple[Weekly, ...]
    pauses: tuple[Pause, ...]

    def spells(self, first: date, last: date) -> list[Spell]:
        """Return when the person is there on the days from `first` to `last`, without overlaps."""
        return side_by_side(s for block in self.blocks for s in spells(block, first, last, self.pauses))


def lock_plan(staff_id: int) -> None:
    """Wait until nobody else changes this person's blocks; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('blocks ' || %s, 0))", [staff_id])


def plan_of(staff: Staff, today: date) -> Plan:
    """Return what somebody planned, as it stands from the day before `today` on, in the zone of their site."""
    zone = time_zone_of_staff(staff)
    live = Block.objects.filter(Q(last_on=None) | Q(last_on__gte=today - DAY), staff=staff).order_by("pk")
    otherwise = _exceptions(live)
    pauses = BlockPause.objects.filter(staff=staff, last__gte=today - DAY).order_by("first")
    return Plan(
        zone,
        tuple(weekly(block, zone, otherwise[block.pk]) for block in live),
        tuple(Pause(pause.first, pause.last) for pause in pauses),
    )


def weekly(block: Block, zone: ZoneInfo, otherwise: dict[date, Otherwise] | None = None) -> Weekly:
    """Return a block as the rules read it, in a zone."""
    return Weekly(
        block.pk, parse_rule(block.rule), block.starts_on, block.starts_at, block.minutes, zone, block.last_on,
        otherwise or {},
    )  # fmt: skip


def write_ahead(staff: Staff, now: datetime) -> None:
    """Write the dates of somebody's blocks for the next weeks; call with the plan locked.

    What is over stays as it was; what stays the same keeps its reminder; what no longer comes is taken away.
    """
    zone = time_zone_of_staff(staff)
    today = local_date(now, zone)
    Block.objects.filter(staff=staff).exclude(zone=zone.key).update(zone=zone.key)
    plan = plan_of(staff, today)
    there = {(row.block_id, row.on_date): row for row in _written(staff, today)}
    wanted = _wanted(plan, today, now, there.values())
    stale = [row.pk for key, row in there.items() if not _stays(row, wanted.get(key), now)]
    Occurrence.objects.filter(pk__in=stale).delete()
    kept = {key for key, row in there.items() if row.pk not in set(stale)}
    Occurrence.objects.bulk_create(
        Occurrence(
            staff=staff, block_id=spell.block_id, on_date=spell.on_date, starts_at=spell.starts_at,
            ends_at=spell.ends_at, reminded_at=_reminded(there.get(key), spell),
        )
        for key, spell in wanted.items() if key not in kept
    )  # fmt: skip
    Occurrence.objects.filter(staff=staff, ends_at__lt=now - KEPT).delete()
    reaches_to = today + AHEAD if plan.blocks else date.max
    Horizon.objects.update_or_create(staff=staff, defaults={"reaches_to": reaches_to})


def _exceptions(blocks: Iterable[Block]) -> dict[int, dict[date, Otherwise]]:
    found: dict[int, dict[date, Otherwise]] = defaultdict(dict)
    for row in BlockException.objects.filter(block__in=[block.pk for block in blocks]):
        found[row.block_id][row.on_date] = Otherwise(row.moved_to, row.minutes or 0)
    return found


def _written(staff: Staff, today: date) -> list[Occurrence]:
    return list(Occurrence.objects.filter(staff=staff, on_date__gte=today - DAY))


def _wanted(
    plan: Plan, today: date, now: datetime, there: Iterable[Occurrence]
) -> dict[tuple[int, date], Spell]:
    """Return what is to come, by block and day; nothing begins before what is over has ended."""
    over = max((row.ends_at for row in there if row.ends_at <= now), default=None)
    coming = [spell for spell in plan.spells(today - DAY, today + AHEAD) if spell.ends_at > now]
    return {
        (spell.block_id, spell.on_date): replace(
            spell, starts_at=max(spell.starts_at, over or spell.starts_at)
        )
        for spell in coming
    }


def _stays(row: Occurrence, wanted: Spell | None, now: datetime) -> bool:
    if wanted is None:
        return row.ends_at <= now
    return (row.starts_at, row.ends_at) == (wanted.starts_at, wanted.ends_at)


def _reminded(before: Occurrence | None, spell: Spell) -> datetime | None:
    """Return when the person was reminded of this; another beginning is worth another reminder."""
    return before.reminded_at if before and before.starts_at == spell.starts_at else None
