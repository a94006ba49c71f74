"""What rings on somebody's open page, and what came of it in the last two minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from handclasp.domain.lifecycle import State
from handclasp.handoffs.models import Handoff, Ring
from handclasp.platform import audit
from handclasp.platform.actor import Actor

SHOWN_FOR: Final = timedelta(minutes=2)
PARTS: Final = (
    "call__handoff__asked_by", "call__handoff__receiver", "call__handoff__from_program__site", "staff",
)  # fmt: skip


@dataclass(frozen=True)
class Ringing:
    """Everything of one person: the ring to answer, whom they go to, and the calls that ended without them."""

    ring: Ring | None
    coming: Handoff | None
    over: tuple[Ring, ...]


def ringing(actor: Actor, now: datetime) -> Ringing:
    """Return what rings for the actor now; one query for rings, one for whom they are on the way to.

    A ring is the actor’s own: what it needs of the handoff is theirs to see, and neither client nor need comes along.
    """
    if not actor.may("ring:see"):
        return Ringing(None, None, ())
    mine = Ring.objects.select_related(*PARTS).filter(staff_id=actor.person)
    recent = list(
        mine.filter(Q(state="ringing") | Q(rung_at__gte=now - SHOWN_FOR - timedelta(minutes=1)))
        .order_by("-pk")[:5]
    )  # fmt: skip
    ring = next((r for r in recent if r.state == "ringing" and r.expires_at > now), None)
    coming = (
        Handoff.objects.select_related("client", "need", "asked_by", "from_program__site")
        .filter(receiver_id=actor.person, state=State.COMING)
        .first()
    )
    shown = [ring.call.handoff] if ring else []
    audit.saw_all((handoff.client_id, handoff.pk) for handoff in [*shown, *([coming] if coming else [])])
    return Ringing(ring, coming, tuple(r for r in recent if _is_news(r, ring, coming, now)))


def ring_of(actor: Actor, ring_id: int) -> Ring | None:
    """Return a ring of the actor's own, or None."""
    return Ring.objects.select_related(*PARTS).filter(pk=ring_id, staff_id=actor.person).first()


def ended_at(ring: Ring) -> datetime:
    """Return when a ring stopped without an answer of its receiver."""
    over = ring.call.ended_at if ring.state == "stopped" else None
    return over or ring.answered_at or ring.expires_at


def _is_news(ring: Ring, now_ringing: Ring | None, coming: Handoff | None, now: datetime) -> bool:
    """Say whether a ring that is over still needs a word: whoever answers another one has moved on."""
    if now_ringing is not None or coming is not None:
        return False
    if ring.state not in {"stopped", "silent"} and not (ring.state == "ringing" and ring.expires_at <= now):
        return False
    return ended_at(ring) <= now < ended_at(ring) + SHOWN_FOR
