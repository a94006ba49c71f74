"""Who has looked at one client's record: to read, and to print when the client asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from handclasp.clients.queries import display_name
from handclasp.directory.queries import organization_by_id
from handclasp.domain.audit_words import who
from handclasp.handoffs.queries.trail import Reader, Wanted, readers_of, trail
from handclasp.platform.actor import Actor
from handclasp.web.audit.rows import GONE, Row, rows_of, when_words, zone_words

ENTRIES: Final = 500  # on one page of paper after the other


@dataclass(frozen=True)
class ReaderRow:
    """Somebody who looked or changed something."""

    who: str
    times: str
    first: str
    last: str


@dataclass(frozen=True)
class StoryPage:
    """Everybody who had the record in front of them, then each time."""

    client: str
    organization: str
    readers: tuple[ReaderRow, ...]
    rows: tuple[Row, ...]
    older_url: str
    made: str
    zone: str


def story_page(actor: Actor, client_id: int, before: int | None, now: datetime) -> StoryPage | None:
    """Return the page, or None where nothing is known of such a client or the reader may not."""
    known = readers_of(actor, client_id)
    found = trail(actor, Wanted(client_id=client_id, before=before), ENTRIES)
    if known is None or found is None or not (known[0] or found.entries):
        return None
    client, readers = known
    organization = organization_by_id(actor, actor.home)
    url = reverse("audit_client", args=[client_id])
    return StoryPage(
        client=display_name(client) if client else GONE,
        organization=organization.name if organization else "",
        readers=tuple(_reader(one) for one in readers),
        rows=rows_of(found),
        older_url=f"{url}?before={found.entries[-1].pk}" if found.has_older else "",
        made=when_words(now),
        zone=zone_words(),
    )


def _reader(one: Reader) -> ReaderRow:
    counted = [(one.readings, "reading", "readings"), (one.changes, "change", "changes")]
    words = [f"{number} {few if number == 1 else many}" for number, few, many in counted if number]
    return ReaderRow(
        who(one.actor, one.label),
        ", ".join(words),
        when_words(one.first_at),
        when_words(one.last_at),
    )
