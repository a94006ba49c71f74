"""One entry of the audit in words."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from handclasp.clients.queries import display_name
from handclasp.domain.audit_words import DOOR_WORDS, RELATION_WORDS, what_was_done, who
from handclasp.handoffs.queries.trail import Trail
from handclasp.platform.models import AuditEntry
from handclasp.web.shell.times import clock_words, local_day, short_day_words

GONE = "record no longer here"


@dataclass(frozen=True)
class Row:
    """Who did what, to whom, when, and from where."""

    number: int
    when: str
    who: str
    what: str
    about: str
    client: str
    client_url: str
    relation: str
    place: str
    is_refused: bool


def rows_of(found: Trail) -> tuple[Row, ...]:
    """Return the entries of one page in words."""
    return tuple(_row(entry, found) for entry in found.entries)


def when_words(at: datetime) -> str:
    """Return `Tue, Mar 9, 2026, 10:30 am`: a record is read years later."""
    day = local_day(at)
    return f"{short_day_words(day)}, {day.year}, {clock_words(at)}"


def zone_words() -> str:
    """Return the name of the zone in which times are shown."""
    return timezone.get_current_timezone_name()


def _row(entry: AuditEntry, found: Trail) -> Row:
    return Row(
        number=entry.pk,
        when=when_words(entry.at),
        who=who(entry.actor, entry.label),
        what=what_was_done(entry.action, entry.kind, entry.subject),
        about=_about(entry, found),
        client=_client(entry, found),
        client_url=reverse("audit_client", args=[entry.client_id]) if entry.client_id else "",
        relation=RELATION_WORDS.get(entry.relation, entry.relation),
        place=", ".join(filter(None, [entry.origin, entry.device])) or DOOR_WORDS.get(entry.door, entry.door),
        is_refused=entry.kind == "refused",
    )


def _client(entry: AuditEntry, found: Trail) -> str:
    if entry.client_id is None:
        return ""
    client = found.clients.get(entry.client_id)
    return display_name(client) if client else GONE


def _about(entry: AuditEntry, found: Trail) -> str:
    """Return whom or what else it was about, where that is somebody else than who did it."""
    kind, _, rest = entry.subject.partition(":")
    if kind == "staff":
        name = found.staff.get(int(rest), "") if rest.isdigit() else ""
        return "" if entry.subject == entry.actor else name or "somebody who is no longer here"
    return {"factor": rest, "import": rest}.get(kind, "")
