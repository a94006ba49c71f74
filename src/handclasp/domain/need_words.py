"""The words that ask a client whether a colleague may come: by need, tone and language, and what each must hold.

A text has two places, {need} and {how}, and a question that asks permission. It names no program: which one helps is
told in the room, and never read off a list.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from handclasp.domain.plain_text import search_key
from handclasp.domain.words import HOW, NEED_PLACE, UNNAMED_NEED, Said

HOW_PLACE: Final = "{how}"
TONES: Final = ("plain", "warm", "brief")
TONE_WORDS: Final = {"plain": "Plain", "warm": "Warm", "brief": "Brief"}
LONGEST: Final = 1_000
QUOTES: Final = {"en": ("“", "”"), "es": ("«", "»")}
QUOTE_SIGNS: Final = '“”"«»„ \n'

HOUSE: Final[Mapping[str, Mapping[str, str]]] = {
    "plain": {
        "en": "There is someone on my team I would like you to know. Trouble with {need} is what they help people "
        "with every day. {how} Shall I ask?",
        "es": "En mi equipo hay una persona que quiero presentarle. Todos los días ayuda a la gente con {need}. "
        "{how} ¿Le parece bien que la llame?",
    },
    "warm": {
        "en": "You should not have to carry this by yourself. Many people I see have trouble with {need}, and a "
        "colleague of mine works on exactly that. {how} Five minutes, just so that you have met. Is that all right "
        "with you?",
        "es": "Usted no tiene que cargar con esto a solas. Muchas personas que atiendo buscan apoyo con {need}, y en "
        "mi equipo hay alguien que se dedica a eso. {how} Cinco minutos, solo para conocerse. ¿Está de acuerdo?",
    },
    "brief": {
        "en": "I know somebody who helps with {need}. {how} May I ask them to come?",
        "es": "Conozco a alguien que ayuda con {need}. {how} ¿Me permite llamarle?",
    },
}

_PLACE: Final = re.compile(r"\{[^{}]*\}|[{}]")
_QUESTION: Final = {
    "en": re.compile(r"[^\W\d_][^.!?]*\?"),
    "es": re.compile(r"¿[^.!?¿]*[^\W\d_][^.!?¿]*\?"),
}


def tidy(body: str) -> str:
    """Return a text without the quotation marks around it: the page sets its own."""
    return body.strip(QUOTE_SIGNS)


def missing(body: str, language: str, programs: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the reason codes for all that a text still lacks or holds too much; none: it may be said.

    `programs` are the names that must not stand in it.
    """
    if not body:
        return ("words_empty",)
    if len(body) > LONGEST:
        return ("words_too_long",)
    places = _PLACE.findall(body)
    found = [
        ("words_without_need", places.count(NEED_PLACE) != 1),
        ("words_without_how", places.count(HOW_PLACE) != 1),
        ("words_with_other_places", bool(set(places) - {NEED_PLACE, HOW_PLACE})),
        ("words_ask_nothing", not _QUESTION[language].search(_PLACE.sub("", body))),
        ("words_name_a_program", names_one_of(body, programs)),
    ]
    return tuple(code for code, is_so in found if is_so)


def names_one_of(body: str, names: Iterable[str]) -> bool:
    """Say whether one of these names stands in a text, whatever its case and accents."""
    said = f" {_words_alone(body)} "
    return any(f" {plain} " in said for name in names if (plain := _words_alone(name)))


def _words_alone(text: str) -> str:
    return " ".join(re.findall(r"\w+", search_key(text)))


def say(body: str, language: str, need_said: str, setting: str) -> Said:
    """Return a text as a sender reads it: quoted, with how they would meet; an empty need is left open."""
    how = HOW[language].get(setting, HOW[language]["in_person"])
    opening, closing = QUOTES[language]
    before, place, after = f"{opening}{body}{closing}".partition(NEED_PLACE)
    need = (
        (need_said or UNNAMED_NEED[language]) if place else ""
    )  # half-written words have no place for it yet
    return Said(before.replace(HOW_PLACE, how), need, after.replace(HOW_PLACE, how))


@dataclass(frozen=True)
class Kept:
    """One current version that an organization keeps; without a need it is for all needs."""

    version_id: int
    need_id: int | None
    tone: str
    language: str
    body: str


@dataclass(frozen=True)
class Chosen:
    """The text for a moment, and which version it is; None: the house's own."""

    body: str
    version_id: int | None


def choose(kept: Iterable[Kept], need_id: int | None, tone: str, language: str) -> Chosen:
    """Return the nearest text: for this need, else for all needs, else the house's; an empty one passes on."""
    there = {one.need_id: one for one in kept if (one.tone, one.language) == (tone, language) and one.body}
    found = (there.get(need_id) if need_id is not None else None) or there.get(None)
    return Chosen(found.body, found.version_id) if found else Chosen(HOUSE[tone][language], None)
