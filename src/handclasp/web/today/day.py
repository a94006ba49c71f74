"""One's own day: visits, promises and handoff blocks, in the order of the clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from django.utils import timezone

from handclasp.availability.queries.blocks import BlockTime, blocks_between
from handclasp.handoffs.queries.board import DayEntry, my_day
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import clock_words, local_day

CHANNELS: Final = {"call": "Call", "text": "Text", "letter": "Letter to", "outreach": "Visit to"}


@dataclass(frozen=True)
class DayLine:
    """One line of the day; `shape` is empty, or how a block is drawn: past, running (open) or to come (later)."""

    at: str
    words: str
    more: str
    url: str
    is_past: bool
    shape: str = ""


def day_lines(actor: Actor, now: datetime) -> tuple[DayLine, ...]:
    """Return what the actor has today; a block is said when it begins, also where it began before midnight."""
    midnight = timezone.make_aware(datetime.combine(local_day(now), time()))
    tomorrow = midnight + timedelta(days=1)
    lines = [(entry.at, _of_client(entry, now)) for entry in my_day(actor, midnight, tomorrow)]
    blocks = blocks_between([actor.person], midnight, tomorrow) if actor.may("block:plan") else []
    lines += [(block.starts_at, _of_block(block, now)) for block in blocks]
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _of_client(entry: DayEntry, now: datetime) -> DayLine:
    words = f"Visit: {entry.client}"
    if entry.kind == "promise":
        words = f"{CHANNELS.get(entry.channel, 'Reach')} {entry.client}, promised"
    ends = entry.ends_at or entry.at
    more = f"Until {clock_words(ends)}" if entry.ends_at else "by this time"
    return DayLine(clock_words(entry.at), words, more, f"/handoffs/{entry.handoff_id}/", ends < now)


def _of_block(block: BlockTime, now: datetime) -> DayLine:
    more, is_past = f"Until {clock_words(block.ends_at)}", block.ends_at <= now
    runs = block.starts_at <= now and not is_past
    words = "Handoff block, now" if runs else "Handoff block"
    shape = "" if is_past else "open" if runs else "open later"
    return DayLine(clock_words(block.starts_at), words, more, "", is_past, shape)
