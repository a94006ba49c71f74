"""Choosing a client, and asking them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.clients.models import Client
from handclasp.clients.queries import client_by_id, display_name, find_clients, full_name, recent_clients
from handclasp.directory.models import Need, Organization, Program
from handclasp.directory.queries import kept_words, needs, programs_of, short_name, staff_label
from handclasp.directory.queries.meetings import meets_by_video
from handclasp.directory.queries.places import room_names
from handclasp.domain import need_words, words
from handclasp.domain.periods import age_in_years
from handclasp.domain.refusals import words_for
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.queries.introduce import open_by_client, open_for_client
from handclasp.platform.actor import Actor
from handclasp.web.introduce.said import SETTING
from handclasp.web.shell.times import local_day

RECENT: Final = 12


@dataclass(frozen=True)
class OpenHandoff:
    """An open handoff to look at, for somebody who introduces nobody."""

    handoff_id: int
    words: str


@dataclass(frozen=True)
class Found:
    """One client of a list."""

    client_id: int
    name: str
    born: str
    is_deceased: bool
    open: tuple[OpenHandoff, ...]


@dataclass(frozen=True)
class ChoosePage:
    """The search and its answer; who may not ask finds what is open instead."""

    can_ask: bool
    text: str
    found: tuple[Found, ...]
    recent: tuple[Found, ...]


def choose_page(actor: Actor, text: str) -> ChoosePage:
    """Return who was found; without a search, whoever was added last."""
    found = find_clients(actor, text) if text.strip() else []
    recent = [] if text.strip() else recent_clients(actor, RECENT)
    can_ask = actor.may("handoff:ask")
    handoffs = {} if can_ask else open_by_client(actor, [client.pk for client in (*found, *recent)])
    return ChoosePage(can_ask, text, _all_found(found, handoffs), _all_found(recent, handoffs))


def _all_found(clients: list[Client], handoffs: Mapping[int, list[Handoff]]) -> tuple[Found, ...]:
    return tuple(_found(client, handoffs.get(client.pk, [])) for client in clients)


def _found(client: Client, handoffs: list[Handoff]) -> Found:
    """Return what tells one client from another, and no more: the name and the date of birth."""
    day = client.birth_date
    born = f"born {day:%b} {day.day}, {day.year}" if day else ""
    still_open = tuple(OpenHandoff(handoff.pk, _from_to(handoff)) for handoff in handoffs)
    return Found(client.pk, full_name(client), born, client.is_deceased, still_open)


def _language_names(client: Client) -> list[str]:
    known = {"en": "English", "es": "Spanish"}
    return [known.get(tag.split("-")[0].lower(), tag) for tag in client.languages]


@dataclass(frozen=True)
class Option:
    """One radio tile; `note` stands under it."""

    value: str
    words: str
    is_chosen: bool = False
    note: str = ""


@dataclass(frozen=True)
class OpenAlready:
    """An open handoff of this client, to open instead of starting another."""

    handoff_id: int
    need: str
    words: str


@dataclass(frozen=True)
class Words:
    """What to say, in both languages; `language` shows first, and each says which version it is (0: the house's)."""

    language: str
    tones: tuple[Option, ...]
    en: words.Said
    es: words.Said
    version_en: int
    version_es: int


@dataclass(frozen=True)
class AskPage:
    """Everything of the page on which a client is asked."""

    client_id: int
    client: str
    about: str
    cannot: str
    urgencies: tuple[Option, ...]
    is_safe: bool
    organization: str
    emergency_procedure: str
    needs: tuple[Option, ...]
    open_already: tuple[OpenAlready, ...]
    settings: tuple[Option, ...]
    no_video: bool
    place: str
    rooms: tuple[str, ...]
    programs: tuple[Option, ...]
    words: Words
    team: Mapping[str, str]
    answers: tuple[Option, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Typed:
    """What was typed or remembered, as text; a page shows it again."""

    urgency: str = ""
    safe: str = ""
    need: str = ""
    program: str = ""
    setting: str = ""
    place: str = ""
    language: str = ""
    answer: str = ""
    tone: str = ""


URGENCIES: Final = (
    ("routine", "Routine", "It can wait a few days"),
    ("urgent", "Urgent", "Within one business day"),
    ("emergency", "Emergency", "Somebody is in danger now"),
)
ANSWERS: Final = (("yes", "Yes, now"), ("not_now", "Yes, another day"), ("no", "Not today"))


def ask_page(
    actor: Actor,
    client_id: int,
    organization: Organization,
    today: datetime,
    typed: Typed,
    problems: tuple[str, ...] = (),
) -> AskPage | None:
    """Return the page with what was typed so far, or None for a client that the actor may not see."""
    client = client_by_id(actor, client_id)
    if client is None:
        return None
    programs = [program for program in programs_of(actor.person) if not program.is_part2]
    is_open, by_video = open_for_client(actor, client_id), meets_by_video(organization)
    return AskPage(
        client_id=client.pk,
        client=display_name(client),
        about=_about(client, today),
        cannot=_cannot(client, programs),
        urgencies=tuple(Option(code, name, typed.urgency == code, note) for code, name, note in URGENCIES),
        is_safe=bool(typed.safe),
        organization=organization.name,
        emergency_procedure=organization.emergency_procedure,
        needs=_needs(needs(actor), typed.need, is_open),
        open_already=tuple(map(_open_already, is_open)),
        settings=_settings(typed.setting, by_video),
        no_video=not by_video,
        place=typed.place,
        rooms=tuple(room_names(actor, programs[0].site_id if programs else None)),
        programs=_programs(programs, typed.program),
        words=words_for_client(actor, client, typed),
        team=words.TEAM,
        answers=tuple(Option(code, name, typed.answer == code) for code, name in ANSWERS),
        problems=problems,
    )


def words_to_say(actor: Actor, client_id: int, typed: Typed) -> Words | None:
    """Return only the words, with what was chosen so far."""
    client = client_by_id(actor, client_id)
    return words_for_client(actor, client, typed) if client else None


def words_for_client(actor: Actor, client: Client, typed: Typed) -> Words:
    """Return what to say to this client; the language defaults to the one they prefer."""
    need = next((need for need in needs(actor) if str(need.pk) == typed.need), None)
    preferred = (client.languages[0] if client.languages else "en").split("-")[0].lower()
    language = typed.language if typed.language in words.LANGUAGES else preferred
    setting = typed.setting or "in_person"
    tone = typed.tone if typed.tone in need_words.TONES else need_words.TONES[0]
    kept, need_id = kept_words(actor), need.pk if need else None
    en, es = (need_words.choose(kept, need_id, tone, one) for one in words.LANGUAGES)
    return Words(
        language=language if language in words.LANGUAGES else "en",
        tones=tuple(Option(code, need_words.TONE_WORDS[code], code == tone) for code in need_words.TONES),
        en=need_words.say(en.body, "en", need.say_en if need else "", setting),
        es=need_words.say(es.body, "es", need.say_es if need else "", setting),
        version_en=en.version_id or 0,
        version_es=es.version_id or 0,
    )


def _about(client: Client, today: datetime) -> str:
    age = f"{age_in_years(client.birth_date, local_day(today))}" if client.birth_date else ""
    return ", ".join(filter(None, [age, " or ".join(_language_names(client))]))


def _cannot(client: Client, programs: list[Program]) -> str:
    if client.is_deceased:
        return words_for("client_deceased")
    return "" if programs else words_for("no_program")


def _needs(offered: list[Need], chosen: str, is_open: list[Handoff]) -> tuple[Option, ...]:
    taken = {handoff.need_id for handoff in is_open}
    return tuple(
        Option(str(need.pk), need.name_en, str(need.pk) == chosen, "already open" if need.pk in taken else "")
        for need in offered
    )


def _open_already(handoff: Handoff) -> OpenAlready:
    return OpenAlready(handoff.pk, handoff.need.name_en, _from_to(handoff))


def _from_to(handoff: Handoff) -> str:
    to = short_name(handoff.receiver) if handoff.receiver else handoff.to_program and handoff.to_program.name
    return f"from {staff_label(handoff.asked_by)}{f' to {to}' if to else ''}"


def _settings(chosen: str, by_video: bool) -> tuple[Option, ...]:
    """Return how they can meet here; where nobody has a link, what needs one is not offered."""
    codes = [code for code in SETTING if by_video or code not in {"video", "hybrid"}]
    first = chosen if chosen in codes else "in_person"
    return tuple(Option(code, SETTING[code], code == first) for code in codes)


def _programs(programs: list[Program], chosen: str) -> tuple[Option, ...]:
    values = [str(program.pk) for program in programs]
    default = chosen if chosen in values else next(iter(values), "")
    return tuple(Option(str(p.pk), p.name, str(p.pk) == default, p.site.name) for p in programs)
