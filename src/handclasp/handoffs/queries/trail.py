"""The audit as a privacy officer reads it: newest first, narrowed by whatever is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from handclasp.clients.models import Client
from handclasp.clients.queries import client_by_id, clients_by_id, find_clients
from handclasp.directory.models import Staff
from handclasp.directory.queries import narrowed, staff_label
from handclasp.platform.actor import Actor
from handclasp.platform.models import AuditEntry


@dataclass(frozen=True)
class Wanted:
    """What a search asks for; what is empty asks for nothing. `until` is outside."""

    client_id: int | None = None
    staff_id: int | None = None
    action: str = ""
    kind: str = ""
    relation: str = ""
    door: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None

    @property
    def subject(self) -> str:
        """Return what the audit notes about this search: whom it was about, by number."""
        about = [f"client:{self.client_id}"] if self.client_id else []
        about += [f"staff:{self.staff_id}"] if self.staff_id else []
        return " ".join(about) or "search"


@dataclass(frozen=True)
class Trail:
    """The entries of one page, the names that stand in them, and whether older ones are left."""

    entries: tuple[AuditEntry, ...]
    clients: dict[int, Client]
    staff: dict[int, str]
    has_older: bool


@dataclass(frozen=True)
class Reader:
    """Somebody who read or changed one client's record, how often, and between when and when."""

    actor: str
    label: str
    readings: int
    changes: int
    first_at: datetime
    last_at: datetime


def trail(actor: Actor, wanted: Wanted, limit: int) -> Trail | None:
    """Return one page of entries, or None for who may not read the audit."""
    if not actor.may("audit:read"):
        return None
    rows = list(_narrowed(actor, wanted).order_by("-id")[: limit + 1])
    entries = tuple(rows[:limit])
    clients = clients_by_id(actor, sorted({row.client_id for row in entries if row.client_id}))
    return Trail(entries, clients, _names_in(actor, entries), len(rows) > limit)


def readers_of(actor: Actor, client_id: int) -> tuple[Client | None, list[Reader]] | None:
    """Return a client and everybody who read or changed the record, the latest first; None where not allowed.

    The record may be gone; what was done with it is not.
    """
    if not actor.may("audit:read"):
        return None
    rows = _narrowed(actor, Wanted(client_id=client_id)).exclude(kind="refused").values("actor")
    added = rows.annotate(
        name=Max("label"), readings=Count("id", Q(kind="read")), changes=Count("id", Q(kind="change")),
        first_at=Min("at"), last_at=Max("at"),
    )  # fmt: skip
    readers = [
        Reader(row["actor"], row["name"], row["readings"], row["changes"], row["first_at"], row["last_at"])
        for row in added.order_by("-last_at", "actor")
    ]
    return client_by_id(actor, client_id), readers


def clients_named(actor: Actor, text: str, limit: int = 20) -> list[Client] | None:
    """Return clients by parts of the name, or None for who may not read the audit."""
    return find_clients(actor, text, limit) if actor.may("audit:read") else None


def staff_to_choose(actor: Actor) -> list[tuple[int, str]]:
    """Return everybody who works or worked here, by name."""
    rows = narrowed(Staff.objects.order_by("family", "given", "id"), actor)
    return [(row.pk, staff_label(row)) for row in rows]


def _narrowed(actor: Actor, wanted: Wanted) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.filter(organization_id=actor.home)
    exact = {"client_id": wanted.client_id, "action": wanted.action, "kind": wanted.kind}
    exact |= {"relation": wanted.relation, "door": wanted.door}
    edges = {"at__gte": wanted.since, "at__lt": wanted.until, "id__lt": wanted.before}
    rows = rows.filter(**{name: value for name, value in (exact | edges).items() if value})
    if wanted.staff_id:
        who = f"staff:{wanted.staff_id}"
        rows = rows.filter(Q(actor=who) | Q(subject=who))
    return rows


def _names_in(actor: Actor, entries: Iterable[AuditEntry]) -> dict[int, str]:
    """Return the names of the staff whom entries are about."""
    numbers = {row.subject.removeprefix("staff:") for row in entries if row.subject.startswith("staff:")}
    wanted = [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 18]
    rows = narrowed(Staff.objects.filter(pk__in=wanted), actor) if wanted else ()
    return {row.pk: staff_label(row) for row in rows}
