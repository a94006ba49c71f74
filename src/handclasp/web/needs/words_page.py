"""The words to say: written, previewed exactly as a sender reads them, and kept in versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handclasp.directory.models import Need
from handclasp.directory.queries import Version, kept_words, listed_need, needs, versions
from handclasp.domain import need_words, words
from handclasp.platform.actor import Actor
from handclasp.web.needs.forms import SETTING_WORDS
from handclasp.web.shell.times import day_words, local_day

PREVIEW: Final = "As your colleagues read it"
PREVIEW_OF_TYPED: Final = "What you wrote, as your colleagues would read it"


@dataclass(frozen=True)
class Choice:
    """One thing to choose, with its address."""

    value: str
    words: str
    is_chosen: bool
    url: str


@dataclass(frozen=True)
class VersionLine:
    """One version, and whether it can be said again."""

    version_id: int
    title: str
    body: str
    by: str
    is_current: bool


@dataclass(frozen=True)
class WordsPage:
    """The words of one need (or of all), one tone and language: preview, field, versions."""

    url: str
    back_url: str
    about: str
    title: str
    tone: str
    language: str
    setting: str
    tones: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    settings: tuple[Choice, ...]
    said: words.Said
    preview: str
    body: str
    whose: str
    has_own: bool
    versions: tuple[VersionLine, ...]
    longest: int
    problems: tuple[str, ...] = ()


def words_page(
    actor: Actor,
    need_id: int | None,
    looked_at: Mapping[str, str],
    typed: str | None = None,
    problems: tuple[str, ...] = (),
) -> WordsPage | None:
    """Return the page, or None for another organization's need; `typed` is shown instead of what is kept."""
    listed = listed_need(actor, need_id) if need_id is not None else None
    if need_id is not None and listed is None:
        return None
    need = listed.need if listed else next(iter(needs(actor)), None)
    tone, language, setting = looked_at["tone"], looked_at["language"], looked_at["setting"]
    chosen = need_words.choose(kept_words(actor), need_id, tone, language)
    body = chosen.body if typed is None else typed
    older = versions(actor, need_id, tone, language)
    return WordsPage(
        url=_url(need_id),
        back_url=f"/needs/{need_id}/" if need_id else "/needs/",
        about="The need itself" if listed else "Needs",
        title=f"Words to say: {listed.need.name_en}" if listed else "Words to say for all needs",
        tone=tone,
        language=language,
        setting=setting,
        tones=_choices(need_id, looked_at, "tone", need_words.TONE_WORDS),
        languages=_choices(need_id, looked_at, "language", words.LANGUAGE_NAMES),
        settings=_choices(need_id, looked_at, "setting", SETTING_WORDS),
        said=need_words.say(need_words.tidy(body), language, _said(need, language), setting),
        preview=PREVIEW if typed is None else PREVIEW_OF_TYPED,
        body=body,
        whose="" if typed is not None else _whose(need_id, chosen, {one.version_id for one in older}),
        has_own=bool(older and older[0].body),
        versions=tuple(_version(one) for one in older),
        longest=need_words.LONGEST,
        problems=problems,
    )


def _said(need: Need | None, language: str) -> str:
    if need is None:
        return ""
    return need.say_es if language == "es" else need.say_en


def address(need_id: int | None, looked_at: Mapping[str, str]) -> str:
    """Return where the words of a need, or of all, are looked at in a tone, a language and a setting."""
    asked = "&".join(f"{name}={looked_at[name]}" for name in ("tone", "language", "setting"))
    return f"{_url(need_id)}?{asked}"


def _url(need_id: int | None) -> str:
    return f"/needs/{need_id}/words/" if need_id else "/needs/words/"


def _choices(
    need_id: int | None, looked_at: Mapping[str, str], name: str, known: Mapping[str, str]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(value, text, looked_at[name] == value, address(need_id, {**looked_at, name: value}))
        for value, text in known.items()
    )


def _whose(need_id: int | None, chosen: need_words.Chosen, own: set[int]) -> str:
    if chosen.version_id is None:
        return "These are the house’s words. Write your own, and the house’s stay behind them."
    if chosen.version_id not in own and need_id is not None:
        return "These are your words for all needs. Write others for this need only."
    return "These are your own words."


def _version(one: Version) -> VersionLine:
    return VersionLine(
        one.version_id, f"Version {one.version}", one.body, f"{one.by}, {day_words(local_day(one.at))}",
        one.is_current,
    )  # fmt: skip
