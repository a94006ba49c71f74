"""What was said among staff about a handoff, for those who are near, and what of it somebody has not read."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from handclasp.directory.queries import staff_label
from handclasp.domain import names, talk
from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.handoffs import facts
from handclasp.handoffs.models import Handoff, Message, MessageRead
from handclasp.handoffs.queries.seen import opened, seen_of_own
from handclasp.platform import audit
from handclasp.platform.actor import Actor

FIELD = "handoff.messages"
MOST = 200  # the newest; nobody says more about one handoff in earnest


@dataclass(frozen=True)
class SaidLine:
    """One message: what it says, who said it when, and whether it was the reader."""

    message_id: int
    words: str
    author: str
    is_mine: bool
    said_at: datetime


@dataclass(frozen=True)
class Talk:
    """The talk about a handoff, oldest first; `offered` are the phrases at hand for the reader, by code.

    `has_new` says that somebody else said something which this reader was not shown yet.
    """

    handoff: Handoff
    lines: tuple[SaidLine, ...]
    offered: tuple[str, ...]
    may_write: bool
    has_new: bool


def talk_about(actor: Actor, handoff_id: int) -> Talk | None:
    """Return what was said about a handoff, or None for somebody to whom it is not open."""
    found = opened(actor, handoff_id, field=FIELD, permission="message:read")
    if found is None or found[0].answer != "yes":
        return None
    handoff, seen = found
    state = State(handoff.state)
    sender = facts.open_hand(handoff.pk, "sending")
    part = talk.part_of(actor.person, handoff.receiver_id, sender.staff_id if sender else None)
    rows = list(Message.objects.select_related("author").filter(handoff=handoff).order_by("-pk")[:MOST])
    read_to = MessageRead.objects.filter(handoff=handoff, staff_id=actor.person).values_list(
        "read_to", flat=True
    )
    last_read = read_to.first() or 0
    return Talk(
        handoff=handoff,
        lines=tuple(_line(row, actor.person) for row in reversed(rows)),
        offered=talk.offered(state, part),
        may_write=state in OPEN_STATES and seen.may("message:write"),
        has_new=any(row.pk > last_read and row.author_id != actor.person for row in rows),
    )


def _line(row: Message, me: int) -> SaidLine:
    words = talk.words_of(row.kind, row.body)
    return SaidLine(row.pk, words, staff_label(row.author), row.author_id == me, row.said_at)


@dataclass(frozen=True)
class Unread:
    """What was said about one client since somebody last looked: how much, and who spoke last."""

    handoff_id: int
    client: str
    count: int
    last_by: str
    last_at: datetime


# What I hold, promised, was asked to take over, come to or asked myself, as far as it is open.
UNREAD = """
WITH mine AS (
    SELECT d.handoff_id AS id FROM handoffs_hand d WHERE d.staff_id = %(me)s AND d.ended_at IS NULL
    UNION SELECT p.handoff_id FROM handoffs_promise p WHERE p.staff_id = %(me)s AND p.state = 'open'
    UNION SELECT a.handoff_id FROM handoffs_pass a WHERE a.taker_id = %(me)s AND a.state = 'asked'
    UNION SELECT h.id FROM handoffs_handoff h WHERE h.receiver_id = %(me)s AND handoffs_is_open(h.state)
    UNION SELECT h.id FROM handoffs_handoff h WHERE h.asked_by_id = %(me)s AND handoffs_is_open(h.state)
), new AS (
    SELECT m.handoff_id, count(*) AS many, max(m.id) AS last
      FROM mine JOIN handoffs_message m ON m.handoff_id = mine.id AND m.author_id <> %(me)s
      LEFT JOIN handoffs_messageread r ON r.handoff_id = m.handoff_id AND r.staff_id = %(me)s
     WHERE m.id > coalesce(r.read_to, 0) GROUP BY m.handoff_id
)
SELECT h.client_id, h.id, c.given, c.family, n.many, s.prefix, s.given, s.family, s.credential, m.said_at
  FROM new n JOIN handoffs_message m ON m.id = n.last JOIN handoffs_handoff h ON h.id = n.handoff_id
  JOIN clients_client c ON c.id = h.client_id JOIN directory_staff s ON s.id = m.author_id
 WHERE h.organization_id = %(home)s AND handoffs_is_open(h.state) ORDER BY n.last DESC LIMIT 20
"""


def unread(actor: Actor) -> list[Unread]:
    """Return the actor’s own open handoffs with messages that they have not read, newest first, in one query."""
    if not actor.may("message:read") or FIELD not in seen_of_own(actor):
        return []
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"me": actor.person, "home": actor.home})
        found = cursor.fetchall()
    audit.saw_all(row[:2] for row in found)
    return [
        Unread(handoff_id, names.short_name(given, family), many, names.staff_label(*who), at)
        for _, handoff_id, given, family, many, *who, at in found
    ]
