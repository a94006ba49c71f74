"""The engagement rule: when the sender may let go (product.md, "Engaged")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Rule:
    """A program's rule: a first visit within so many days of day 0, then further visits within so many days."""

    first_within_days: int = 30
    further_visits: int = 0
    further_within_days: int = 0


@dataclass(frozen=True)
class Engagement:
    """How far a client has come: `met_on` is None until the rule is met; `late` if outside its window."""

    met_on: date | None
    late: bool
    first_by: date
    visits_to_go: int


def rule_words(first_within_days: int, further_visits: int, further_within_days: int) -> str:
    """Return a rule in words: `A first visit within 30 days, and two more within 30 days after it.`"""
    first = f"A first visit within {first_within_days} days"
    if not further_visits:
        return f"{first}."
    more = COUNTS[further_visits] if further_visits < len(COUNTS) else str(further_visits)
    return f"{first}, and {more} more within {further_within_days} days after it."


def assess(rule: Rule, day_0: date, attended: Sequence[date], paused_days: int = 0) -> Engagement:
    """Apply the rule to the dates of attended visits; day 0 is the date of first contact, pauses stretch it.

    A visit outside the window still meets the rule, and is marked late.
    """
    first_by = day_0 + timedelta(days=rule.first_within_days + paused_days)
    needed = 1 + rule.further_visits
    dates = sorted(day for day in attended if day >= day_0)
    if len(dates) < needed:
        return Engagement(None, False, first_by, needed - len(dates))
    first, last = dates[0], dates[needed - 1]
    late = first > first_by or last > first + timedelta(days=rule.further_within_days + paused_days)
    if not rule.further_visits:
        late = first > first_by
    return Engagement(last, late, first_by, 0)
