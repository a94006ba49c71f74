"""Changing what would help, while nobody has come."""

from dataclasses import dataclass

from handclasp.clients.queries import display_name
from handclasp.directory.queries import needs
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor
from handclasp.web.introduce.ask_page import Option


@dataclass(frozen=True)
class NeedPage:
    """The needs, with the present one chosen."""

    handoff_id: int
    client: str
    needs: tuple[Option, ...]


def need_page(actor: Actor, handoff_id: int) -> NeedPage | None:
    """Return the page, or None for somebody who may not ask on this client’s behalf."""
    found = opened(actor, handoff_id, field="handoff.need", permission="handoff:call")
    if found is None:
        return None
    handoff, _ = found
    options = tuple(Option(str(n.pk), n.name_en, n.pk == handoff.need_id) for n in needs(actor))
    return NeedPage(handoff.pk, display_name(handoff.client), options)
