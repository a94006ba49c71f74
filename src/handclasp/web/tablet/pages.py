"""What a room's tablet shows: a pause of the session in its own room, else nothing about anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from handclasp.availability.models import Pause, RoomTablet
from handclasp.availability.queries.tablets import mark_of, pause_in, questions_for, session_in
from handclasp.domain.etiquette import LONGEST_PAUSE, ends_in_words, given_back, whole_minutes
from handclasp.domain.etiquette_words import LANGUAGES
from handclasp.web.shell.times import clock_words
from handclasp.web.tablet.words import WORDS

IDLE, PAUSED, RETURNING = "idle", "paused", "returning"
QUIET_NOTES: Final = frozenset({"mind_done", "old"})
NOTES: Final = frozenset({"shown", "not_shown", "not_kept", "mind_done", "old"})


@dataclass(frozen=True)
class Question:
    """One question; `next` is the number of the one after it."""

    number: int
    next: int
    text: str
    is_first: bool


@dataclass(frozen=True)
class Clock:
    """The line of a pause: instants in milliseconds for the script, percentages for the drawing."""

    began: int
    ends: int
    now: int
    percent: str
    label: str
    left: str


@dataclass(frozen=True)
class TabletPage:
    """The whole page; `words` are all its sentences in `language`, `state` changes when the page must.

    `mark` goes along with every press, which counts for the session that the page was made for.
    """

    kind: str
    state: str
    mark: str
    language: str
    other: str
    words: Mapping[str, str]
    room: str
    phone: str
    clock: Clock | None
    questions: tuple[Question, ...]
    note: str
    typed: str = ""


def tablet_page(
    tablet: RoomTablet, now: datetime, language: str = "", note: str = "", typed: str = ""
) -> TabletPage:
    """Return what the tablet shows at `now`, in its site's zone, which the caller has switched on."""
    pause = pause_in(tablet, now)
    spoken = language if language in LANGUAGES else (pause.session.language if pause else "en")
    kind = IDLE if pause is None else RETURNING if pause.ended_at or pause.called_at else PAUSED
    texts = questions_for(pause.staff_id, spoken) if pause and kind == PAUSED else ()
    said = WORDS[spoken]
    words = _filled(said, pause, now, spoken) if pause else said
    return TabletPage(
        kind=kind,
        state=state_of(tablet, pause),
        mark=mark_of(tablet, pause.session if pause else session_in(tablet)),
        language=spoken,
        other="en" if spoken == "es" else "es",
        words=words,
        room=tablet.room,
        phone=tablet.site.phone or tablet.organization.phone,
        clock=_clock(pause, words, now) if pause and kind == PAUSED else None,
        questions=_questions(texts, pause.session_id if pause else 0),
        note=_note(words, note, pause is not None),
        typed=typed,
    )


def over_page(tablet: RoomTablet, language: str = "") -> TabletPage:
    """Return what a tablet shows that was disconnected a moment ago: a number that somebody answers."""
    spoken = language if language in LANGUAGES else "en"
    phone = tablet.site.phone or tablet.organization.phone
    other = "en" if spoken == "es" else "es"
    return TabletPage("over", "over", "", spoken, other, WORDS[spoken], tablet.room, phone, None, (), "")


def state_of(tablet: RoomTablet, pause: Pause | None) -> str:
    """Return a word that changes with what the tablet shows, and says nothing about it."""
    if pause is None:
        return IDLE
    seen = f"{tablet.token_hash}:{pause.pk}:{pause.called_at}:{pause.ended_at}"
    return sha256(seen.encode()).hexdigest()[:16]


def _note(words: Mapping[str, str], note: str, is_paused: bool) -> str:
    """Return what came of a press; the quiet page says the same whether anybody is in the room or not."""
    if not is_paused:
        return words[{"mind_done": "mind_heard"}.get(note, note)] if note in QUIET_NOTES else ""
    return words[note] if note in NOTES else ""


def _filled(said: Mapping[str, str], pause: Pause, now: datetime, language: str) -> dict[str, str]:
    session = pause.session
    early = session.ends_at - (session.given_back if pause.ended_at else timedelta(0))
    late = session.ends_at if pause.ended_at else early + max(LONGEST_PAUSE, given_back(pause.began_at, now))
    told = session.told_at or pause.began_at
    names = {
        "early": _time(ends_in_words(early), language),
        "late": _time(ends_in_words(late), language),
        "minutes": str(whole_minutes(pause.back_by - now)),
        "name": session.staff.given,
    }
    words = {key: _put(text, names) for key, text in said.items()}
    by = _put(
        said["back_by" if pause.back_by > now else "any_moment"],
        {"at": _time(ends_in_words(pause.back_by), language)},
    )
    words["back_by"] = _put(by, names)
    if pause.called_at and not pause.ended_at:
        words |= {"coming_back": words["asked_back"], "finish": words["every_minute"]}
    words["you_said"] = _put(said["you_said"], {"at": _time(told, language)})
    words["line"] = _put(said["line"], {"minutes": str(whole_minutes(now - pause.began_at))})
    return words


def _put(text: str, values: Mapping[str, str]) -> str:
    """Put values where their names stand in braces; a name that holds braces itself is only text."""
    for key, value in values.items():
        ends = f"{{{key}}}."  # "1:35 p. m." brings its own full stop
        text = text.replace(ends, value if value.endswith(".") else f"{value}.")
        text = text.replace(f"{{{key}}}", value)
    return text


def _clock(pause: Pause, words: Mapping[str, str], now: datetime) -> Clock:
    passed = min(1.0, max(0.0, (now - pause.began_at) / LONGEST_PAUSE))
    many = whole_minutes(pause.back_by - now)
    left = "left_none" if pause.back_by <= now else "left_one" if many == 1 else "left"
    began, ends, at = (int(one.timestamp() * 1000) for one in (pause.began_at, pause.back_by, now))
    return Clock(began, ends, at, f"{passed * 96 + 2:.1f}%", words["line"], words[left])


def _questions(texts: tuple[str, ...], begin: int) -> tuple[Question, ...]:
    """Number the questions, beginning with another one in each session."""
    turned = [texts[(begin + n) % len(texts)] for n in range(len(texts))]
    return tuple(Question(n, (n + 1) % len(turned), text, n == 0) for n, text in enumerate(turned))


def _time(at: datetime, language: str) -> str:
    """Return `10:12 am`, or `las 10:12 a. m.` with its article."""
    words = clock_words(at)
    if language == "en":
        return words
    words = words.replace(" am", " a. m.").replace(" pm", " p. m.")
    return f"la {words}" if words.startswith("1:") else f"las {words}"
