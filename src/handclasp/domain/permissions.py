"""Who may do what: the one page of permissions, and the rows of the database that stand behind it.

A permission is `resource:action`. For each role stands the widest relation to the client's handoff in which it is
given; where nothing is asked about a relation, `ORGANIZATION` says yes. What is not written here is forbidden.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final


class Relation(IntEnum):
    """How somebody stands to a handoff, from the closest to none at all."""

    OWN = 1  # holds or held it, asked, is asked, was told of it, or deputizes for whoever holds it
    PROGRAM = 2  # belongs to the program that sends or receives
    ORGANIZATION = 3
    FOREIGN = 4


PROGRAM_ROLES: Final = ("clinician", "proxy", "front_desk", "supervisor")
HOLDING_ROLES: Final = ("clinician", "proxy", "supervisor")  # who can be accountable for a client
OFFICES: Final = ("quality_director", "privacy_officer", "admin")
ROLES: Final = PROGRAM_ROLES + OFFICES
STAFF: Final = "staff"  # everybody who works here, whatever else they are
ROLE_WORDS: Final = {
    "clinician": "Clinician",
    "proxy": "Proxy",
    "front_desk": "Front desk",
    "supervisor": "Supervisor",
    "quality_director": "Quality director",
    "privacy_officer": "Privacy officer",
    "admin": "Administrator",
}

own, prog, org, no = Relation.OWN, Relation.PROGRAM, Relation.ORGANIZATION, None
Row = tuple[Relation | None, ...]

# fmt: off
_TABLE: Final[Mapping[str, Row]] = {
    # everybody on the staff may keep their own account and notices, read the directory, and declare a leave: below
    #                          clinician  proxy  front desk  supervisor  quality  privacy  admin
    "presence:declare":       (org,       org,   org,        org,        no,      no,      no),
    "leaflet:read":           (org,       org,   org,        org,        no,      no,      no),
    "block:plan":             (org,       org,   no,         org,        no,      no,      no),  # one's own
    "session:keep":           (org,       org,   no,         org,        no,      no,      no),  # one's own
    "tablet:pair":            (org,       org,   org,        org,        no,      no,      org),
    # clients and their handoffs
    "client:find":            (org,       org,   org,        org,        no,      no,      no),
    "client:add":             (org,       org,   org,        org,        no,      no,      no),
    "handoff:ask":            (org,       org,   no,         org,        no,      no,      no),
    "handoff:read":           (org,       org,   org,        org,        no,      no,      no),
    "handoff:call":           (own,       own,   no,         own,        no,      no,      no),
    "ring:see":               (org,       org,   no,         org,        no,      no,      no),  # one's own ring
    "ring:answer":            (org,       org,   no,         org,        no,      no,      no),  # one's own ring
    "introduction:hold":      (own,       own,   no,         prog,       no,      no,      no),
    "summary:read":           (prog,      prog,  no,         prog,       no,      no,      no),
    "summary:write":          (own,       own,   no,         prog,       no,      no,      no),
    "message:read":           (prog,      prog,  own,        prog,       no,      no,      no),
    "message:write":          (prog,      prog,  own,        prog,       no,      no,      no),
    "meeting:open":           (own,       own,   no,         prog,       no,      no,      no),
    "history:read":           (prog,      prog,  no,         prog,       no,      no,      no),
    "promise:make":           (own,       own,   no,         prog,       no,      no,      no),
    "attempt:record":         (prog,      prog,  prog,       prog,       no,      no,      no),
    "visit:plan":             (own,       prog,  prog,       prog,       no,      no,      no),
    "visit:record":           (own,       prog,  prog,       prog,       no,      no,      no),
    "visit:overbook":         (no,        no,    no,         prog,       no,      no,      no),
    "hand:pass":              (own,       own,   no,         own,        no,      no,      no),
    "hand:answer":            (org,       org,   no,         org,        no,      no,      no),  # asked of oneself
    "hand:assign":            (no,        no,    no,         prog,       no,      no,      no),
    "relief:ask":             (own,       own,   no,         own,        no,      no,      no),
    "relief:confirm":         (own,       own,   no,         prog,       no,      no,      no),
    "handoff:pause":          (own,       own,   no,         prog,       no,      no,      no),
    "handoff:close":          (own,       own,   no,         prog,       no,      no,      no),
    # looking after the whole
    "program:supervise":      (no,        no,    no,         prog,       no,      no,      no),
    "numbers:read":           (no,        no,    no,         org,        org,     no,      no),
    "audit:read":             (no,        no,    no,         no,         no,      org,     no),
    "directory:change":       (no,        no,    no,         no,         no,      no,      org),
    "need:keep":              (no,        no,    no,         no,         no,      no,      org),
    "staff:invite":           (no,        no,    no,         no,         no,      no,      org),
    "role:grant":             (no,        no,    no,         no,         no,      no,      org),
    "security:change":        (no,        no,    no,         no,         no,      no,      org),
}

_EVERYBODYS: Final = (
    *("account:keep", "today:read", "notice:keep", "directory:read", "leave:declare", "availability:read"),
)

# What the database lets a role read and write, row by row, in its own organization. `summary`, `attempt`, `message`
# and `history` ask for the relation `own` or `program` too.
_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    #            clinician  proxy  front desk  supervisor  quality  privacy  admin
    "client":   ("rw",      "rw",  "rw",       "rw",       "",      "r",     ""),
    "handoff":  ("rw",      "rw",  "rw",       "rw",       "r",     "",      ""),
    "attempt":  ("rw",      "rw",  "rw",       "rw",       "",      "",      ""),
    "summary":  ("rw",      "rw",  "",         "rw",       "",      "",      ""),
    "message":  ("rw",      "rw",  "rw",       "rw",       "",      "",      ""),
    "history":  ("r",       "r",   "",         "r",        "",      "",      ""),
    "notice":   ("rw",      "rw",  "rw",       "rw",       "",      "",      ""),
    "audit":    ("w",       "w",   "w",        "w",        "w",     "rw",    "w"),
}
# The parts of the system that act by themselves have the least that they need.
_SYSTEM_ROWS: Final[Mapping[str, Mapping[str, str]]] = {
    "watches":  {"client": "r", "handoff": "rw", "attempt": "r", "notice": "rw"},
    "importer": {"client": "rw", "handoff": "rw", "attempt": "r", "notice": "rw", "audit": "w"},
    "sign_in": {"audit": "w"},
}
# fmt: on

PERMISSIONS: Final[Mapping[str, Mapping[str, Relation]]] = {
    permission: {role: widest for role, widest in zip(ROLES, row, strict=True) if widest is not None}
    for permission, row in _TABLE.items()
} | {permission: {STAFF: Relation.ORGANIZATION} for permission in _EVERYBODYS}
ROW_RIGHTS: Final[frozenset[tuple[str, str, str]]] = frozenset(
    (holder, kind, action)
    for kind, row in _ROWS.items()
    for holder, actions in zip(ROLES, row, strict=True)
    for action in actions
) | frozenset(
    (f"system:{part}", kind, action)
    for part, rows in _SYSTEM_ROWS.items()
    for kind, actions in rows.items()
    for action in actions
)


def may(roles: Iterable[str], permission: str) -> bool:
    """Say whether one of the roles is given this permission in any relation; an unknown permission is forbidden."""
    return not PERMISSIONS.get(permission, {}).keys().isdisjoint(roles)


def why_not_by_role(permission: str) -> str:
    """Return the reason code for somebody whose roles do not have a permission at all."""
    only = {"admin": "not_allowed", "supervisor": "needs_a_supervisor"}
    given = list(PERMISSIONS.get(permission, ()))
    return only.get(given[0], "not_your_role") if len(given) == 1 else "not_your_role"


def may_with(roles: Iterable[str], here: Iterable[str], permission: str, relation: Relation) -> bool:
    """Say whether somebody may do this to a handoff: `roles` are all they hold, `here` those in its programs.

    What a role may do in its program counts where the role is held, and in a relation of one's own.
    """
    given = PERMISSIONS.get(permission, {})
    if relation is Relation.FOREIGN:
        return False
    if any(given.get(role) is Relation.ORGANIZATION for role in roles):
        return True
    near = set(roles) if relation is Relation.OWN else set()
    widest = [given[role] for role in near | set(here) if role in given]
    return any(relation <= limit for limit in widest)


def why_not(permission: str) -> str:
    """Return the reason code for somebody who stands too far away for a permission."""
    given = PERMISSIONS.get(permission, {})
    if given.keys() == {"supervisor"}:
        return "needs_a_supervisor"
    holders = {widest for role, widest in given.items() if role != "supervisor"}
    return "not_your_hands" if holders == {Relation.OWN} else "not_yours"
