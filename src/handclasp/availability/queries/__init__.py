"""Who can be reached now."""

from handclasp.availability.queries.presence import (
    DECLARED_AND_SEEN,
    NOBODY_SEEN,
    PAGE_COUNTS_AS_OPEN_FOR,
    PresenceNow,
    Seen,
    presence,
    presences,
)

__all__ = [
    "DECLARED_AND_SEEN",
    "NOBODY_SEEN",
    "PAGE_COUNTS_AS_OPEN_FOR",
    "PresenceNow",
    "Seen",
    "presence",
    "presences",
]
