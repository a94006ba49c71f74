"""What of the last days looks unusual and stands to be looked at, for a privacy officer."""

from dataclasses import dataclass, replace
from datetime import datetime

from handclasp.clients.queries import clients_by_id, display_name
from handclasp.domain.unusual import RULES
from handclasp.handoffs.queries.findings import DAYS, Finding, findings
from handclasp.platform.actor import Actor
from handclasp.platform.models import AuditLook


@dataclass(frozen=True)
class Looked:
    """What somebody found when they looked."""

    rule: str
    about: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class UnusualFacts:
    """What stands to be looked at, newest first, what was looked at, and how many each rule found."""

    open: tuple[Finding, ...]
    looked: tuple[Looked, ...]
    counts: dict[str, int]


def unusual_lately(actor: Actor, now: datetime, most: int = 20) -> UnusualFacts | None:
    """Return what looks unusual in the last seven days, or None for who may not read the audit."""
    if not actor.may("audit:read"):
        return None
    found = findings(actor, now)
    rows = AuditLook.objects.filter(organization_id=actor.home, at__gt=now - 2 * DAYS).order_by("-at", "-id")
    looks = list(rows)
    done = {(look.rule, look.about) for look in looks}
    left = [one for key, one in found.items() if key not in done]
    counts = {rule: sum(1 for one in left if one.rule == rule) for rule in RULES}
    left.sort(key=lambda one: (one.last_at, one.about, one.rule), reverse=True)
    shown = _with_names(actor, left[:most])
    return UnusualFacts(
        tuple(shown), tuple(Looked(k.rule, k.about, k.note, k.label, k.at) for k in looks[:most]), counts
    )


def is_found(actor: Actor, rule: str, about: str, now: datetime) -> bool:
    """Say whether this stands to be looked at."""
    return (rule, about) in findings(actor, now)


def _with_names(actor: Actor, found: list[Finding]) -> list[Finding]:
    clients = clients_by_id(actor, sorted({one.client_id for one in found if one.client_id}))
    names = {pk: display_name(client) for pk, client in clients.items()}
    return [replace(one, client=names.get(one.client_id or 0, "")) for one in found]
