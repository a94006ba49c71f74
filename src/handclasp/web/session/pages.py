"""The page of one's own session: whether it may be paused, the clock of a pause, and what was given back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from handclasp.availability.models import Pause, Session
from handclasp.availability.queries import sessions as reads
from handclasp.availability.queries.tablets import is_there, tablet_in
from handclasp.directory.queries import sites, staff_by_id
from handclasp.directory.queries.places import room_names
from handclasp.domain.etiquette import ends_in_words, next_signal, signal_at, whole_minutes
from handclasp.domain.etiquette_words import ASK, ENDED_BY_WORDS, SIGNAL_WORDS
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.web.shell.times import clock_words, moment_words

USUAL: Final = (25, 30, 45, 50, 60, 90)  # minutes a session takes
WHY_UNDISTURBED: Final = {
    "": "A ring may come in, silently: room and urgency, nothing else.",
    "session_not_offered": "Nobody rings you in here: you have not opened your sessions for a pause.",
    "session_client_no": "Nobody rings you in here: your client has not agreed to a pause.",
    "session_interrupted_once": "Nobody rings you in here any more: this session has had its one pause.",
    "interruptions_used_up": "Nobody rings you in here: today’s pauses are used up.",
}


@dataclass(frozen=True)
class Until:
    """One end to choose."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Place:
    """One site to choose."""

    site_id: int
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Start:
    """The form that begins a session, as it was typed; the place is asked where there is more than one."""

    places: tuple[Place, ...]
    room: str
    rooms: tuple[str, ...]
    untils: tuple[Until, ...]
    language: str
    answer: str
    ask_en: str
    ask_es: str


@dataclass(frozen=True)
class PauseNow:
    """A pause that runs: by when one is back, when the client called, and the gentle words that are due."""

    back_by: datetime
    by: str
    called: str
    words: str
    is_over: bool
    changes_at: datetime | None


@dataclass(frozen=True)
class Running:
    """A session that runs; `no_tablet` says why nobody can count on the room's tablet, and is empty where one can."""

    room: str
    started: str
    ends: str
    is_late: bool
    language: str
    answer: str
    can_ask: bool
    can_withdraw: bool
    can_refuse: bool
    undisturbed: str
    pause: PauseNow | None
    paused: str
    note: str
    no_tablet: str


@dataclass(frozen=True)
class Line:
    """One pause of the record."""

    at: str
    words: str


@dataclass(frozen=True)
class SessionPage:
    """The whole page; `topic` tells of changes."""

    topic: str
    now: datetime
    start: Start | None
    running: Running | None
    may_be: bool
    a_day: int
    own_a_day: int
    taken: int
    record: tuple[Line, ...]
    ask_en: str
    ask_es: str
    problem: str = ""


def session_page(
    actor: Actor, now: datetime, problem: str = "", typed: dict[str, str] | None = None
) -> SessionPage:
    """Return the page of the actor's own session; `typed` is what a refused form held."""
    staff = staff_by_id(actor, actor.person)
    assert staff is not None
    session = reads.open_session(actor.person)
    day = reads.interruptions_today(actor.person, now)
    return SessionPage(
        topic=f"staff:{actor.person}",
        now=now,
        start=None if session else _start(actor, staff.site_id, typed or {"room": staff.room}, now),
        running=_running(actor, session, now) if session else None,
        may_be=staff.may_be_interrupted,
        a_day=day.a_day,
        own_a_day=staff.interruptions_a_day,
        taken=day.taken,
        record=tuple(_line(one, now) for one in reads.pauses_of(actor)),
        ask_en=ASK["en"],
        ask_es=ASK["es"],
        problem=problem,
    )


def pause_now(pause: Pause, now: datetime) -> PauseNow:
    """Return a running pause with the words that are due."""
    minutes = signal_at(pause.began_at, now)
    return PauseNow(
        back_by=pause.back_by,
        by=clock_words(ends_in_words(pause.back_by)),
        called=clock_words(pause.called_at) if pause.called_at else "",
        words=SIGNAL_WORDS[minutes],
        is_over=pause.back_by <= now,
        changes_at=next_signal(pause.began_at, now),
    )


def _start(actor: Actor, site_id: int | None, typed: dict[str, str], now: datetime) -> Start:
    chosen = typed.get("until", "")
    untils = _untils(now)
    if chosen and all(chosen != one.value for one in untils):
        chosen = ""
    usual = chosen or untils[3].value
    at = typed.get("site") or str(site_id)
    return Start(
        places=tuple(Place(site.pk, site.name, str(site.pk) == at) for site in sites(actor)),
        room=typed.get("room", ""),
        rooms=tuple(room_names(actor, site_id)),
        untils=tuple(Until(one.value, one.words, one.value == usual) for one in untils),
        language=typed.get("language", "en"),
        answer=typed.get("answer", ""),
        ask_en=ASK["en"],
        ask_es=ASK["es"],
    )


def _untils(now: datetime) -> list[Until]:
    """Return the usual ends from the last full five minutes on, so that 10:02 offers 10:50."""
    local = timezone.localtime(now).replace(second=0, microsecond=0)
    begin = local - timedelta(minutes=local.minute % 5)
    ends = [begin + timedelta(minutes=minutes) for minutes in USUAL]
    return [Until(at.isoformat(), clock_words(at), False) for at in ends]


def _running(actor: Actor, session: Session, now: datetime) -> Running:
    pause = reads.pause_of(session.pk)
    known = reads.sessions_now([actor.person], now).get(actor.person)
    note = reads.note_shown_to(actor, session.pk)
    agreed = session.agreed is True and session.withdrawn_at is None
    is_open = pause is not None and pause.ended_at is None
    return Running(
        room=session.room,
        started=clock_words(session.started_at),
        ends=clock_words(ends_in_words(session.ends_at)),
        is_late=session.ends_at <= now and not is_open,
        language=session.language,
        answer=_answer(session, now),
        can_ask=not agreed and not session.client_said_no,
        can_withdraw=agreed,
        can_refuse=session.told_at is None,
        undisturbed=WHY_UNDISTURBED[known.why_not] if known and not is_open else "",
        pause=pause_now(pause, now) if pause and is_open else None,
        paused=_paused(pause, session, now) if pause and not is_open else "",
        note=note.body if note else "",
        no_tablet=_no_tablet(session, now, wall_now()),
    )


def _no_tablet(session: Session, now: datetime, wall: datetime) -> str:
    tablet = tablet_in(session)
    if tablet is None or tablet.paired_at is None:
        return "No tablet stands in this room."
    if is_there(tablet, wall):
        return ""
    seen = tablet.seen_at + (now - wall) if tablet.seen_at else tablet.paired_at
    return f"The tablet of this room has not been seen since {moment_words(seen, now)}."


def _answer(session: Session, now: datetime) -> str:
    if session.told_at is None:
        return "You have not asked this client about a pause."
    if session.client_said_no:
        return "Your client said on the room’s tablet that they want no pause. That stands until this session ends."
    if session.withdrawn_at is not None:
        return f"Your client changed their mind at {moment_words(session.withdrawn_at, now)}: no pause."
    said = "that a short pause is fine" if session.agreed else "that they want no pause"
    return f"Your client said at {moment_words(session.told_at, now)} {said}."


def _paused(pause: Pause, session: Session, now: datetime) -> str:
    ended = pause.ended_at or now
    who = "You came back"
    if pause.called_at is not None:
        who = f"Your client asked you to come back at {clock_words(pause.called_at)}, and you were back"
    elif pause.ended_by == Pause.SENDER:
        who = "You were not needed any more"
    back, ends = _minutes(session.given_back), clock_words(ends_in_words(session.ends_at))
    return f"{who} at {moment_words(ended, now)}. {back} given back: the session ends at {ends}."


def _line(one: reads.Taken, now: datetime) -> Line:
    at = moment_words(one.began_at, now)
    if one.ended_at is None:
        return Line(at, f"Out since then, back by {clock_words(ends_in_words(one.back_by))}")
    words = [f"{_minutes(one.ended_at - one.began_at)} out", ENDED_BY_WORDS[one.ended_by]]
    if one.ended_at > one.back_by:
        words.append(f"{_minutes(one.ended_at - one.back_by)} over ten")
    return Line(at, f"{', '.join(words)}; {_minutes(one.given_back)} given back")


def _minutes(span: timedelta) -> str:
    many = whole_minutes(span)
    return "1 minute" if many == 1 else f"{many} minutes"
