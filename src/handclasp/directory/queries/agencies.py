"""Services of outside agencies: public, so everybody on the staff sees the same ones."""

from functools import reduce
from operator import or_

from django.db.models import Q

from handclasp.directory.models import Organization, Program
from handclasp.platform.actor import Actor

COLUMNS = ("name", "organization__name", "site__name", "site__address", "needs__name_en", "listing__about")
LISTED = ("active", "temporarily closed")


def find_agencies(actor: Actor, text: str, need: str, limit: int, offset: int = 0) -> list[Program]:
    """Return services of outside agencies by name, of which every word of `text` and the need (a code) is true.

    Organization, site, listing and needs come with them, in a number of queries that does not grow with the rows.
    """
    if actor.organization_id is None and not actor.is_system:
        return []
    rows = Program.objects.filter(organization__is_outside=True, is_active=True, listing__status__in=LISTED)
    for word in text.split()[:6]:
        found = reduce(or_, [Q(**{f"{column}__icontains": word}) for column in COLUMNS])
        rows = rows.filter(pk__in=Program.objects.filter(found).values("pk"))
    if need:
        rows = rows.filter(needs__code=need, needs__organization=None)
    rows = rows.select_related("organization", "site", "listing").prefetch_related("needs")
    return list(rows.order_by("name", "organization__name", "id")[offset : offset + limit])


def are_agencies_known() -> bool:
    """Say whether a directory of outside agencies was ever imported."""
    return Organization.objects.filter(is_outside=True).exists()
