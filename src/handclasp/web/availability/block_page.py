"""One block as a page: its next days, each of which can be left out or moved, and how it changes or ends."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django import forms
from django.utils import timezone

from handclasp.availability.models import Block
from handclasp.availability.queries.blocks import BlockTime, blocks_between, blocks_of, exceptions_of
from handclasp.domain.block_rules import parse_rule
from handclasp.platform.actor import Actor
from handclasp.web.availability.forms import BlockForm, EndForm, MoveForm, as_block_form
from handclasp.web.availability.pages import (
    AHEAD,
    OtherwiseLine,
    Tried,
    day_words_of,
    otherwise_line,
    words_of,
)
from handclasp.web.shell.field_parts import FieldPart, field_parts
from handclasp.web.shell.times import local_day

SHOWN: Final = 8


@dataclass(frozen=True)
class DayLine:
    """One day on which it comes; `is_moving` shows the form that moves it."""

    on_date: str
    words: str
    move: tuple[FieldPart, ...]
    problem: str
    is_moving: bool


@dataclass(frozen=True)
class BlockPage:
    """The whole page."""

    block_id: int
    words: str
    label: str
    days: tuple[DayLine, ...]
    otherwise: tuple[OtherwiseLine, ...]
    change: tuple[FieldPart, ...]
    end: tuple[FieldPart, ...]
    change_problem: str
    end_problem: str
    problem: str


def block_page(actor: Actor, block_id: int, now: datetime, tried: Tried | None = None) -> BlockPage | None:
    """Return one of the actor's own blocks, or None."""
    today = local_day(now)
    block = next((one for one in blocks_of(actor, today) if one.pk == block_id), None)
    if block is None:
        return None
    coming = [one for one in blocks_between([actor.person], now, now + AHEAD) if one.block_id == block_id]
    days = tuple(_day(one, tried) for one in coming[:SHOWN])
    return BlockPage(
        block_id=block_id,
        words=words_of(block),
        label=block.label,
        days=days,
        otherwise=tuple(otherwise_line(row, block) for row in exceptions_of([block_id], today)),
        change=field_parts(_tried("change", tried) or _change(block, today)),
        end=field_parts(_tried("end", tried) or EndForm(initial={"first": today}, auto_id="end-%s")),
        change_problem=_problem("change", tried),
        end_problem=_problem("end", tried),
        problem=_elsewhere(days, tried),
    )


def _day(one: BlockTime, tried: Tried | None) -> DayLine:
    day = one.on_date.isoformat()
    is_mine = tried is not None and tried.name == "move" and tried.form.data.get("on_date") == day
    begin, end = timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)
    first = {"on_date": one.on_date, "starts_at": begin.time(), "ends_at": end.time()}
    form = tried.form if tried is not None and is_mine else MoveForm(initial=first, auto_id=f"move-{day}-%s")
    problem = tried.problem if tried is not None and is_mine else ""
    return DayLine(day, day_words_of(one), field_parts(form), problem, is_mine)


def _change(block: Block, today: date) -> BlockForm:
    rule = parse_rule(block.rule)
    values = as_block_form(rule, block.starts_at, block.minutes, block.label, max(today, block.starts_on))
    return BlockForm(initial=values, auto_id="change-%s")


def _elsewhere(days: tuple[DayLine, ...], tried: Tried | None) -> str:
    """Return what stands against a press whose own form is not shown on the page any more."""
    if tried is None or tried.name in {"change", "end"} or any(day.is_moving for day in days):
        return ""
    return tried.problem


def _tried(name: str, tried: Tried | None) -> forms.Form | None:
    return tried.form if tried and tried.name == name else None


def _problem(name: str, tried: Tried | None) -> str:
    return tried.problem if tried and tried.name == name else ""
