"""What the worker does once a second for weekly blocks and for sessions that nobody ended."""

from datetime import datetime

from handclasp.availability.commands.keeping_ahead import keep_ahead, remind_of_begun
from handclasp.availability.commands.sessions import close_forgotten


def sweep(now: datetime) -> int:
    """Write dates ahead and remind of blocks that begin; return how many. Safe to run twice and side by side."""
    return keep_ahead(now) + remind_of_begun(now) + close_forgotten(now)
