"""Who did what, and who looked at whom: written in the same transaction, with where it came from."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from django.db import connection

from handclasp.platform.actor import Actor

Kind = Literal["change", "read", "refused"]

WRITE: Final = """
INSERT INTO platform_auditentry (at, organization_id, actor, label, action, kind, relation, client_id, handoff_id,
                                 subject, door, origin, device, previous, hash)
SELECT %(at)s, %(organization)s, %(actor)s, %(label)s, %(action)s, %(kind)s, about.relation, about.client,
       about.handoff, about.subject, %(door)s, %(origin)s, %(device)s, '', ''
  FROM unnest(%(relations)s::text[], %(clients)s::bigint[], %(handoffs)s::bigint[], %(subjects)s::text[])
       AS about (relation, client, handoff, subject)
"""


@dataclass(frozen=True)
class Origin:
    """From where somebody acts: the door, the network address, and the browser in words."""

    door: str = "command line"
    address: str = ""
    device: str = ""


@dataclass(frozen=True)
class About:
    """What one entry is about; `relation` is own, program or organization, where a client stands behind it."""

    client_id: int | None = None
    handoff_id: int | None = None
    relation: str = ""
    subject: str = ""


@dataclass
class Readings:
    """Whose records one request showed, (client, handoff or None), and what it was refused; each once."""

    seen: dict[tuple[int, int | None], None] = field(default_factory=dict)
    refused: dict[tuple[str, About], None] = field(default_factory=dict)

    def note(self, client_id: int, handoff_id: int | None) -> None:
        """Keep one; the page that shows it a second time is the same reading."""
        self.seen.setdefault((client_id, handoff_id))


COMMAND_LINE: Final = Origin()
_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)
_readings: ContextVar[Readings | None] = ContextVar("readings", default=None)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Let every entry of the block say from where it came."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def collecting() -> Iterator[Readings]:
    """Collect whose records are shown while the block runs."""
    readings = Readings()
    token = _readings.set(readings)
    try:
        yield readings
    finally:
        _readings.reset(token)


def saw(client_id: int, handoff_id: int | None = None) -> None:
    """Note that a query gave out something about a client; outside a request nobody collects it."""
    readings = _readings.get()
    if readings is not None:
        readings.note(client_id, handoff_id)


def is_noted(client_id: int) -> bool:
    """Say whether the request that is being answered writes down anyway that this client's record was shown."""
    readings = _readings.get()
    return readings is not None and (client_id, None) in readings.seen


def refused(permission: str, **about: Any) -> None:
    """Note that somebody lacks a permission for what they tried; the request that collects it writes it down."""
    readings = _readings.get()
    if readings is not None:
        readings.refused.setdefault((permission, About(**about)))


def saw_all(pairs: Iterable[tuple[int, int | None]]) -> None:
    """Note several at once, as `saw` does."""
    for client_id, handoff_id in pairs:
        saw(client_id, handoff_id)


def write(actor: Actor, action: str, kind: Kind, about: Iterable[About], now: datetime) -> None:
    """Write one entry for each thing, inside the caller's transaction, which acts as `actor`."""
    entries = list(about)
    if not entries:
        return
    origin = _origin.get() or COMMAND_LINE
    values = {
        "at": now, "organization": actor.organization_id, "actor": actor.signature, "label": actor.label,
        "action": action, "kind": kind, "door": origin.door, "origin": origin.address, "device": origin.device,
        "relations": [entry.relation for entry in entries], "clients": [entry.client_id for entry in entries],
        "handoffs": [entry.handoff_id for entry in entries], "subjects": [entry.subject for entry in entries],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
