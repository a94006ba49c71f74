"""What everybody in the room sees: who is there, what is said, what is next."""

from dataclasses import dataclass, fields

from handclasp.directory.models import Staff
from handclasp.handoffs import facts
from handclasp.handoffs.models import Action, Handoff, Summary, Visit
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class Texts:
    """The summary's words as they stand, with their version."""

    severity: str = ""
    said: str = ""
    contingency: str = ""
    corrections: str = ""
    priority: str = ""
    small_step: str = ""
    version: int = 1

    @property
    def by_name(self) -> dict[str, str]:
        """Return the words by field, without the version."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "version"}


@dataclass(frozen=True)
class Together:
    """A handoff with its holders, words, next steps and planned visit."""

    handoff: Handoff
    sender: Staff | None
    receiver: Staff | None
    summary: Summary | None
    texts: Texts
    actions: tuple[Action, ...]
    visit: Visit | None
    takes_part: bool


def together(actor: Actor, handoff_id: int) -> Together | None:
    """Return what the people in the room share, or None for somebody to whom what is said there is not open."""
    parts = ("receiver", "asked_by", "from_program__site")
    found = opened(actor, handoff_id, *parts, field="handoff.summary")
    if found is None:
        return None
    handoff = found[0]
    sending, receiving = facts.open_hand(handoff.pk, "sending"), facts.open_hand(handoff.pk, "receiving")
    holders = {hand.staff_id for hand in (sending, receiving) if hand}
    summary = Summary.objects.select_related("read_back_by").filter(handoff=handoff).first()
    return Together(
        handoff=handoff,
        sender=sending.staff if sending else None,
        receiver=receiving.staff if receiving else handoff.receiver,
        summary=summary,
        texts=_texts(summary),
        actions=tuple(handoff.actions.select_related("owner").order_by("added_at", "pk")),
        visit=handoff.visits.filter(state="planned").order_by("starts_at").first(),
        takes_part=actor.staff_id in holders | {handoff.receiver_id}
        or facts.supervises(actor.person, handoff),
    )


def texts_of(actor: Actor, handoff_id: int) -> Texts | None:
    """Return only the words as they stand now, or None for somebody to whom they are not open."""
    if opened(actor, handoff_id, field="handoff.summary") is None:
        return None
    return _texts(Summary.objects.filter(handoff=handoff_id).first())


def _texts(summary: Summary | None) -> Texts:
    if summary is None:
        return Texts()
    return Texts(**{field.name: getattr(summary, field.name) for field in fields(Texts)})
