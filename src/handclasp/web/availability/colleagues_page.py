"""The week of a program: who is open when, when nobody is, who is not there, and who is hard to reach."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handclasp.availability.queries.blocks import (
    BlockTime,
    blocks_between,
    pauses_between,
    skipped_between,
    words_of,
)
from handclasp.directory.models import Program, Staff
from handclasp.directory.queries import is_away, programs, short_name, staff_of_program, time_zone_of_site
from handclasp.domain.block_words import span_words
from handclasp.domain.periods import Hours
from handclasp.platform.actor import Actor
from handclasp.web.availability.unreachable_words import HardToReach, hard_to_reach
from handclasp.web.availability.week import DAY, Week, days_shown, edges, hours_shown, spans, week
from handclasp.web.shell.times import clock_words, day_words, local_day, short_day_words


@dataclass(frozen=True)
class Choice:
    """A program to look at."""

    program_id: int
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class DayLine:
    """One day: who is open when, and when nobody is."""

    words: str
    people: tuple[str, ...]
    gaps: str


@dataclass(frozen=True)
class ColleaguesPage:
    """The whole page; without a program there is nothing to show yet."""

    choices: tuple[Choice, ...]
    program: str
    week_value: str
    topic: str
    week: Week | None
    has_blocks: bool
    days: tuple[DayLine, ...]
    absent: tuple[str, ...]
    hard_to_reach: tuple[HardToReach, ...]
    can_plan: bool


def colleagues_page(
    actor: Actor, now: datetime, wall: datetime, program_id: int, monday: date
) -> ColleaguesPage:
    """Return the week of a program that begins on `monday`; the actor's own program where none is named."""
    found = [program for program in programs(actor) if program.receives]
    program = _chosen(actor, found, program_id)
    staff = staff_of_program(actor, program.pk) if program else []
    times = blocks_between([one.pk for one in staff], *edges(monday))
    return ColleaguesPage(
        choices=tuple(Choice(one.pk, f"{one.name}, {one.site.name}", one == program) for one in found),
        program=program.name if program else "",
        week_value=monday.isoformat(),
        topic=f"org:{actor.home}",
        week=_week(program, times, monday, local_day(now)) if program else None,
        has_blocks=bool(times),
        days=tuple(_days(program, staff, times, monday)) if program else (),
        absent=tuple(_absent(staff, monday)),
        hard_to_reach=hard_to_reach(actor, now, wall, staff),
        can_plan=actor.may("block:plan"),
    )


def gaps(hours: Hours, day: date, times: Iterable[BlockTime]) -> list[tuple[datetime, datetime]]:
    """Return when nobody is open on a day on which the house is, half-open, in order."""
    if not hours.is_open_on(day):
        return []
    reached, end, found = hours.opening(day), hours.closing(day), []
    for one in sorted(times, key=lambda one: one.starts_at):
        if one.starts_at >= end:
            break
        if one.starts_at > reached:
            found.append((reached, one.starts_at))
        reached = max(reached, one.ends_at)
    return [*found, (reached, end)] if reached < end else found


def _chosen(actor: Actor, found: list[Program], program_id: int) -> Program | None:
    mine = {program for program, _ in actor.held}
    best = sorted(found, key=lambda one: (one.pk != program_id, one.pk not in mine))
    return best[0] if best else None


def _week(program: Program, times: list[BlockTime], monday: date, today: date) -> Week:
    drawn = [span for one in times for span in spans(one.starts_at, one.ends_at)]
    days = days_shown(monday, program.site.open_weekdays, drawn)
    drawn = [span for span in drawn if span.day in days]
    shown = hours_shown(program.site.opens_at, program.site.closes_at, drawn)
    return week(
        monday, days, shown, drawn, "everybodys", today, f"/availability/colleagues/?program={program.pk}&"
    )


def _days(program: Program, staff: list[Staff], times: list[BlockTime], monday: date) -> Iterable[DayLine]:
    names, site = {one.pk: short_name(one) for one in staff}, program.site
    words = words_of(one.block_id for one in times)
    site.organization = program.organization
    hours = Hours(
        time_zone_of_site(site),
        site.opens_at,
        site.closes_at,
        frozenset(site.open_weekdays),
        frozenset(site.closed_on),
    )
    for day in (monday + n * DAY for n in range(7)):
        here = [one for one in times if local_day(one.starts_at) == day]
        if here or hours.is_open_on(day):
            said = tuple(_said(names, words, one) for one in here)
            free = [_from_to(*gap) for gap in gaps(hours, day, times)]
            yield DayLine(day_words(day), said, ", ".join(free))


def _said(names: dict[int, str], words: dict[int, str], one: BlockTime) -> str:
    """Return `Imani C. 1:00 pm to 2:30 pm, at the clinic`."""
    said = f"{names[one.staff_id]} {_from_to(one.starts_at, one.ends_at)}"
    return f"{said}, {words[one.block_id]}" if words.get(one.block_id) else said


def _absent(staff: list[Staff], monday: date) -> Iterable[str]:
    names = {one.pk: short_name(one) for one in staff}
    sunday = monday + timedelta(days=6)
    for one in staff:
        away = [day for day in (monday + n * DAY for n in range(7)) if is_away(one, day)]
        if away:
            yield f"{names[one.pk]}: on leave {_days_words(away[0], away[-1])}"
    for pause in pauses_between(names, monday, sunday):
        reason = f", {pause.reason}" if pause.reason else ""
        first, last = max(pause.first, monday), min(pause.last, sunday)
        yield f"{names[pause.staff_id]}: no blocks {_days_words(first, last)}{reason}"
    for row in skipped_between(names, monday, sunday):
        usual = span_words(row.block.starts_at, row.block.minutes)
        yield f"{names[row.block.staff_id]}: not {short_day_words(row.on_date)}, {usual}"


def _days_words(first: date, last: date) -> str:
    return short_day_words(first) if first == last else f"{short_day_words(first)} to {short_day_words(last)}"


def _from_to(starts_at: datetime, ends_at: datetime) -> str:
    return f"{clock_words(starts_at)} to {clock_words(ends_at)}"
