"""When a working day ends, for somebody who did not say."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

USUAL_CLOSING: Final = time(17, 0)
AFTER_HOURS: Final = timedelta(hours=2)


def end_of_working_day(now: datetime, zone: ZoneInfo, closes_at: time | None) -> datetime:
    """Return the instant (UTC) at which work ends today in `zone`; two hours on when that is near or past.

    Somebody who works late is not declared off at the very minute they said that they are here.
    """
    today = now.astimezone(zone).date()
    closing = datetime.combine(today, closes_at or USUAL_CLOSING, zone).astimezone(UTC)
    soon = now + timedelta(minutes=15)
    return closing if closing > soon else now.astimezone(UTC) + AFTER_HOURS
