"""How two people meet who are not in one room, for those who may see where."""

from dataclasses import dataclass

from handclasp.directory.models import Staff
from handclasp.domain.lifecycle import State
from handclasp.domain.meetings import Offer, person_name
from handclasp.handoffs import facts
from handclasp.handoffs.models import Handoff, Meeting
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor

PARTS = ("receiver", "asked_by", "from_program__site__organization")
PLACE = (
    "handoff.place"  # a link and a number are where they meet: for those who see the place, and nobody else
)


@dataclass(frozen=True)
class MeetingFacts:
    """The open meeting, and what somebody may do about it; `failed` is the last one that did not work."""

    handoff: Handoff
    meeting: Meeting | None
    failed: Meeting | None
    sender: Staff
    can_change: bool
    can_video: bool

    @property
    def is_apart(self) -> bool:
        """Say whether somebody comes, or is there, who is not in the room."""
        handoff = self.handoff
        is_on = handoff.state in {State.COMING, State.SHARED} and handoff.introduction_ended_at is None
        return is_on and handoff.setting != "in_person" and handoff.receiver is not None


def meeting_of(actor: Actor, handoff_id: int) -> MeetingFacts | None:
    """Return how they meet, or None for somebody who does not see where; the queries are always as many."""
    found = opened(actor, handoff_id, *PARTS, field=PLACE)
    if found is None:
        return None
    handoff, seen = found
    rows = Meeting.objects.select_related("failed_by").filter(handoff=handoff)
    hand = facts.open_hand(handoff.pk, "sending")
    sender = hand.staff if hand else handoff.asked_by
    return MeetingFacts(
        handoff=handoff,
        meeting=rows.filter(ended_at=None).first(),
        failed=rows.filter(failed_at__isnull=False).order_by("-pk").first(),
        sender=sender,
        can_change=seen.may("meeting:open") and _takes_part(actor, handoff, sender),
        can_video=_offer(handoff).can_video,
    )


def _takes_part(actor: Actor, handoff: Handoff, sender: Staff) -> bool:
    return actor.staff_id in {sender.pk, handoff.receiver_id} or facts.supervises(actor.person, handoff)


def _offer(handoff: Handoff) -> Offer:
    organization, receiver = handoff.from_program.site.organization, handoff.receiver
    link, email = (receiver.meeting_link, receiver.email) if receiver else ("", "")
    return Offer(organization.meeting_platform, organization.meeting_pattern, link, person_name(email))
