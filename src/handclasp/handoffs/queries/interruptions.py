"""For whoever has an introduction open: the session that its receiver left, told without anything about its client."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.queries.sessions import pause_of
from handclasp.directory.queries import short_name
from handclasp.domain.lifecycle import State
from handclasp.handoffs.models import Ring
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class Interruption:
    """The pause of the receiver's own session."""

    first: str
    began_at: datetime
    back_by: datetime
    ended_at: datetime | None
    ended_by: str


def interruption_of(actor: Actor, handoff_id: int) -> list[Interruption] | None:
    """Return the pause for which the receiver left a session, while the introduction goes on: none or one.

    None where the actor does not see the handoff.
    """
    found = opened(actor, handoff_id, "receiver", field="handoff.need")
    if found is None:
        return None
    handoff = found[0]
    if handoff.state not in {State.COMING, State.SHARED} or handoff.introduction_ended_at is not None:
        return []
    rings = Ring.objects.select_related("staff").filter(call__handoff=handoff, state="accepted")
    ring = rings.exclude(interrupts=None).filter(staff=handoff.receiver_id).order_by("-pk").first()
    pause = pause_of(ring.interrupts_id) if ring and ring.interrupts_id else None
    if ring is None or pause is None:
        return []
    name = short_name(ring.staff)
    return [Interruption(name, pause.began_at, pause.back_by, pause.ended_at, pause.ended_by)]
