"""Opening hours as a person says them."""

from collections.abc import Iterable
from datetime import time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_words(opens_at: time, closes_at: time, weekdays: Iterable[int]) -> str:
    """Return `Monday to Friday, 8:00 am to 5:00 pm`; ISO weekdays, days in a row become a range."""
    days = days_words(weekdays)
    if not days:
        return "No opening hours yet"
    return f"{days}, {clock_words(opens_at)} to {clock_words(closes_at)}"


def days_words(weekdays: Iterable[int]) -> str:
    """Return `Monday to Friday, Sunday` for ISO weekdays, or an empty string for none."""
    runs: list[list[int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run) for run in runs)


def clock_words(at: time) -> str:
    """Return `8:00 am`."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def _run(days: list[int]) -> str:
    first, last = DAYS[days[0] - 1], DAYS[days[-1] - 1]
    if len(days) == 1:
        return first
    return f"{first} to {last}" if len(days) > 2 else f"{first} and {last}"
