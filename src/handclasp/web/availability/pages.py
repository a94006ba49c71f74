"""One's own blocks as a page: the week, each block in words, what is otherwise, and two forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django import forms

from handclasp.availability.models import Block, BlockException, BlockPause
from handclasp.availability.queries.blocks import (
    BlockTime,
    blocks_between,
    blocks_of,
    exceptions_of,
    pauses_of,
    skipped_between,
)
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_by_id
from handclasp.domain.block_rules import parse_rule
from handclasp.domain.block_words import block_words, span_words
from handclasp.platform.actor import Actor
from handclasp.web.availability.forms import BlockForm, PauseForm
from handclasp.web.availability.week import Week, days_shown, edges, hours_shown, spans, wall_spans, week
from handclasp.web.shell.field_parts import FieldPart, field_parts
from handclasp.web.shell.times import clock_words, local_day, moment_words, short_day_words

AHEAD: Final = timedelta(days=36)
OPENS, CLOSES = time(8), time(17)


@dataclass(frozen=True)
class BlockLine:
    """One weekly block."""

    block_id: int
    words: str
    label: str
    next: str


@dataclass(frozen=True)
class OtherwiseLine:
    """One day on which a block is otherwise; `words` say how."""

    block_id: int
    on_date: str
    words: str


@dataclass(frozen=True)
class PauseLine:
    """Days without any block."""

    pause_id: int
    words: str
    reason: str


@dataclass(frozen=True)
class Tried:
    """A form that could not be taken: which, as it was typed, and what stands against it."""

    name: str
    form: forms.Form
    problem: str
    status: int


@dataclass(frozen=True)
class BlocksPage:
    """The whole page."""

    place: str
    topic: str
    week: Week
    blocks: tuple[BlockLine, ...]
    otherwise: tuple[OtherwiseLine, ...]
    pauses: tuple[PauseLine, ...]
    plan: tuple[FieldPart, ...]
    pause: tuple[FieldPart, ...]
    plan_problem: str
    pause_problem: str
    is_pausing: bool


def blocks_page(actor: Actor, now: datetime, monday: date, tried: Tried | None = None) -> BlocksPage:
    """Return somebody's own page with the week that begins on `monday`."""
    me, today = staff_by_id(actor, actor.person), local_day(now)
    blocks = blocks_of(actor, today)
    coming = blocks_between([actor.person], now, now + AHEAD)
    return BlocksPage(
        place=me.site.name if me and me.site else "",
        topic=f"staff:{actor.person}",
        week=_week(actor, me, monday, today),
        blocks=tuple(_line(block, coming, now) for block in blocks),
        otherwise=_otherwise(blocks, today),
        pauses=tuple(_pause(pause) for pause in pauses_of(actor, today)),
        plan=field_parts(
            _form("plan", tried) or BlockForm(initial={"first": today, "weeks": "1"}, auto_id="plan-%s")
        ),
        pause=field_parts(_form("pause", tried) or PauseForm(auto_id="pause-%s")),
        plan_problem=_problem("plan", tried),
        pause_problem=_problem("pause", tried),
        is_pausing=_form("pause", tried) is not None,
    )


def day_words_of(one: BlockTime) -> str:
    """Return `Wed, Mar 11, 1:00 pm to 2:30 pm`."""
    day = short_day_words(local_day(one.starts_at))
    return f"{day}, {clock_words(one.starts_at)} to {clock_words(one.ends_at)}"


def otherwise_line(row: BlockException, block: Block) -> OtherwiseLine:
    """Return how a block is otherwise on a day."""
    day, usual = short_day_words(row.on_date), span_words(block.starts_at, block.minutes)
    words = f"{day}: left out ({usual})"
    if row.moved_to is not None and row.minutes is not None:
        words = f"{day}: {span_words(row.moved_to, row.minutes)} instead of {usual}"
    return OtherwiseLine(row.block_id, row.on_date.isoformat(), words)


def words_of(block: Block) -> str:
    """Return a block in words, with its last day where it has one."""
    words = block_words(parse_rule(block.rule), block.starts_on, block.starts_at, block.minutes)
    return f"{words}, until {short_day_words(block.last_on)}" if block.last_on else words


def _week(actor: Actor, me: Staff | None, monday: date, today: date) -> Week:
    begin, end = edges(monday)
    drawn = [
        span
        for one in blocks_between([actor.person], begin, end)
        for span in spans(one.starts_at, one.ends_at)
    ]
    for row in skipped_between([actor.person], monday, monday + timedelta(days=6)):
        drawn += wall_spans(row.on_date, row.block.starts_at, row.block.minutes, "drop")
    site = me.site if me else None
    days = days_shown(monday, site.open_weekdays if site else (), drawn)
    drawn = [span for span in drawn if span.day in days]
    shown = hours_shown(site.opens_at if site else OPENS, site.closes_at if site else CLOSES, drawn)
    return week(monday, days, shown, drawn, "own", today, "/availability/?")


def _line(block: Block, coming: list[BlockTime], now: datetime) -> BlockLine:
    mine = next((one for one in coming if one.block_id == block.pk), None)
    words = "Does not come in the next weeks"
    if mine is not None:
        words = f"Next {moment_words(mine.starts_at, now)}"
        if mine.starts_at <= now:
            words = f"Runs until {clock_words(mine.ends_at)}"
    return BlockLine(block.pk, words_of(block), block.label, words)


def _otherwise(blocks: list[Block], today: date) -> tuple[OtherwiseLine, ...]:
    by_id: Mapping[int, Block] = {block.pk: block for block in blocks}
    return tuple(otherwise_line(row, by_id[row.block_id]) for row in exceptions_of(by_id, today))


def _pause(pause: BlockPause) -> PauseLine:
    words = short_day_words(pause.first)
    if pause.last != pause.first:
        words = f"{words} to {short_day_words(pause.last)}"
    return PauseLine(pause.pk, words, pause.reason)


def _form(name: str, tried: Tried | None) -> forms.Form | None:
    return tried.form if tried and tried.name == name else None


def _problem(name: str, tried: Tried | None) -> str:
    return tried.problem if tried and tried.name == name else ""
