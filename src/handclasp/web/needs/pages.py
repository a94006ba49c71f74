"""The list of needs, and one need, as whoever keeps them sees them."""

from dataclasses import dataclass

from handclasp.directory.queries import Listed, kept_words, listed_need, need_list, programs
from handclasp.domain.need_words import TONE_WORDS, choose
from handclasp.domain.words import LANGUAGE_NAMES
from handclasp.platform.actor import Actor
from handclasp.web.shell.field_parts import Answer, FieldPart


@dataclass(frozen=True)
class NeedLine:
    """One need of the list; `alarm` says that nobody serves it."""

    need_id: int
    name: str
    name_es: str
    whose: str
    served: str
    alarm: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class NeedsPage:
    """The list: offered needs in the order of the ask page, then those that are not offered."""

    offered: tuple[NeedLine, ...]
    withheld: tuple[NeedLine, ...]
    unserved: int


@dataclass(frozen=True)
class WordsLine:
    """One pair of tone and language, and whose words are read there."""

    words: str
    whose: str
    url: str


@dataclass(frozen=True)
class NeedPage:
    """One need: what it is called, who serves it, whether it is offered, and its words."""

    need_id: int
    name: str
    is_own: bool
    is_offered: bool
    names: tuple[tuple[str, str], ...]
    fields: tuple[FieldPart, ...]
    programs: tuple[Answer, ...]
    nobody: str
    words: tuple[WordsLine, ...]
    problem: str = ""
    part: str = ""


def needs_page(actor: Actor) -> NeedsPage:
    """Return the list."""
    listed = need_list(actor)
    offered = [one for one in listed if one.is_offered]
    lines = tuple(_line(one, place, len(offered)) for place, one in enumerate(offered))
    withheld = tuple(_line(one, 0, 1) for one in listed if not one.is_offered)
    return NeedsPage(lines, withheld, sum(1 for line in lines if line.alarm))


def _line(one: Listed, place: int, many: int) -> NeedLine:
    need, names = one.need, [program.name for program in one.programs]
    return NeedLine(
        need_id=need.pk,
        name=need.name_en,
        name_es=need.name_es,
        whose="Your own" if one.is_own else "The house’s",
        served=f"Served by {', '.join(names)}" if names else "",
        alarm=nobody_words(one),
        is_first=place == 0,
        is_last=place == many - 1,
    )


def nobody_words(one: Listed) -> str:
    """Return what is wrong where nobody who receives serves a need."""
    if one.receiving:
        return ""
    return "None of these programs receives now." if one.programs else "No program serves it yet."


def need_page(
    actor: Actor, need_id: int, fields: tuple[FieldPart, ...], problem: str = "", part: str = ""
) -> NeedPage | None:
    """Return the page of one need, or None for another organization's; `part` is where a problem stands."""
    one = listed_need(actor, need_id)
    if one is None:
        return None
    need, serving = one.need, {program.pk for program in one.programs}
    mine = [program for program in programs(actor) if program.organization_id == actor.organization_id]
    return NeedPage(
        need_id=need.pk,
        name=need.name_en,
        is_own=one.is_own,
        is_offered=one.is_offered,
        names=(
            ("English", need.name_en),
            ("Spanish", need.name_es),
            ("Said", need.say_en),
            ("", need.say_es),
        ),
        fields=fields if one.is_own else (),
        programs=tuple(Answer(str(p.pk), f"{p.name}, {p.site.name}", p.pk in serving) for p in mine),
        nobody=nobody_words(one) if one.is_offered else "",
        words=words_lines(actor, need_id),
        problem=problem,
        part=part,
    )


def words_lines(actor: Actor, need_id: int | None) -> tuple[WordsLine, ...]:
    """Return whose words are read in each tone and language."""
    kept = kept_words(actor)
    own = {one.version_id for one in kept if one.need_id == need_id}
    lines = []
    for tone, tone_words in TONE_WORDS.items():
        for language, name in LANGUAGE_NAMES.items():
            found = choose(kept, need_id, tone, language).version_id
            whose = "The house’s words" if found is None else "Your words for all needs"
            whose = "Your own words" if found in own else whose
            where = f"/needs/{need_id}/words/" if need_id else "/needs/words/"
            lines.append(
                WordsLine(f"{tone_words}, {name}", whose, f"{where}?tone={tone}&language={language}")
            )
    return tuple(lines)
