"""After "not today" or "another day"."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.clients.queries import display_name
from handclasp.domain.lifecycle import State
from handclasp.handoffs.queries import visible
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class AnsweredPage:
    """What was recorded."""

    handoff_id: int
    client_id: int
    client: str
    need: str
    is_no: bool
    at: datetime
    en: str
    es: str


THANKS = {
    True: ("“Thank you for telling me. If you change your mind, you only have to say so.”",
           "«Gracias por decírmelo. Si cambia de opinión, solo tiene que decirlo.»"),
    False: ("“Good. We will find a day that suits you.”", "«Bien. Vamos a buscar un día que le convenga.»"),
}  # fmt: skip


def answered_page(actor: Actor, handoff_id: int) -> AnsweredPage | None:
    """Return the page, or None where there is no such answer for the actor to see."""
    unsent = visible(actor).filter(pk=handoff_id, state__in=[State.DECLINED, State.NOT_NOW])
    found = opened(actor, handoff_id, field="handoff.need") if unsent.exists() else None
    if found is None:
        return None
    handoff, _ = found
    is_no = handoff.state == State.DECLINED
    en, es = THANKS[is_no]
    return AnsweredPage(
        handoff.pk, handoff.client_id, display_name(handoff.client), handoff.need.name_en, is_no,
        handoff.answered_at, en, es,
    )  # fmt: skip
