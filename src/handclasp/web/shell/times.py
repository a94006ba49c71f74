"""Times as a person reads them, in the zone that is active for the page: their own site's."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from handclasp.domain.etiquette import ends_in_words


def clock_words(at: datetime) -> str:
    """Return `10:30 am`."""
    local = timezone.localtime(at)
    return f"{local.hour % 12 or 12}:{local.minute:02d} {'am' if local.hour < 12 else 'pm'}"


def local_day(at: datetime) -> date:
    """Return the calendar day of an instant at the person's own site."""
    return timezone.localtime(at).date()


def day_words(day: date) -> str:
    """Return `Tuesday, March 9`."""
    return f"{day:%A}, {day:%B} {day.day}"


def short_day_words(day: date) -> str:
    """Return `Tue, Mar 9`."""
    return f"{day:%a}, {day:%b} {day.day}"


def moment_words(at: datetime, now: datetime) -> str:
    """Return `10:30 am` for today, `tomorrow, 10:30 am`, `Friday, 4:00 pm` within six days."""
    day, today = local_day(at), local_day(now)
    return {
        0: clock_words(at),
        1: f"tomorrow, {clock_words(at)}",
        -1: f"yesterday, {clock_words(at)}",
    }.get((day - today).days) or f"{_named_day(day, today)}, {clock_words(at)}"


def until_words(at: datetime, now: datetime) -> str:
    """Return when something ends as `moment_words` says it, in the full minute by which it is over."""
    return moment_words(ends_in_words(at), now)


def _named_day(day: date, today: date) -> str:
    if timedelta(0) < day - today < timedelta(days=7):
        return f"{day:%A}"
    return short_day_words(day) if day.year == today.year else f"{short_day_words(day)}, {day.year}"


def seconds_words(seconds: float) -> str:
    """Return `0:52` or `10:00`; what has passed is `0:00`."""
    whole = max(0, int(seconds + 0.999))
    return f"{whole // 60}:{whole % 60:02d}"
