"""The talk about a handoff as a part of other pages, and as a page of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.clients.queries import display_name
from handclasp.domain import names
from handclasp.domain.talk import LONGEST, PHRASES
from handclasp.handoffs.queries.talk import talk_about
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import moment_words

GOING: Final = "going"  # beside the card of whoever is on the way; everywhere else the whole talk stands
FEW: Final = 3


@dataclass(frozen=True)
class Line:
    """One message."""

    words: str
    author: str
    is_mine: bool
    at: str


@dataclass(frozen=True)
class Phrase:
    """One phrase at hand."""

    code: str
    words: str


@dataclass(frozen=True)
class TalkPage:
    """The talk: `older` are messages that the short form leaves out; `typed` is what was not taken."""

    handoff_id: int
    part_id: str
    at: str
    client: str
    short: str
    lines: tuple[Line, ...]
    older: int
    phrases: tuple[Phrase, ...]
    may_write: bool
    has_new: bool
    longest: int
    typed: str
    problem: str


def talk_page(
    actor: Actor, handoff_id: int, now: datetime, at: str = "", typed: str = "", problem: str = ""
) -> TalkPage | None:
    """Return the talk about a handoff, or None for somebody to whom it is not open."""
    found = talk_about(actor, handoff_id)
    if found is None:
        return None
    client, is_short = found.handoff.client, at == GOING
    shown = found.lines[-FEW:] if is_short else found.lines
    return TalkPage(
        handoff_id=handoff_id,
        part_id=f"talk-{handoff_id}" + ("-going" if is_short else ""),
        at=GOING if is_short else "",
        client=display_name(client),
        short=names.short_name(client.given, client.family),
        lines=tuple(Line(x.words, x.author, x.is_mine, moment_words(x.said_at, now)) for x in shown),
        older=len(found.lines) - len(shown),
        phrases=tuple(Phrase(code, PHRASES[code]) for code in found.offered) if found.may_write else (),
        may_write=found.may_write,
        has_new=found.has_new,
        longest=LONGEST,
        typed=typed,
        problem=problem,
    )
