"""The audit as a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.http import QueryDict
from django.urls import reverse

from handclasp.clients.models import Client
from handclasp.clients.queries import client_by_id, display_name
from handclasp.domain.audit_words import (
    ACTIONS,
    DOOR_WORDS,
    KINDS,
    RELATION_WORDS,
    choice_words,
)
from handclasp.handoffs.queries.trail import Trail, Wanted, staff_to_choose, trail
from handclasp.platform.actor import Actor
from handclasp.web.audit.forms import wanted_from
from handclasp.web.audit.rows import Row, rows_of, zone_words
from handclasp.web.audit.unusual_page import Typed, UnusualPart, unusual_part

ENTRIES: Final = 50
UNREAD = "Part of the search could not be read and was left out."


@dataclass(frozen=True)
class Choice:
    """One answer of a list."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """One list of the search."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True)
class AuditPage:
    """What looks unusual, the search, and what it found."""

    unusual: UnusualPart | None
    lists: tuple[Choices, ...]
    since: str
    until: str
    client_id: str
    client: str
    story_url: str
    is_search: bool
    problem: str
    rows: tuple[Row, ...]
    older_url: str
    zone: str


def audit_page(actor: Actor, sent: QueryDict, now: datetime, typed: Typed | None = None) -> AuditPage | None:
    """Return the page, or None for who may not read the audit."""
    wanted, is_whole = wanted_from(sent)
    found = trail(actor, wanted, ENTRIES)
    if found is None:
        return None
    is_search = replace(wanted, before=None) != Wanted()
    is_front = not is_search and wanted.before is None
    client = _client(actor, wanted.client_id, found) if wanted.client_id else None
    return AuditPage(
        unusual=unusual_part(actor, now, typed) if is_front else None,
        lists=tuple(_lists(actor, wanted)),
        since=sent.get("since", "") if wanted.since else "",
        until=sent.get("until", "") if wanted.until else "",
        client_id=str(wanted.client_id or ""),
        client=display_name(client) if client else f"number {wanted.client_id}" if wanted.client_id else "",
        story_url=reverse("audit_client", args=[wanted.client_id]) if wanted.client_id else "",
        is_search=is_search,
        problem="" if is_whole else UNREAD,
        rows=rows_of(found),
        older_url=_older(sent, found.entries[-1].pk) if found.has_older else "",
        zone=zone_words(),
    )


def _client(actor: Actor, client_id: int, found: Trail) -> Client | None:
    return found.clients.get(client_id) or client_by_id(actor, client_id)


def _lists(actor: Actor, wanted: Wanted) -> Iterable[Choices]:
    people = {str(pk): name for pk, name in staff_to_choose(actor)}
    actions = dict(sorted(((code, choice_words(code)) for code in ACTIONS), key=lambda one: one[1]))
    relations = {code: words.capitalize() for code, words in RELATION_WORDS.items() if code}
    yield _choices("staff", "Member of staff", people, str(wanted.staff_id or ""))
    yield _choices("action", "What", actions, wanted.action)
    yield _choices("kind", "Kind", KINDS, wanted.kind)
    yield _choices("relation", "Relation", relations, wanted.relation)
    yield _choices("door", "Came by", {c: words.capitalize() for c, words in DOOR_WORDS.items()}, wanted.door)


def _choices(name: str, label: str, words: Mapping[str, str], chosen: str) -> Choices:
    options = (Choice(value, text, value == chosen) for value, text in words.items())
    return Choices(name, label, (Choice("", "Any", not chosen), *options))


def _older(sent: QueryDict, last: int) -> str:
    """Return the same search from this entry on downwards."""
    again = sent.copy()
    again["before"] = str(last)
    return f"{reverse('audit')}?{again.urlencode()}"
