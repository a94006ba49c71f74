"""Clients of the actor's organization; nobody else's are found."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from handclasp.clients.models import Client
from handclasp.directory.queries import narrowed
from handclasp.domain import names
from handclasp.domain.minimum import fields_seen
from handclasp.domain.permissions import Relation
from handclasp.domain.plain_text import tidy_line
from handclasp.platform import audit
from handclasp.platform.actor import Actor

LONGEST_SEARCH = 100
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
EMPTY: Final[Mapping[str, Mapping[str, object]]] = {
    "client.name": {"given": "", "family": "", "pronoun": "they"},
    "client.birth_date": {"birth_date": None},
    "client.language": {"languages": []},
    "client.contact": {"phone": "", "email": "", "reach_note": "", "voicemail_is_safe": False},
}


def without(client: Client, fields: Collection[str]) -> Client:
    """Return the client emptied of everything that is not among `fields`; the row in the database keeps it."""
    for field, columns in EMPTY.items():
        for column, nothing in columns.items() if field not in fields else ():
            setattr(client, column, nothing)
    return client


def client_by_id(actor: Actor, client_id: int) -> Client | None:
    """Return a client as whoever has no part in their handoffs sees them, or None where the record is not open."""
    rows = narrowed(Client.objects.select_related("organization"), actor)
    return next(iter(_given_out(actor, rows.filter(pk=client_id))), None)


def clients_by_id(actor: Actor, client_ids: list[int]) -> dict[int, Client]:
    """Return the clients whose records are open to the actor, as `client_by_id` does, in one query."""
    rows = narrowed(Client.objects.all(), actor).filter(pk__in=client_ids)
    return {client.pk: client for client in _given_out(actor, rows)}


def find_clients(actor: Actor, text: str, limit: int = 20) -> list[Client]:
    """Return active clients by parts of the name (accents aside), birth date or source id, in one query.

    Living clients come first, then by name; every word must be found; an empty search finds nobody.
    """
    words = _words(text)
    if not words:
        return []
    rows = narrowed(Client.objects.filter(is_active=True), actor)
    for word in words:
        rows = _holding(rows, word)
    return _given_out(actor, rows.order_by("is_deceased", "family", "given", "id")[:limit])


def recent_clients(actor: Actor, limit: int = 20) -> list[Client]:
    """Return the clients added last, newest first."""
    return _given_out(actor, narrowed(Client.objects.filter(is_active=True), actor).order_by("-id")[:limit])


def _given_out(actor: Actor, rows: QuerySet[Client]) -> list[Client]:
    """Empty what a role does not see in the whole organization, and note for the audit whose records are read."""
    fields = fields_seen(actor.roles, (), Relation.ORGANIZATION)
    if "client.name" not in fields:
        return []
    found = [without(client, fields) for client in rows]
    audit.saw_all((client.pk, None) for client in found)
    return found


def display_name(client: Client) -> str:
    """Return `Marisol T.`."""
    return names.short_name(client.given, client.family)


def full_name(client: Client) -> str:
    """Return `Marisol Isabel Tamayo`."""
    return names.full_name(client.given, client.family)


def _words(text: str) -> list[str]:
    try:
        return tidy_line(text[:LONGEST_SEARCH]).replace(",", " ").split()[:6]
    except ValueError:
        return []


def _holding(rows: QuerySet[Client], word: str) -> QuerySet[Client]:
    pattern = _any_accent(word)
    found = Q(given__iregex=pattern) | Q(family__iregex=pattern) | Q(source_id=word)
    born = _as_date(word)
    return rows.filter(found | Q(birth_date=born) if born else found)


def _as_date(word: str) -> date | None:
    for shape in DATES:
        try:
            return datetime.strptime(word, shape).date()  # noqa: DTZ007 - a birth date has no zone
        except ValueError:
            continue
    return None


ACCENTS = {
    "a": "aàáâãäåāăą", "c": "cçćč", "d": "dďđ", "e": "eèéêëēęě", "g": "gğ", "i": "iìíîïīı", "l": "lł",
    "n": "nñńň", "o": "oòóôõöøō", "r": "rř", "s": "sśšş", "t": "tťţ", "u": "uùúûüūů", "y": "yýÿ", "z": "zźżž",
}  # fmt: skip
PLAIN = {accented: plain for plain, all_of_it in ACCENTS.items() for accented in all_of_it}


def _any_accent(word: str) -> str:
    """Return a PostgreSQL pattern that finds `word` at the start of a name's part, whatever the accents.

    `unaccent` is an extension, and none may be assumed.
    """
    letters = []
    for letter in word.lower():
        plain = PLAIN.get(letter)
        letters.append(f"[{ACCENTS[plain]}]" if plain else re.escape(letter))
    return r"(^|[\s\-'’])" + "".join(letters)
