"""When somebody tried to meet by video, in words."""

from datetime import datetime

from handclasp.web.shell.times import clock_words, day_words, local_day


def tried_words(at: datetime | None, device: str) -> str:
    """Return `Tried on Tuesday, March 9, 10:30 am, with Firefox on Linux.`, or an empty string."""
    if at is None:
        return ""
    return f"Tried on {day_words(local_day(at))}, {clock_words(at)}{f', with {device}' if device else ''}."
