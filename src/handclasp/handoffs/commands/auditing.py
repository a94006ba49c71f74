"""What a privacy officer does with the audit, which is written into it as well."""

from datetime import datetime

from handclasp.domain.unusual import RULES
from handclasp.handoffs.commands.steps import require
from handclasp.handoffs.queries.unusual import is_found
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting, reading
from handclasp.platform.models import AuditLook

LONGEST_NOTE = 2_000


def note_search(actor: Actor, client_id: int | None, subject: str, now: datetime) -> None:
    """Write down that somebody looked into the audit, and whom they looked for.

    A client whose name the same page shows has an entry of that reading; one is enough.
    """
    require(actor.may("audit:read"), "not_your_role")
    about = audit.About(subject=subject)
    if client_id and not audit.is_noted(client_id):
        about = audit.About(client_id=client_id, relation="organization", subject=subject)
    with reading(actor):
        audit.write(actor, "audit:read", "read", [about], now)


def note_look(actor: Actor, rule: str, about: str, note: str, now: datetime) -> AuditLook:
    """Keep that somebody looked at something unusual, and what they found; it then stands among what was looked at.

    Refuses `missing` without words, `too_long`, and `not_found` for what does not stand to be looked at.
    """
    words = " ".join(note.split())
    require(bool(words), "missing")
    require(len(words) <= LONGEST_NOTE, "too_long")
    with acting(actor, now, "audit:read") as deed:
        require(rule in RULES and is_found(actor, rule, about, now), "not_found")
        deed.on(f"unusual:{rule}", client_id=_client_in(about), relation="organization")
        return AuditLook.objects.create(
            organization_id=actor.home, rule=rule, about=about, note=words, at=now,
            actor=actor.signature, label=actor.label,
        )  # fmt: skip


def _client_in(about: str) -> int | None:
    found = [word.removeprefix("client:") for word in about.split() if word.startswith("client:")]
    return int(found[0]) if found else None
