"""How whoever reads stands to handoffs."""

from collections.abc import Iterable

from django.db import connection

from handclasp.domain.permissions import Relation

RELATIONS = "SELECT id, handoffs_relation(id) FROM unnest(%s::bigint[]) AS id"


def relations(handoff_ids: Iterable[int]) -> dict[int, str]:
    """Return for each handoff how the actor of this transaction stands to it: own, program or organization."""
    wanted = list(handoff_ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(RELATIONS, [wanted])
        found = cursor.fetchall()
    return {pk: Relation(number).name.lower() for pk, number in found if number < Relation.FOREIGN}
