"""Bringing people of the cast into a session, and a tablet into its room."""

from datetime import datetime, timedelta

from handclasp.availability.commands.sessions import start_session
from handclasp.availability.commands.tablets import connect_here, note_seen
from handclasp.availability.models import Pause, RoomTablet, Session
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.directory.models import Site
from handclasp.handoffs.commands.calling import accept_ring
from handclasp.handoffs.models import Handoff
from handclasp.platform.clock import wall_now
from tests import cast
from tests.cast import MINUTE, NOW, actor, ring_of, staff

ROOM = "Office 2"
FIFTY = timedelta(minutes=50)


def in_session(
    key: str = "imani", *, agreed: bool | None = True, room: str = "", now: datetime = NOW,
    language: str = "en", lasts: timedelta = FIFTY,
) -> Session:  # fmt: skip
    """Let somebody be in a session that began at `now`, with what its client said about a pause.

    Imani's room is `ROOM`, and everybody else has their own, unless another is said.
    """
    room = room or (ROOM if key == "imani" else f"Office of {key}")
    return start_session(actor(key), now, room=room, language=language, ends_at=now + lasts, agreed=agreed)


def may_be_interrupted(key: str = "imani", a_day: int = 2, now: datetime = NOW) -> None:
    """Let somebody opt in."""
    offer_interruptions(actor(key), now, may_be=True, a_day=a_day)


def interruptible(key: str = "imani", now: datetime = NOW, **session: object) -> Session:
    """Let somebody who opted in be in a session whose client agreed."""
    may_be_interrupted(key, now=now)
    return in_session(key, now=now, **session)  # type: ignore[arg-type]


def called_out(key: str = "imani", client_key: str = "marisol", now: datetime = NOW) -> Handoff:
    """Let somebody in an interruptible session be rung and accept at `now`: their pause has begun."""
    if not Session.objects.filter(staff_id=staff(key), ended_at=None).exists():
        interruptible(key, now - 10 * MINUTE)
    handoff = cast.ringing(client_key, key, now=now)
    return accept_ring(actor(key), ring_of(handoff, key).pk, now)


def pause_of(key: str = "imani") -> Pause:
    """Return somebody's latest pause."""
    return Pause.objects.filter(staff_id=staff(key)).latest("pk")


def session_of(key: str = "imani") -> Session:
    """Return somebody's latest session."""
    return Session.objects.filter(staff_id=staff(key)).latest("pk")


def main_street() -> int:
    """Return the site where the cast works."""
    return Site.objects.values_list("pk", flat=True).get(name="Main Street")


def a_tablet(room: str = ROOM, key: str = "bea", now: datetime = NOW) -> str:
    """Connect a tablet to a room, let its page look once, and return its token."""
    token = connect_here(actor(key), main_street(), room, now)
    note_seen(RoomTablet.objects.latest("pk"), wall_now())
    return token


def tablet_was_last_seen(at: datetime | None) -> None:
    """Let the page of every tablet have asked at `at` for the last time, or never."""
    RoomTablet.objects.update(seen_at=at)
