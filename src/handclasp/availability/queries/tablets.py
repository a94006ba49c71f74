"""Rooms' tablets, and what one of them shows: a pause of the session in its own room, and nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex
from typing import Final

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Lower

from handclasp.availability.models import Pause, Question, RoomTablet, Session
from handclasp.availability.tokens import hash_of_token
from handclasp.directory.tokens import could_be_a_token
from handclasp.domain.etiquette_words import QUESTIONS
from handclasp.platform.actor import Actor

CALM_FOR: Final = timedelta(minutes=15)
SHOWN_AFTERWARDS: Final = timedelta(minutes=2)
COUNTS_AS_THERE_FOR: Final = timedelta(minutes=2)


def tablet_of(token: str) -> RoomTablet | None:
    """Return the connected tablet with this token, or None: unknown, revoked and made up look the same."""
    if not could_be_a_token(token):
        return None
    rows = RoomTablet.objects.select_related("site", "organization").filter(revoked_at=None)
    return rows.filter(token_hash=hash_of_token(token)).first()


def tablet_just_disconnected(token: str, now: datetime) -> RoomTablet | None:
    """Return the tablet that this token was for until a quarter of an hour ago: a client may sit before it still."""
    if not could_be_a_token(token):
        return None
    rows = RoomTablet.objects.select_related("site", "organization").filter(revoked_at__gt=now - CALM_FOR)
    return rows.filter(token_hash=hash_of_token(token)).first()


def session_in(tablet: RoomTablet) -> Session | None:
    """Return the open session in the tablet's room, or None: `room_holds_one_session` lets there be no second."""
    rows = Session.objects.select_related("staff").filter(site_id=tablet.site_id, ended_at=None)
    return rows.alias(door=Lower("room")).filter(door=Lower(Value(tablet.room))).first()


def mark_of(tablet: RoomTablet, session: Session | None) -> str:
    """Return what a page of the tablet carries along, so that what is pressed on it counts for this session alone.

    It differs on every page and tells nothing, not even whether there is a session.
    """
    nonce = token_hex(8)
    return nonce + _marked(nonce, tablet, session)


def is_marked(mark: str, tablet: RoomTablet, session: Session | None) -> bool:
    """Say whether a page with this mark was made for the session, or for none."""
    nonce, said = mark[:16], mark[16:]
    return compare_digest(said.encode(), _marked(nonce, tablet, session).encode())


def _marked(nonce: str, tablet: RoomTablet, session: Session | None) -> str:
    seen = f"{nonce}:{tablet.token_hash}:{session.pk if session else 0}"
    return sha256(seen.encode()).hexdigest()[:32]


def pause_in(tablet: RoomTablet, now: datetime) -> Pause | None:
    """Return the pause that runs in the tablet's room, or ended there in the last two minutes, else None."""
    session = session_in(tablet)
    pause = Pause.objects.filter(session=session).first() if session else None
    if pause is None or session is None:
        return None
    if pause.ended_at is not None and pause.ended_at + SHOWN_AFTERWARDS <= now:
        return None
    pause.session = session
    return pause


def questions_for(staff_id: int, language: str) -> tuple[str, ...]:
    """Return the questions that are on, in the clinician's order; the house's where there are none of their own."""
    rows = Question.objects.filter(staff_id=staff_id, language=language, is_on=True)
    own = tuple(rows.order_by("position", "pk").values_list("text", flat=True))
    return own or QUESTIONS[language]


@dataclass(frozen=True)
class Asking:
    """One line of somebody's own set."""

    text: str
    is_on: bool


def own_questions(actor: Actor, language: str) -> list[Asking]:
    """Return the actor's set in one language; before they changed it, the house's, all on."""
    rows = Question.objects.filter(staff_id=actor.person, language=language).order_by("position", "pk")
    own = [Asking(row.text, row.is_on) for row in rows]
    return own or [Asking(text, True) for text in QUESTIONS[language]]


def tablets_of(actor: Actor) -> QuerySet[RoomTablet]:
    """Return the connected tablets of the organization, by site and room."""
    rows = RoomTablet.objects.select_related("site", "paired_by").filter(organization_id=actor.home)
    return rows.filter(revoked_at=None).exclude(paired_at=None).order_by("site__name", "room", "pk")


def tablet_in(session: Session) -> RoomTablet | None:
    """Return the tablet that was connected to the room of a session, of several the one seen last, or None."""
    if not session.room or session.site_id is None:
        return None
    rows = RoomTablet.objects.filter(site_id=session.site_id, revoked_at=None).exclude(paired_at=None)
    here = rows.alias(door=Lower("room")).filter(door=Lower(Value(session.room)))
    return here.order_by(F("seen_at").desc(nulls_last=True), "-paired_at").first()


def is_there(tablet: RoomTablet, wall: datetime) -> bool:
    """Say whether the tablet's own page is open: it asked within the two minutes before `wall`, the machine's time."""
    return tablet.seen_at is not None and tablet.seen_at > wall - COUNTS_AS_THERE_FOR
