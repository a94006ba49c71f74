"""Who is in a session now, whether it may be interrupted, and what its pauses were. No client stands in any of this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q

from handclasp.availability.models import Pause, Session, ShownNote
from handclasp.domain.etiquette import FORGOTTEN_AFTER, SessionFacts, may_interrupt
from handclasp.platform.actor import Actor

# Written out, because it runs while a ring waits for it.
SESSIONS_NOW: Final = """
SELECT n.staff_id, n.id, n.ends_at, n.room, n.language, p.began_at, p.back_by, p.ended_at,
       s.may_be_interrupted, n.agreed, n.withdrawn_at IS NOT NULL, p.id IS NOT NULL,
       availability_interrupted_on_day(s.id, %(now)s), availability_interruptions_a_day(s.id)
  FROM availability_session n
  JOIN directory_staff s ON s.id = n.staff_id
  LEFT JOIN availability_pause p ON p.session_id = n.id
 WHERE n.staff_id = ANY(%(ids)s) AND n.ended_at IS NULL AND n.ends_at > %(since)s
"""


@dataclass(frozen=True)
class SessionNow:
    """Somebody's session as it runs now; the pause's times are None where there was none."""

    staff_id: int
    session_id: int
    ends_at: datetime
    room: str
    language: str
    pause_began_at: datetime | None
    pause_back_by: datetime | None
    pause_ended_at: datetime | None
    facts: SessionFacts

    @property
    def why_not(self) -> str:
        """Return the code of `domain.etiquette` for why no ring comes in, or an empty string where one may."""
        refused = may_interrupt(self.facts)
        return refused.reason if refused else ""

    @property
    def is_paused(self) -> bool:
        """Say whether the person is out of the room for an introduction."""
        return self.pause_began_at is not None and self.pause_ended_at is None


def sessions_now(staff_ids: Iterable[int], now: datetime) -> dict[int, SessionNow]:
    """Return the running sessions of these people by staff id, in one query; who is in none is not there.

    A session that nobody ended runs for half an hour past its time, here as in the database's rules.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            SESSIONS_NOW, {"ids": list(set(staff_ids)), "now": now, "since": now - FORGOTTEN_AFTER}
        )
        return {row[0]: _running(row[:8], SessionFacts(*row[8:])) for row in cursor.fetchall()}


def _running(row: tuple[Any, ...], facts: SessionFacts) -> SessionNow:
    return SessionNow(*row[:8], facts)  # type: ignore[call-arg]


def open_session(staff_id: int) -> Session | None:
    """Return somebody's session that was not ended, also where its time is over, or None."""
    return Session.objects.filter(staff_id=staff_id, ended_at=None).first()


def pause_of(session_id: int) -> Pause | None:
    """Return the one pause of a session, or None."""
    return Pause.objects.filter(session_id=session_id).first()


def open_pause(staff_id: int) -> Pause | None:
    """Return the pause that keeps somebody out of their session now, or None."""
    return Pause.objects.select_related("session").filter(staff_id=staff_id, ended_at=None).first()


def note_shown_to(actor: Actor, session_id: int) -> ShownNote | None:
    """Return what the client of the actor's own session chose to show, or None."""
    return ShownNote.objects.filter(session_id=session_id, staff_id=actor.person).first()


@dataclass(frozen=True)
class Taken:
    """One pause of the record: when, how long, who ended it, and how much later the session ended."""

    began_at: datetime
    ended_at: datetime | None
    back_by: datetime
    ended_by: str
    given_back: timedelta
    room: str


def pauses_of(actor: Actor, most: int = 20) -> list[Taken]:
    """Return the actor's own pauses, newest first."""
    rows = Pause.objects.select_related("session").filter(staff_id=actor.person).order_by("-began_at", "-pk")
    return [
        Taken(p.began_at, p.ended_at, p.back_by, p.ended_by, p.session.given_back, p.session.room)
        for p in rows[:most]
    ]


@dataclass(frozen=True)
class Day:
    """How often somebody was interrupted today, and how often they may be."""

    taken: int
    a_day: int


def interruptions_today(staff_id: int, now: datetime) -> Day:
    """Return today's count on the local day of the person's site, and the least of their own and programs' numbers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT availability_interrupted_on_day(%s, %s), availability_interruptions_a_day(%s)",
            [staff_id, now, staff_id],
        )
        return Day(*cursor.fetchone())


def sessions_overdue(now: datetime, grace: timedelta) -> list[int]:
    """Return the sessions that nobody ended `grace` after their time."""
    late = Q(ended_at=None, ends_at__lte=now - grace)
    return list(Session.objects.filter(late).order_by("ends_at").values_list("pk", flat=True)[:200])
