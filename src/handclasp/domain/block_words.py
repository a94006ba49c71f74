"""Blocks in words: `Mondays and Wednesdays 1 to 2:30 pm, every other week`."""

from datetime import date, datetime, time, timedelta
from typing import Final

from handclasp.domain.block_rules import Rule

NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDNIGHT: Final = date(2001, 1, 1)  # any day: only the hour is looked at


def block_words(rule: Rule, starts_on: date, starts_at: time, minutes: int) -> str:
    """Return the whole block in words."""
    said = f"{weekday_words(rule, starts_on)} {span_words(starts_at, minutes)}"
    return ", ".join([said, *_how_often(rule), *_until(rule)])


def weekday_words(rule: Rule, starts_on: date) -> str:
    """Return `Mondays and Wednesdays`, `Mondays to Fridays` or `Every day`."""
    days = sorted(rule.weekdays or {starts_on.isoweekday()})
    if len(days) == 7:
        return "Every day"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{NAMES[days[0] - 1]}s to {NAMES[days[-1] - 1]}s"
    names = [f"{NAMES[day - 1]}s" for day in days]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names)


def span_words(starts_at: time, minutes: int) -> str:
    """Return `1 to 2:30 pm`, or `11 am to 1 pm` where noon lies between."""
    begin = datetime.combine(MIDNIGHT, starts_at)
    end = begin + timedelta(minutes=minutes)
    same_half = (begin.hour < 12) == (end.hour < 12) and begin.date() == end.date()
    return f"{_hour(begin, not same_half)} to {_hour(end, True)}"


def length_words(minutes: int) -> str:
    """Return `45 minutes`, `1 hour` or `1 hour 30 minutes`."""
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    said += [f"{rest} minute{'s' if rest > 1 else ''}"] if rest or not hours else []
    return " ".join(said)


def _hour(at: datetime, with_half: bool) -> str:
    minute = f":{at.minute:02d}" if at.minute else ""
    half = (" am" if at.hour < 12 else " pm") if with_half else ""
    return f"{at.hour % 12 or 12}{minute}{half}"


def _how_often(rule: Rule) -> list[str]:
    if rule.interval == 1:
        return []
    return ["every other week" if rule.interval == 2 else f"every {rule.interval} weeks"]


def _until(rule: Rule) -> list[str]:
    if rule.count:
        return [f"{rule.count} times" if rule.count > 1 else "once"]
    if rule.until is None:
        return []
    return [f"until {rule.until:%B} {rule.until.day}, {rule.until.year}"]
