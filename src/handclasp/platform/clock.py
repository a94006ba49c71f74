"""The one place that reads the time; the demo may move it forward."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection


def wall_now() -> datetime:
    """Return the machine's own time (UTC), for heartbeats and nothing that a rule counts."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the product's time (UTC): the machine's, plus what the demo's clock was moved forward."""
    return wall_now() + (_demo_offset() if settings.DEMO else timedelta(0))


def move_forward(by: timedelta) -> None:
    """Move the demo's clock forward by `by`; refuses outside the demo and never moves it back."""
    if not settings.DEMO:
        raise RuntimeError("Only the demo has a clock that moves.")
    if by < timedelta(0):
        raise ValueError("The clock only moves forward.")
    with connection.cursor() as cursor:
        seconds = by.total_seconds()
        cursor.execute(
            "UPDATE platform_demo_clock SET moved_by = moved_by + make_interval(secs => %s)", [seconds]
        )


def _demo_offset() -> timedelta:
    with connection.cursor() as cursor:
        cursor.execute("SELECT moved_by FROM platform_demo_clock")
        row = cursor.fetchone()
    return row[0] if row else timedelta(0)
