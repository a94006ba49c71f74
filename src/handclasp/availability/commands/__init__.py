"""What people say about being reachable."""

from handclasp.availability.commands.presence import (
    CLOSED,
    LONGEST,
    SEEN,
    STATUSES,
    declare,
    page_closed,
    pages_seen,
)

__all__ = [
    "CLOSED",
    "LONGEST",
    "SEEN",
    "STATUSES",
    "declare",
    "page_closed",
    "pages_seen",
]
