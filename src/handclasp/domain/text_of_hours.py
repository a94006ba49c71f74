"""Opening hours as a person says them."""

from collections.abc import Iterable
from datetime import time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_words(opens_at: time, closes_at: time, weekdays: Iterable[int]) -> str:
    """Return `Monday to Friday, 8:00 am to 5:00 pm`; ISO weekdays, days in a row become a range."""
    runs: list[list[int]] = []
    for day in sorted(set(weekdays)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if not runs:
        return "No opening hours yet"
    return f"{', '.join(_run(run) for run in runs)}, {_clock(opens_at)} to {_clock(closes_at)}"


def _run(days: list[int]) -> str:
    first, last = DAYS[days[0] - 1], DAYS[days[-1] - 1]
    if len(days) == 1:
        return first
    return f"{first} to {last}" if len(days) > 2 else f"{first} and {last}"


def _clock(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
