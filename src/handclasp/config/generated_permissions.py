"""The generated page of permissions, in words for whoever answers for privacy."""

from collections.abc import Iterator, Mapping

from handclasp.config.doors import Door, doors
from handclasp.domain.minimum import FIELD_WORDS, FIELDS
from handclasp.domain.permission_words import PERMISSION_WORDS
from handclasp.domain.permissions import PERMISSIONS, ROLE_WORDS, ROLES, ROW_RIGHTS, STAFF, Relation

REACH = {
    Relation.OWN: "own",
    Relation.PROGRAM: "program",
    Relation.ORGANIZATION: "organization",
}
HEAD = """# Who may see and do what

Written from the code. What stands on no line here is forbidden, and what is forbidden answers exactly as if it did
not exist.

The widest reach of each role:

- **own**: handoffs which the person holds or held, asked for, is asked about or was told of, or whose holder the
  person stands in for
- **program**: also handoffs of the programs in which the person holds this role
- **organization**: every handoff of the organization, or anything that belongs to no handoff
- *(empty)*: never

Nobody reaches anything of another organization. Offices (quality director, privacy officer, administrator) are
given for the whole organization and are no clinical roles: an administrator sees no client.
"""
FIELD_HEAD = """
## Which fields of a client and a handoff each role sees

The minimum necessary: a page leaves out what its reader does not need, and the query behind it does too.
"""
ROW_HEAD = """
## What the database itself lets through

Under every page and every command the database narrows each row to whoever acts; who names nobody sees no client. A
right reaches the person's own organization, and for tries, summaries and history only handoffs of the reach *own*
or *program*. The last lines are the parts of the system that act by themselves.
"""
ROW_WORDS = {
    "client": "clients",
    "handoff": "handoffs, hands, calls, visits, promises",
    "attempt": "tries to reach the client",
    "summary": "summaries and next steps",
    "history": "history",
    "notice": "notices",
    "audit": "the audit",
}
PART_WORDS = {
    "system:watches": "the watch over deadlines",
    "system:importer": "the import of files",
    "system:sign_in": "the sign-in",
}
RIGHT_WORDS = {"": "", "r": "reads", "w": "adds", "rw": "reads and writes"}
AUDIT_WORDS = RIGHT_WORDS | {"rw": "reads and adds"}  # nobody changes an entry
DOOR_HEAD = """
## What every address asks for

Whoever is not given the permission in any reach finds nothing there. What is shown, and what is done by pressing,
is narrowed once more to the handoff it is about; a page on which several things can be pressed asks for each of
them by its own permission.
"""


def permissions_page() -> list[str]:
    """Return the lines of the page."""
    return [HEAD.strip(), *_permissions(), FIELD_HEAD, *_fields(), ROW_HEAD, *_rows(), DOOR_HEAD, *_doors()]


def _permissions() -> Iterator[str]:
    yield "\n## What each role may do\n"
    yield from _header("what", "permission", *(ROLE_WORDS[role] for role in ROLES))
    for permission, given in PERMISSIONS.items():
        cells = ["everybody on the staff", *[""] * (len(ROLES) - 1)] if STAFF in given else _reach(given)
        yield _line(PERMISSION_WORDS[permission], f"`{permission}`", *cells)


def _fields() -> Iterator[str]:
    yield from _header("field", *(ROLE_WORDS[role] for role in ROLES))
    for field, given in FIELDS.items():
        yield _line(FIELD_WORDS[field], *_reach(given))


def _rows() -> Iterator[str]:
    yield from _header("who", *ROW_WORDS.values())
    for holder in [*ROLES, *PART_WORDS]:
        yield _line(
            ROLE_WORDS.get(holder) or PART_WORDS[holder], *(_right(holder, kind) for kind in ROW_WORDS)
        )


def _right(holder: str, kind: str) -> str:
    words = AUDIT_WORDS if kind == "audit" else RIGHT_WORDS
    return words["".join(action for action in "rw" if (holder, kind, action) in ROW_RIGHTS)]


def _doors() -> Iterator[str]:
    yield from _header("address", "permission")
    for door in doors():
        yield _line(
            f"`{_address(door)}`", f"`{door.permission}`" if door.permission else "*open to strangers*"
        )


def _address(door: Door) -> str:
    """Return the address with bars that do not end the table's cell."""
    return door.address.replace("|", "\\|")


def _reach(given: Mapping[str, Relation]) -> list[str]:
    return [REACH[given[role]] if role in given else "" for role in ROLES]


def _header(*cells: str) -> Iterator[str]:
    yield _line(*cells)
    yield _line(*["---"] * len(cells))


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
