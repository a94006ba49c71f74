"""Days, hours and ages: every rule that counts time, written once.

Instants are aware datetimes. A rule that counts in days counts calendar days in the site's own time zone
(product.md, "Exact meanings").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handclasp.domain.ages import age_in_years as age_in_years

FOLLOW_UP_DAYS = 3
HORIZON_DAYS = 60


@dataclass(frozen=True)
class Hours:
    """When a site is open: local times, ISO weekdays (1 is Monday), and the dates it is closed."""

    zone: ZoneInfo
    opens_at: time
    closes_at: time
    weekdays: frozenset[int]
    closed_on: frozenset[date] = frozenset()

    def is_open_on(self, day: date) -> bool:
        """Say whether the site opens at all on a date."""
        return day.isoweekday() in self.weekdays and day not in self.closed_on

    def is_open_at(self, instant: datetime) -> bool:
        """Say whether the site is open at an instant."""
        local = instant.astimezone(self.zone)
        return self.is_open_on(local.date()) and self.opens_at <= local.time() < self.closes_at

    def opening(self, day: date) -> datetime:
        """Return the instant (UTC) at which the site opens on a date."""
        return datetime.combine(day, self.opens_at, self.zone).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """Return the instant (UTC) at which the site closes on a date."""
        return datetime.combine(day, self.closes_at, self.zone).astimezone(UTC)


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """Return the calendar date of an instant in a time zone."""
    return instant.astimezone(zone).date()


def days_between(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Return how many calendar days lie between two instants in a time zone; the same day is 0."""
    return (local_date(end, zone) - local_date(start, zone)).days


def follow_up_due(asked_at: datetime, hours: Hours) -> datetime:
    """Return when a promised contact is due: three calendar days later (Anand & Desai 2023: reached within
    1 to 3 days engaged as often as introduced); where the site is closed then, the last open moment before."""
    end = _same_local_time(asked_at, FOLLOW_UP_DAYS, hours.zone)
    return end if hours.is_open_at(end) else _last_closing_before(end, hours, asked_at) or end


def one_business_day_due(asked_at: datetime, hours: Hours) -> datetime:
    """Return the end of one business day: the same local time on the next open day, within opening hours."""
    start = local_date(asked_at, hours.zone)
    for day in _days_from(start, 1):
        if hours.is_open_on(day):
            same_time = datetime.combine(day, asked_at.astimezone(hours.zone).time(), hours.zone).astimezone(
                UTC
            )
            return min(max(same_time, hours.opening(day)), hours.closing(day))
    return asked_at + timedelta(days=1)


def _same_local_time(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    return datetime.combine(local.date() + timedelta(days=days), local.time(), zone).astimezone(UTC)


def _last_closing_before(end: datetime, hours: Hours, asked_at: datetime) -> datetime | None:
    for day in _days_from(local_date(end, hours.zone), -1, first=0):
        closing = hours.closing(day)
        if closing <= asked_at:
            return None
        if hours.is_open_on(day) and closing <= end:
            return closing
    return None


def _days_from(day: date, step: int, first: int = 1) -> Iterator[date]:
    return (day + timedelta(days=step * n) for n in range(first, HORIZON_DAYS))
