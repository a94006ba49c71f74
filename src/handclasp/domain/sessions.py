"""How long somebody stays signed in: a quiet screen is locked, and after a working day one signs in anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Standing = Literal["open", "locked", "expired"]


@dataclass(frozen=True)
class Limits:
    """How long a screen may be quiet, and how long a sign-in counts whatever one does."""

    idle: timedelta
    whole: timedelta

    def standing(self, signed_in_at: datetime, active_at: datetime, now: datetime) -> Standing:
        """Return how a session stands; both ends belong to what comes after them."""
        if now >= signed_in_at + self.whole:
            return "expired"
        return "locked" if now >= active_at + self.idle else "open"

    def left(self, signed_in_at: datetime, active_at: datetime, now: datetime) -> timedelta:
        """Return how long the session stays open if nobody touches it, never less than nothing."""
        ends = min(signed_in_at + self.whole, active_at + self.idle)
        return max(timedelta(0), ends - now)

    @property
    def note_after(self) -> timedelta:
        """Return how old the note of the last touch may be before it is written again."""
        return min(timedelta(minutes=1), self.idle / 10)
