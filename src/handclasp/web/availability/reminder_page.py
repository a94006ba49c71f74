"""A block that has begun, on every page of the person's: are you open?"""

from dataclasses import dataclass
from datetime import date, datetime

from handclasp.availability.queries.reminders import unanswered
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import clock_words


@dataclass(frozen=True)
class Begun:
    """The block that runs and was not answered."""

    block_id: int
    on_date: date
    until: str
    ends_at: datetime


@dataclass(frozen=True)
class ReminderPage:
    """What stands on the page: a question, what went wrong with its answer, or nothing."""

    topic: str
    begun: Begun | None
    now: datetime
    problem: str = ""


def reminder_page(actor: Actor, now: datetime, problem: str = "") -> ReminderPage:
    """Return the question that waits for the actor, if there is one."""
    one = unanswered(actor, now)
    begun = Begun(one.block_id, one.on_date, clock_words(one.ends_at), one.ends_at) if one else None
    return ReminderPage(f"staff:{actor.person}", begun, now, problem)
