"""Who can come: everybody with a reason, the best first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Facts:
    """What is known about one person who might come."""

    staff_id: int
    program_id: int
    status: str
    page_open: bool
    page_seen_at: datetime | None = None
    until: datetime | None = None
    same_site: bool = False
    names_the_need: bool = False
    speaks: bool = True
    knows_client: bool = False
    ringing: bool = False
    coming: bool = False
    away: bool = False
    already_has: bool = False
    holding: int = 0
    last_rung_at: datetime | None = None


@dataclass(frozen=True)
class Candidate:
    """One person of the list: may be rung or not, and why (a code that the page puts into words)."""

    facts: Facts
    can_ring: bool
    why: str


WHY_NOT = (
    ("away", lambda f: f.away),
    ("already_has", lambda f: f.already_has),
    ("coming_elsewhere", lambda f: f.coming),
    ("rung_elsewhere", lambda f: f.ringing),
    ("with_client", lambda f: f.status == "with_client"),
    ("not_now", lambda f: f.status == "not_now"),
    ("off", lambda f: f.status != "open"),
    ("page_closed", lambda f: not f.page_open),
)


def rank(people: Iterable[Facts]) -> list[Candidate]:
    """Order everybody: who may be rung first, nearest, best fit, same language, known, least loaded, longest quiet.

    The order is total and stable: the same facts give the same list.
    """
    return sorted((_judge(facts) for facts in people), key=_order)


def _judge(facts: Facts) -> Candidate:
    for why, applies in WHY_NOT:
        if applies(facts):
            return Candidate(facts, False, why)
    return Candidate(facts, True, "same_site" if facts.same_site else "other_site")


def _order(candidate: Candidate) -> tuple[object, ...]:
    facts = candidate.facts
    quiet_since = facts.last_rung_at.timestamp() if facts.last_rung_at else 0.0
    return (
        not candidate.can_ring,
        not facts.same_site,
        not facts.speaks,
        not facts.names_the_need,
        not facts.knows_client,
        facts.holding,
        quiet_since,
        facts.staff_id,
    )
