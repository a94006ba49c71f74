"""People who are not in one room: the clinic with a platform, and somebody on the way by video."""

from collections.abc import Callable

from handclasp.directory.models import Organization, Site, Staff
from handclasp.handoffs.commands.calling import accept_ring, start_call
from handclasp.handoffs.models import Handoff, Meeting, Ring
from handclasp.platform.db import acting
from tests import cast
from tests.cast import NOW, actor, staff

PATTERN = "https://meet.example.org/{room}"
OWN_LINK = "https://cedarrow.zoom.us/my/imani.c"
LINK = "https://video.example.org/5f0c9b"
DIAL_IN = "312 555 0100, 48 15#"
DESK = "+13125550199"


def with_a_platform(pattern: str = PATTERN, dial_in: str = DIAL_IN) -> None:
    """Let the clinic meet by Jitsi, with a front desk that answers."""
    Organization.objects.filter(name="Cedar Row Health").update(
        meeting_platform="jitsi", meeting_pattern=pattern, meeting_dial_in=dial_in
    )
    Site.objects.filter(name="Main Street").update(phone=DESK)


def with_a_link(key: str, link: str = OWN_LINK, phone: str = "") -> None:
    """Let somebody keep a link of their own, and a phone."""
    Staff.objects.filter(pk=staff(key)).update(meeting_link=link, phone=phone)


def accepted(
    setting: str = "in_person", way: str = "", meanwhile: Callable[[], object] = lambda: None
) -> Handoff:
    """Return a handoff to which Imani is on the way; `way` is how her ring says she comes."""
    handoff = cast.said_yes("marisol", setting=setting, place="Exam room 4")
    start_call(actor("wes"), handoff.pk, 5, NOW, [staff("imani")])
    ring = cast.ring_of(handoff, "imani")
    if way:
        by_way(handoff, "imani", way)
    meanwhile()
    return accept_ring(actor("imani"), ring.pk, NOW)


def by_way(handoff: Handoff, key: str, way: str) -> None:
    """Let somebody's ring say how they come."""
    with acting(actor(key), NOW, "ring:answer"):
        Ring.objects.filter(pk=cast.ring_of(handoff, key).pk).update(way=way)


def by_video(setting: str = "hybrid") -> Handoff:
    """Return a handoff to which Imani is on the way by video, in a room made for it."""
    with_a_platform()
    return accepted(setting)


def meeting(handoff: Handoff) -> Meeting:
    """Return the open meeting of a handoff."""
    return Meeting.objects.get(handoff=handoff, ended_at=None)
