"""How often a block comes: the weekly part of RFC 5545 recurrence rules (3.3.10), read, written and counted in days.

Only FREQ=WEEKLY is taken, with INTERVAL, BYDAY, UNTIL, COUNT and WKST: what somebody can say by weekday. A rule that
a person could not read back from the page would be kept by nobody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count as count_up
from typing import Final

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "WKST"})
MOST_WEEKS: Final = 52
MOST_TIMES: Final = 1_000
LONGEST_TEXT: Final = 200


class RuleError(ValueError):
    """A text that is not such a rule; `reason` is a code of `domain.refusals`, `part` the part that is wrong."""

    def __init__(self, reason: str, part: str = "") -> None:
        super().__init__(f"{reason}: {part}" if part else reason)
        self.reason, self.part = reason, part


@dataclass(frozen=True)
class Rule:
    """Every `interval` weeks on `weekdays` (ISO, 1 is Monday; none: the weekday of the first day).

    `until` is a last day, or a last instant (UTC); `count` how many times at most; never both. `week_starts` decides
    which days are of one week where the interval is more than one.
    """

    weekdays: frozenset[int] = frozenset()
    interval: int = 1
    until: date | datetime | None = None
    count: int | None = None
    week_starts: int = 1

    @property
    def text(self) -> str:
        """Return the rule as RFC 5545 writes it."""
        parts = ["FREQ=WEEKLY"]
        parts += [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        parts += [f"BYDAY={','.join(WEEKDAYS[day - 1] for day in sorted(self.weekdays))}"] * bool(
            self.weekdays
        )
        parts += [f"UNTIL={_until_text(self.until)}"] if self.until else []
        parts += [f"COUNT={self.count}"] if self.count else []
        parts += [f"WKST={WEEKDAYS[self.week_starts - 1]}"] if self.week_starts != 1 else []
        return ";".join(parts)

    def days_from(self, starts_on: date, first: date) -> Iterator[date]:
        """Return the days the rule names, from `first` on; those before it count where the rule counts.

        A last instant is the caller's to ask: which instant a day is, depends on the zone.
        """
        weekdays = self.weekdays or {starts_on.isoweekday()}
        week = starts_on - timedelta(days=(starts_on.isoweekday() - self.week_starts) % 7)
        skipped = 0 if self.count else max(0, (first - week).days // (7 * self.interval))
        last = self.until if type(self.until) is date else None
        offsets = sorted((day - self.week_starts) % 7 for day in weekdays)
        days = (
            day
            for number in count_up(skipped)
            for offset in offsets
            if (day := week + timedelta(days=7 * self.interval * number + offset)) >= starts_on
        )
        for number, day in enumerate(days):
            if (self.count and number >= self.count) or (last and day > last):
                return
            if day >= first:
                yield day


def parse_rule(text: str) -> Rule:
    """Return the rule that a text says, or raise `RuleError`.

    `rule_unreadable` where a part is not understood, `rule_not_weekly` for another frequency, `rule_ends_twice`
    where both UNTIL and COUNT stand (RFC 5545 3.3.10 forbids it).
    """
    parts = _parts(text)
    if parts.get("FREQ") != "WEEKLY":
        raise RuleError("rule_not_weekly" if "FREQ" in parts else "rule_unreadable", "FREQ")
    if "UNTIL" in parts and "COUNT" in parts:
        raise RuleError("rule_ends_twice")
    return Rule(
        weekdays=frozenset(_weekday(name, "BYDAY") for name in parts["BYDAY"].split(","))
        if "BYDAY" in parts
        else frozenset(),
        interval=_number(parts, "INTERVAL", MOST_WEEKS) or 1,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        count=_number(parts, "COUNT", MOST_TIMES),
        week_starts=_weekday(parts.get("WKST", "MO"), "WKST"),
    )


def _parts(text: str) -> dict[str, str]:
    """Return the parts by name; names and values are read without regard to case (RFC 5545 1.4)."""
    if len(text) > LONGEST_TEXT:
        raise RuleError("rule_unreadable")
    pairs = [part.partition("=") for part in text.strip().upper().removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(parts) != len(pairs):
        raise RuleError("rule_unreadable")
    for name, value in parts.items():
        if name not in KNOWN or not value:
            raise RuleError("rule_unreadable", name)
    return parts


def _number(parts: Mapping[str, str], name: str, most: int) -> int | None:
    text = parts.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= most):
        raise RuleError("rule_unreadable", name)
    return int(text)


def _weekday(name: str, part: str) -> int:
    if name not in WEEKDAYS:  # also `1MO`, which is for months and years
        raise RuleError("rule_unreadable", part)
    return WEEKDAYS.index(name) + 1


def _until(text: str) -> date | datetime:
    """Return a day, or an instant in UTC: with a time zone nothing else is allowed (RFC 5545 3.3.10)."""
    try:
        if len(text) == 8:
            return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
        if len(text) == 16:
            return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        pass
    raise RuleError("rule_unreadable", "UNTIL")


def _until_text(until: date | datetime | None) -> str:
    if isinstance(until, datetime):
        return f"{until.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{until:%Y%m%d}"
