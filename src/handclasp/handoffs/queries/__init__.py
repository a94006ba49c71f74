"""Every read of handoffs, narrowed to the actor."""

from collections.abc import Iterable

from django.db.models import QuerySet

from handclasp.directory.queries import narrowed
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor


def visible(actor: Actor) -> QuerySet[Handoff]:
    """Return the handoffs somebody may see: their organization’s, where their roles let them read any."""
    rows = narrowed(Handoff.objects.all(), actor)
    return rows if actor.is_system or actor.may("handoff:read") else rows.none()


def handoffs_visible_to(actor: Actor, handoff_ids: Iterable[int]) -> set[int]:
    """Return which of these handoffs the actor may see and follow."""
    return set(visible(actor).filter(pk__in=set(handoff_ids)).values_list("pk", flat=True))
