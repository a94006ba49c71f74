"""The minimum necessary: which fields of a client and a handoff each role sees, and in which relation.

45 CFR 164.514(d) asks for it where people work with records (164.502(b)(2) excepts treatment; we keep it there too).
"""

from collections.abc import Iterable, Mapping
from typing import Final

from handclasp.domain.permissions import ROLES, Relation

own, prog, org, no = Relation.OWN, Relation.PROGRAM, Relation.ORGANIZATION, None

# fmt: off
_TABLE: Final[Mapping[str, tuple[Relation | None, ...]]] = {
    #                        clinician  proxy  front desk  supervisor  quality  privacy  admin
    "client.name":          (org,       org,   org,        org,        no,      org,     no),
    "client.birth_date":    (org,       org,   org,        org,        no,      no,      no),
    "client.language":      (org,       org,   org,        org,        no,      no,      no),
    "client.contact":       (prog,      prog,  prog,       prog,       no,      no,      no),
    "handoff.standing":     (org,       org,   org,        org,        no,      no,      no),
    "handoff.visits":       (org,       org,   org,        org,        no,      no,      no),
    "handoff.need":         (org,       org,   prog,       org,        no,      no,      no),
    "handoff.place":        (prog,      prog,  prog,       prog,       no,      no,      no),
    "handoff.messages":     (prog,      prog,  own,        prog,       no,      no,      no),
    "handoff.attempts":     (prog,      prog,  prog,       prog,       no,      no,      no),
    "handoff.reasons":      (prog,      prog,  no,         prog,       no,      no,      no),
    "handoff.summary":      (prog,      prog,  no,         prog,       no,      no,      no),
    "handoff.history":      (prog,      prog,  no,         prog,       no,      no,      no),
}
# fmt: on
FIELD_WORDS: Final = {
    "client.name": "Name, and the pronoun",
    "client.birth_date": "Date of birth",
    "client.language": "Language",
    "client.contact": "Phone, email, how to reach the client safely",
    "handoff.standing": "State, urgency, programs, who holds it, dates, watch",
    "handoff.visits": "Visits and what came of them",
    "handoff.need": "What would help",
    "handoff.place": "Room or place of the introduction",
    "handoff.messages": "What staff say to each other about it",
    "handoff.attempts": "Tries to reach the client, with their notes",
    "handoff.reasons": "Why it dropped a tier, paused, was passed on, relieved or closed, with notes",
    "handoff.summary": "What was said before the client, next steps, read-back",
    "handoff.history": "History",
}
FIELDS: Final[Mapping[str, Mapping[str, Relation]]] = {
    field: {role: widest for role, widest in zip(ROLES, row, strict=True) if widest is not None}
    for field, row in _TABLE.items()
}


def fields_seen(roles: Iterable[str], here: Iterable[str], relation: Relation) -> frozenset[str]:
    """Return the fields somebody sees in this relation: `roles` are all they hold, `here` those in its programs."""
    if relation is Relation.FOREIGN:
        return frozenset()
    everywhere, near = set(roles), set(here)
    counted = everywhere if relation is Relation.OWN else near
    return frozenset(
        field
        for field, widest in FIELDS.items()
        if any(widest.get(role) is Relation.ORGANIZATION for role in everywhere)
        or any(role in widest and relation <= widest[role] for role in counted)
    )
