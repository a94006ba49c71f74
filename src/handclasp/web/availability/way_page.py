"""How one is reached besides the page, as a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.availability.models import ReachWay
from handclasp.availability.queries import presence
from handclasp.availability.queries.ways import ways_for, without_a_working_way, works
from handclasp.platform.actor import Actor
from handclasp.web.availability.forms import WayForm
from handclasp.web.availability.pages import Tried
from handclasp.web.shell.field_parts import FieldPart, field_parts
from handclasp.web.shell.phones import phone_words
from handclasp.web.shell.times import moment_words

KINDS: Final = {"phone": "Phone", "text": "Text message", "email": "Email", "pager": "Pager"}
ICONS: Final = {"phone": "phone", "text": "text", "email": "mail", "pager": "speak"}


@dataclass(frozen=True)
class WayLine:
    """One way; `words` say whether it works and when it was tried."""

    way_id: int
    icon: str
    kind: str
    address: str
    words: str
    is_on: bool
    works: bool


@dataclass(frozen=True)
class WaysPage:
    """The whole page; `warning` is there when one is counted on and cannot be reached."""

    page_words: str
    warning: str
    ways: tuple[WayLine, ...]
    keep: tuple[FieldPart, ...]
    problem: str


def ways_page(actor: Actor, now: datetime, wall: datetime, tried: Tried | None = None) -> WaysPage:
    """Return the page of somebody's own ways."""
    form = tried.form if tried else WayForm(auto_id="way-%s")
    return WaysPage(
        page_words=_page_words(actor, now, wall),
        warning=_warning(actor, now, wall),
        ways=tuple(_line(way, now) for way in ways_for([actor.person])[actor.person]),
        keep=field_parts(form),
        problem=tried.problem if tried else "",
    )


def _page_words(actor: Actor, now: datetime, wall: datetime) -> str:
    seen = presence(actor.person, now, wall)
    if seen.page_open:
        return "Your page is open now: whoever needs you rings here first."
    if seen.page_seen_at is None:
        return "No page of yours was ever open."
    return f"Your page was last open {moment_words(seen.page_seen_at + (now - wall), now)}."


def _warning(actor: Actor, now: datetime, wall: datetime) -> str:
    if not without_a_working_way(actor, now, wall, [actor.person]):
        return ""
    return "You are counted on this week, and nobody could reach you away from the page. Keep a way below, and try it."


def _line(way: ReachWay, now: datetime) -> WayLine:
    address = phone_words(way.address) if way.kind in {"phone", "text"} else way.address
    return WayLine(way.pk, ICONS[way.kind], KINDS[way.kind], address, _words(way, now), way.is_on, works(way))


def _words(way: ReachWay, now: datetime) -> str:
    said = ["Switched off."] if not way.is_on else []
    if way.worked_at is None and way.failed_at is None:
        said.append("Nobody has tried it yet.")
    if way.failed_at is not None and (way.worked_at is None or way.failed_at >= way.worked_at):
        said.append(f"Did not work {moment_words(way.failed_at, now)}.")
    if way.worked_at is not None:
        said.append(f"Worked {moment_words(way.worked_at, now)}.")
    return " ".join(said)
