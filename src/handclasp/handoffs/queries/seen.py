"""How much of a handoff its reader is given: the rest is emptied here, before any page is made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from handclasp.clients.queries import without
from handclasp.directory.models import Need
from handclasp.domain.minimum import fields_seen
from handclasp.domain.permissions import Relation, may_with
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.queries import visible
from handclasp.handoffs.queries.relations import relations
from handclasp.platform import audit
from handclasp.platform.actor import Actor

STANDING: Final = "handoff.standing"
CONTACT: Final = "client.contact"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "handoff.place": ("place",),
    "handoff.reasons": ("drop_reason", "pause_reason", "close_reason", "close_note"),
}


@dataclass(frozen=True)
class Seen:
    """How somebody stands to a handoff, the roles they hold (`here`: in its programs), and the fields they see."""

    relation: Relation
    roles: frozenset[str]
    here: frozenset[str]
    fields: frozenset[str]

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def may(self, permission: str) -> bool:
        """Say whether a permission reaches this handoff."""
        return may_with(self.roles, self.here, permission, self.relation)

    def may_here(self, permission: str) -> bool:
        """Say whether a role held in the handoff’s own programs gives a permission, whoever holds the client."""
        return may_with((), self.here, permission, Relation.PROGRAM)


def opened(
    actor: Actor, handoff_id: int, *parts: str, field: str = STANDING, permission: str = "handoff:read"
) -> tuple[Handoff, Seen] | None:
    """Return a handoff with client, need and `parts`, without what the actor does not see.

    None where it is hidden, or where neither `field` nor `permission` reaches. Whoever is given one has read the
    client’s record: it is noted for the audit.
    """
    handoff = visible(actor).select_related("client", "need", *parts).filter(pk=handoff_id).first()
    if handoff is None:
        return None
    seen = seen_by(actor, [handoff])[handoff.pk]
    if not {"client.name", STANDING, field} <= seen.fields or not seen.may(permission):
        return None
    audit.saw(handoff.client_id, handoff.pk)
    return _emptied(handoff, seen), seen


def seen_by(actor: Actor, handoffs: Iterable[Handoff]) -> dict[int, Seen]:
    """Return for each handoff what the actor sees of it, in one query."""
    rows = list(handoffs)
    found = relations([row.pk for row in rows])
    return {row.pk: _seen(actor, row, found.get(row.pk, "foreign")) for row in rows}


def seen_of_own(actor: Actor) -> Seen:
    """Return what the actor sees of handoffs that are their own, whichever they are."""
    return Seen(Relation.OWN, actor.roles, frozenset(), fields_seen(actor.roles, (), Relation.OWN))


def _seen(actor: Actor, handoff: Handoff, relation: str) -> Seen:
    how = Relation[relation.upper()]
    here = actor.roles_in((handoff.from_program_id, handoff.to_program_id))
    fields = fields_seen(actor.roles, here, how)
    # A "no" is recorded in silence, by one press: it must not be a way to anybody's phone number.
    return Seen(how, actor.roles, here, fields if handoff.answer == "yes" else fields - {CONTACT})


def _emptied(handoff: Handoff, seen: Seen) -> Handoff:
    for field, columns in COLUMNS.items():
        for column in columns if field not in seen else ():
            setattr(handoff, column, "")
    if "handoff.need" not in seen:
        handoff.need = Need()
    without(handoff.client, seen.fields)
    return handoff
