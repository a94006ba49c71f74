"""Opening hours from schedules (RFC 5545 parts in columns): a week where they fit one, and words for all of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from handclasp.domain.hsds.values import Row, clock, day, line, number, passage
from handclasp.domain.text_of_hours import DAYS, clock_words, days_words

CODES: Final = {code: n for n, code in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), start=1)}
OVER: Final = "opening hours that are over"
NO_WEEK: Final = "opening hours that are not the same every week (they stand in words)"
UNEVEN: Final = "opening hours that differ from day to day (a place keeps the commonest; they stand in words)"
PAST_MIDNIGHT: Final = "opening hours past midnight (they stand in words)"
ENDS: Final = ("until", "valid_to")
ORDINALS: Final = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last"}
MOST_RULES: Final = 40


@dataclass(frozen=True)
class Week:
    """The hours that a place can keep: one span, the same on each of its ISO weekdays."""

    opens_at: time
    closes_at: time
    weekdays: tuple[int, ...]


@dataclass(frozen=True)
class Opening:
    """A week or None, every rule in words (one a line), and what was passed over, and why."""

    week: Week | None
    words: str
    passed: tuple[str, ...]


@dataclass(frozen=True)
class _Rule:
    days: frozenset[int]
    opens: time | None
    closes: time | None
    is_weekly: bool
    words: str
    starts: date | None


def opening_of(schedules: Iterable[Row], today: date) -> Opening:
    """Read schedules as they are valid on `today`; what has not begun is said with its first day."""
    passed: list[str] = []
    weekly: dict[tuple[time, time], set[int]] = {}
    spoken: list[str] = []
    for schedule in list(schedules)[:MOST_RULES]:
        if _is_over(schedule, today):
            passed.append(OVER)
            continue
        rule = _rule(schedule, today)
        if rule.is_weekly and rule.opens and rule.closes and rule.starts is None:
            weekly.setdefault((rule.opens, rule.closes), set()).update(rule.days)
            continue
        if rule.words:
            spoken.append(rule.words)
            passed.append(NO_WEEK)
    lines = [_span_words(*span, days) for span, days in sorted(weekly.items(), key=lambda one: min(one[1]))]
    week, problems = _week(weekly)
    return Opening(week, "\n".join(dict.fromkeys([*lines, *spoken])), (*passed, *problems))


def _week(weekly: dict[tuple[time, time], set[int]]) -> tuple[Week | None, list[str]]:
    """Return the span most days have (a break at noon is part of it), on the days that have it."""
    spans: dict[int, tuple[time, time]] = {}
    late = False
    for (opens, closes), days in weekly.items():
        late = late or closes <= opens
        for one in days if closes > opens else ():
            first, last = spans.get(one, (opens, closes))
            spans[one] = (min(first, opens), max(last, closes))
    problems = [PAST_MIDNIGHT] if late else []
    if not spans:
        return None, problems
    counted = Counter(spans[one] for one in sorted(spans))
    (opens, closes), _ = counted.most_common(1)[0]
    days_of = tuple(sorted(one for one, span in spans.items() if span == (opens, closes)))
    return Week(opens, closes, days_of), problems + ([UNEVEN] if len(counted) > 1 else [])


def _is_over(schedule: Row, today: date) -> bool:
    ends = [found for column in ENDS if (found := day(schedule, column))]
    first, count = day(schedule, "dtstart"), number(schedule, "count")
    if first and count and 0 < count < 10_000 and line(schedule, "freq").upper() == "WEEKLY":
        weeks = int(count) * max(1, min(_interval(schedule), 52)) / max(1, len(_days(schedule)[0]))
        ends += [first + timedelta(weeks=weeks)] if first.year < 9_000 else []
    return any(end < today for end in ends)


def _rule(schedule: Row, today: date) -> _Rule:
    opens, closes = clock(schedule, "opens_at"), clock(schedule, "closes_at")
    if opens and opens == closes == time(0):
        closes = time(23, 59)
    days, ordinals = _days(schedule)
    freq = line(schedule, "freq").upper()
    first = day(schedule, "dtstart")
    if freq == "DAILY" and not days:
        days = frozenset(range(1, 8))
    elif freq == "WEEKLY" and not days and first:
        days = frozenset({first.isoweekday()})
    is_weekly = bool(days) and freq in ("", "WEEKLY", "DAILY") and _interval(schedule) == 1 and not ordinals
    starts = max(
        (found for column in ("valid_from", "dtstart") if (found := day(schedule, column))), default=None
    )
    later = starts if starts is not None and starts > today else None
    words = _words(schedule, days, ordinals, opens, closes) if not is_weekly or later or not closes else ""
    return _Rule(days, opens, closes, is_weekly, _since(later, words), later)


def _since(later: date | None, words: str) -> str:
    return f"From {later.isoformat()}: {words}" if later and words else words


def _words(
    schedule: Row,
    days: frozenset[int],
    ordinals: list[tuple[str, int]],
    opens: time | None,
    closes: time | None,
) -> str:
    """Return a rule as a person says it, else its own description."""
    own = " ".join(passage(schedule, "description").split())[:300]
    span = f", {clock_words(opens)} to {clock_words(closes)}" if opens and closes else ""
    interval = _interval(schedule)
    if ordinals and all(nth in ORDINALS for nth, _ in ordinals):
        said = " and ".join(f"{ORDINALS[nth]} {DAYS[n - 1]}" for nth, n in ordinals)
        return f"The {said} of {'the' if interval == 1 else f'every {interval}th'} month{span}"
    if days and interval > 1 and line(schedule, "freq").upper() in ("", "WEEKLY"):
        return f"Every {interval} weeks: {days_words(days)}{span}"
    if days and line(schedule, "freq").upper() in ("", "WEEKLY", "DAILY"):
        return f"{days_words(days)}{span}" if span or not own else own
    monthdays = line(schedule, "bymonthday")
    if monthdays:
        return f"On these days of the month: {monthdays}{span}"
    return own or span.removeprefix(", ")


def _span_words(opens: time, closes: time, days: Iterable[int]) -> str:
    if (opens, closes) == (time(0), time(23, 59)):
        return f"{days_words(days)}, all day"
    after = " (the next morning)" if closes <= opens else ""
    return f"{days_words(days)}, {clock_words(opens)} to {clock_words(closes)}{after}"


def _days(schedule: Row) -> tuple[frozenset[int], list[tuple[str, int]]]:
    """Return the ISO weekdays of `byday`, and those that come with a number, such as `1MO`."""
    written = schedule.get("byday")
    parts = written if isinstance(written, list) else line(schedule, "byday").replace(";", ",").split(",")
    plain, numbered = set(), []
    for part in parts[:20]:
        text = str(part).strip().upper()
        head = text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        found = CODES.get(text[len(head) :][:2])
        if found and head:
            numbered.append((head.lstrip("+"), found))
        elif found:
            plain.add(found)
    return frozenset(plain), numbered


def _interval(schedule: Row) -> int:
    found = number(schedule, "interval")
    return int(found) if found and 1 <= found < 1_000 else 1
