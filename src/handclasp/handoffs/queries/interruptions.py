"""For whoever has an introduction open: the session that its receiver left, told without anything about its client."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.models import Pause
from handclasp.availability.queries.sessions import pause_of
from handclasp.directory.queries import short_name
from handclasp.domain.lifecycle import State
from handclasp.handoffs.models import Handoff, Ring
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class Interruption:
    """The pause of the receiver's own session."""

    first: str
    began_at: datetime
    back_by: datetime
    called_at: datetime | None
    ended_at: datetime | None


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
    pause = _pause_for(handoff)
    if pause is None or handoff.receiver is None:
        return []
    name = short_name(handoff.receiver)
    return [Interruption(name, pause.began_at, pause.back_by, pause.called_at, pause.ended_at)]


def called_back_at(handoff: Handoff) -> datetime | None:
    """Return when the receiver of a handoff that the actor sees was asked back into the session they left, or None."""
    pause = _pause_for(handoff)
    return pause.called_at if pause else None


def _pause_for(handoff: Handoff) -> Pause | None:
    rings = Ring.objects.filter(call__handoff=handoff, state="accepted").exclude(interrupts=None)
    ring = rings.filter(staff=handoff.receiver_id).order_by("-pk").first()
    return pause_of(ring.interrupts_id) if ring and ring.interrupts_id else None
