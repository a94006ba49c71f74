"""A week as a grid of half hours, in the zone that is active for the page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from handclasp.domain.text_of_hours import clock_words

DAY: Final = timedelta(days=1)
HALF: Final = 30  # minutes of a row
LONGEST: Final = 24 * 60
WEEKS_AHEAD: Final = 4  # dates are written five weeks ahead


@dataclass(frozen=True)
class Span:
    """A time on one day, in minutes since midnight on the wall; `kind` is `have`, or `drop` for what does not come."""

    day: date
    begin: int
    end: int
    kind: str = "have"


@dataclass(frozen=True)
class Cell:
    """Half an hour of a day: how it is drawn, what is read aloud, and how many people are there."""

    look: str
    said: str = ""
    count: str = ""


@dataclass(frozen=True)
class Row:
    """Half an hour of the week; only whole hours show their time."""

    words: str
    is_half: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Week:
    """The whole grid, with links to the weeks before and after."""

    title: str
    days: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    before: str
    after: str


def monday_of(text: str, today: date) -> date:
    """Return the Monday of the week that an address names, else of this one (on Sundays of the next).

    Never beyond what is written ahead.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = today + DAY
    nearest, furthest = today - 8 * 7 * DAY, today + WEEKS_AHEAD * 7 * DAY
    day = min(max(day, nearest), furthest)
    return day - timedelta(days=day.weekday())


def edges(monday: date) -> tuple[datetime, datetime]:
    """Return the instants at which a week begins and ends."""
    begin = timezone.make_aware(datetime.combine(monday, time()))
    return begin, timezone.make_aware(datetime.combine(monday + 7 * DAY, time()))


def spans(starts_at: datetime, ends_at: datetime, kind: str = "have") -> Iterator[Span]:
    """Yield a time day by day as the wall shows it; in a night that changes the clock it keeps its length."""
    begin = timezone.localtime(starts_at)
    length = int((ends_at - starts_at) / timedelta(minutes=1))
    yield from wall_spans(begin.date(), begin.time(), length, kind)


def wall_spans(day: date, at: time, minutes: int, kind: str = "have") -> Iterator[Span]:
    """Yield a time on the wall day by day."""
    begin = at.hour * 60 + at.minute
    while minutes > 0:
        here = min(minutes, LONGEST - begin)
        yield Span(day, begin, begin + here, kind)
        day, begin, minutes = day + DAY, 0, minutes - here


def hours_shown(opens: time, closes: time, drawn: Iterable[Span]) -> tuple[int, int]:
    """Return the first and last minute of the grid: opening hours, and whatever lies outside them."""
    begins = [opens.hour * 60 + opens.minute, *(span.begin for span in drawn)]
    ends = [closes.hour * 60 + closes.minute, *(span.end for span in drawn)]
    return min(begins) // 60 * 60, -(-max(ends) // 60) * 60


def days_shown(monday: date, weekdays: Iterable[int], drawn: Iterable[Span]) -> list[date]:
    """Return the days of a week on which the house is open or something is drawn."""
    wanted = {span.day for span in drawn}
    open_on = set(weekdays) or {1, 2, 3, 4, 5}
    week = [monday + n * DAY for n in range(7)]
    return [day for day in week if day in wanted or day.isoweekday() in open_on]


def own_cell(day: date, minute: int, drawn: list[Span]) -> Cell:
    """Return a half hour of one person's week."""
    here = [one for one in drawn if one.day == day and one.begin < minute + HALF and one.end > minute]
    if not here:
        return Cell("d0")
    span = min(here, key=lambda one: one.kind != "have")
    top = " top" if span.begin >= minute else ""
    end = " end" if span.end <= minute + HALF else ""
    said = ", in a block" if span.kind == "have" else ", in a block that does not come"
    return Cell(f"d0 {span.kind}{top}{end}", said)


def everybodys_cell(day: date, minute: int, drawn: list[Span]) -> Cell:
    """Return a half hour of many people's week: how many are there."""
    count = sum(1 for one in drawn if one.day == day and one.begin < minute + HALF and one.end > minute)
    return Cell(f"d{min(count, 4)}", "", str(count) if count else "")


def rows(days: list[date], shown: tuple[int, int], drawn: list[Span], cell: str) -> tuple[Row, ...]:
    """Return the grid, row by row; `cell` is `own` or `everybodys`."""
    draw = own_cell if cell == "own" else everybodys_cell
    return tuple(
        Row(
            words=clock_words(time(minute // 60, minute % 60)),
            is_half=minute % 60 > 0,
            cells=tuple(draw(day, minute, drawn) for day in days),
        )
        for minute in range(shown[0], shown[1], HALF)
    )


def week(
    monday: date,
    days: list[date],
    shown: tuple[int, int],
    drawn: list[Span],
    cell: str,
    today: date,
    url: str,
) -> Week:
    """Return the grid of a week; `url` is what the links to other weeks begin with."""
    first, last = monday_of(date.min.isoformat(), today), monday_of(date.max.isoformat(), today)
    before, after = monday - 7 * DAY, monday + 7 * DAY
    return Week(
        title=f"Week of {monday:%B} {monday.day}",
        days=tuple((f"{day:%a}", f"{day.day}") for day in days),
        rows=rows(days, shown, drawn, cell),
        before=f"{url}week={before}" if before >= first else "",
        after=f"{url}week={after}" if after <= last else "",
    )
