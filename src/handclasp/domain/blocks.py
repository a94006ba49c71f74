"""Weekly blocks: when somebody is there for handoffs, day by day, right across daylight-saving changes.

A block stands in local time and lasts so many minutes of real time. A local time that a change leaves out is read
with the offset before the gap (RFC 5545 3.3.5), one that happens twice as the first of the two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from handclasp.domain.block_rules import Rule

SHORTEST, LONGEST = 5, 720  # minutes


@dataclass(frozen=True)
class Otherwise:
    """A day on which a block is skipped (`at` None), or is at another time for so many minutes."""

    at: time | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Pause:
    """Days, both included, without any block."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """Say whether the pause lies on a day."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Weekly:
    """One weekly block; no day after `last_on`."""

    block_id: int
    rule: Rule
    starts_on: date
    starts_at: time
    minutes: int
    zone: ZoneInfo
    last_on: date | None = None
    otherwise: Mapping[date, Otherwise] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class Spell:
    """A block on one day, half-open, in UTC; `on_date` is the day that the rule names."""

    starts_at: datetime
    ends_at: datetime
    on_date: date
    block_id: int

    def covers(self, at: datetime) -> bool:
        """Say whether it runs at an instant; at its end it is over."""
        return self.starts_at <= at < self.ends_at


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of a local time: before the gap if it does not exist, the first if there are two."""
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def days(block: Weekly, first: date, last: date) -> Iterator[date]:
    """Return the days from `first` to `last` that the block names, whatever stands against them."""
    end = last if block.last_on is None else min(last, block.last_on)
    until = block.rule.until
    for day in takewhile(lambda day: day <= end, block.rule.days_from(block.starts_on, first)):
        if isinstance(until, datetime) and instant(day, block.starts_at, block.zone) > until:
            return
        yield day


def spells(
    block: Weekly,
    first: date,
    last: date,
    pauses: Sequence[Pause] = (),
    closed: frozenset[date] = frozenset(),
) -> list[Spell]:
    """Return when the block is, for the days from `first` to `last`: not skipped, paused, or closed; in order."""
    found = [
        _spell(block, day, start, minutes)
        for day, start, minutes in _walls(block, first, last)
        if day not in closed and not any(pause.covers(day) for pause in pauses)
    ]
    return sorted(found)


def side_by_side(found: Iterable[Spell]) -> list[Spell]:
    """Return spells of one person without overlaps: a later one begins when the earlier is over, or is left out.

    Only a daylight-saving change can bring two blocks together that stand apart on the wall.
    """
    kept: list[Spell] = []
    for spell in sorted(found):
        begin = max(spell.starts_at, kept[-1].ends_at) if kept else spell.starts_at
        if begin < spell.ends_at:
            kept.append(replace(spell, starts_at=begin))
    return kept


def collision(block: Weekly, others: Iterable[Weekly], first: date, last: date) -> date | None:
    """Return the first day on which a block is on the wall at the same time as another of the person, or None."""
    for other in others:
        both = sorted(
            [(start, start + timedelta(minutes=minutes), day, one.block_id)
             for one in (block, other) for day, start, minutes in _walls(one, first, last)]
        )  # fmt: skip
        for (_, ends, day, _), (starts, *_) in pairwise(both):
            if starts < ends:
                return day
    return None


def _walls(block: Weekly, first: date, last: date) -> Iterator[tuple[date, datetime, int]]:
    """Return each day with its local beginning, as the clock on the wall says, and its length in minutes."""
    usual = Otherwise(block.starts_at, block.minutes)
    for day in days(block, first, last):
        today = block.otherwise.get(day, usual)
        if today.at is not None:
            yield day, datetime.combine(day, today.at), today.minutes or block.minutes


def _spell(block: Weekly, day: date, wall: datetime, minutes: int) -> Spell:
    begins = instant(wall.date(), wall.time(), block.zone)
    return Spell(begins, begins + timedelta(minutes=minutes), day, block.block_id)
