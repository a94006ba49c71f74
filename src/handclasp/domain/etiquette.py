"""Interruption etiquette: who may be rung inside a session, how long a pause lasts, and how the time is given back."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handclasp.domain.outcome import Refused

LONGEST_PAUSE: Final = timedelta(minutes=10)
FORGOTTEN_AFTER: Final = timedelta(
    minutes=30
)  # a session counts so long past its time, unless somebody ends it
FEW: Final = range(11)  # how many interruptions a day a person or a program can choose
SIGNALS: Final = (5, 8, 10)  # minutes after which the clinician is reminded, by words and never by a sound
SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class SessionFacts:
    """What decides whether one session may be interrupted; `agreed` is None where its client was not asked.

    `pauses_today` counts the person's interruptions on this local day of their site, `a_day` is the least of their own
    and their programs' numbers.
    """

    opted_in: bool
    agreed: bool | None
    withdrawn: bool
    interrupted: bool
    pauses_today: int
    a_day: int


def may_interrupt(session: SessionFacts) -> Refused | None:
    """Return why a session is not interrupted, or None when a ring may come in, silently."""
    if not session.opted_in:
        return Refused("session_not_offered")
    if session.agreed is not True or session.withdrawn:
        return Refused("session_client_no")
    if session.interrupted:
        return Refused("session_interrupted_once")
    return Refused("interruptions_used_up") if session.pauses_today >= session.a_day else None


def back_by(began_at: datetime) -> datetime:
    """Return when somebody who was called out of a session is back in it at the latest."""
    return began_at + LONGEST_PAUSE


def signal_at(began_at: datetime, now: datetime) -> int:
    """Return the last gentle signal that is due, in minutes (5, 8 or 10), or 0 before the first."""
    away = now - began_at
    return max((minutes for minutes in SIGNALS if away >= minutes * MINUTE), default=0)


def next_signal(began_at: datetime, now: datetime) -> datetime | None:
    """Return when the words change next, or None after the last signal."""
    later = [began_at + minutes * MINUTE for minutes in SIGNALS if began_at + minutes * MINUTE > now]
    return min(later, default=None)


def given_back(began_at: datetime, ended_at: datetime) -> timedelta:
    """Return what a pause took, to the second, never less than it was: so much later the session ends."""
    return max(timedelta(0), math.ceil((ended_at - began_at) / SECOND) * SECOND)


def whole_minutes(span: timedelta) -> int:
    """Return a span in whole minutes for words, rounded up, so that nobody is promised less than they get."""
    return math.ceil(max(span, timedelta(0)) / MINUTE)


def ends_in_words(ends_at: datetime) -> datetime:
    """Return the full minute at which a session ends, as it is said: rounded up."""
    cut = ends_at.replace(second=0, microsecond=0)
    return cut if cut == ends_at else cut + MINUTE
