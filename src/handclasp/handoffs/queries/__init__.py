"""Every read of handoffs, narrowed to the actor."""

from collections.abc import Iterable

from django.db.models import QuerySet

from handclasp.directory.queries import narrowed
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor


def visible(actor: Actor) -> QuerySet[Handoff]:
    """Return the handoffs somebody may see: their organization’s, where every client’s record is open to them too."""
    return narrowed(Handoff.objects.all(), actor)


def handoffs_visible_to(actor: Actor, handoff_ids: Iterable[int]) -> set[int]:
    """Return which of these handoffs the actor may see and follow."""
    return set(visible(actor).filter(pk__in=set(handoff_ids)).values_list("pk", flat=True))
