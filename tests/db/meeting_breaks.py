"""What breaks the rules about where people meet by video or phone."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import Organization, Staff
from handclasp.handoffs.models import Meeting
from tests.cast import NOW, of, staff

LINK = "https://meet.example.org/5f0c9b"


def a_meeting(**changes: object) -> Meeting:
    """Open a meeting for Joy's introduction, with some columns changed."""
    usual = {
        "kind": "generated",
        "platform": "jitsi",
        "link": LINK,
        "opened_at": NOW,
        "setting_before": "video",
    }
    return Meeting.objects.create(handoff=of("joy"), opened_by_id=staff("wes"), **(usual | changes))


MEETINGS: Final[dict[str, Callable[[], object]]] = {
    "meeting_pattern_belongs_to_a_platform": lambda: Organization.objects.update(meeting_pattern=LINK),
    "meeting_link_is_a_web_address": lambda: Staff.objects.update(meeting_link="javascript:alert(1)"),
    "link_check_has_a_time": lambda: Staff.objects.update(link_checked_on="Firefox on Linux"),
    "meeting_has_a_link_or_is_a_phone_call": lambda: a_meeting(kind="phone"),
    "meeting_that_does_not_work_says_why": lambda: a_meeting(failed_at=NOW),
    "handoff_has_one_open_meeting": lambda: (a_meeting(), a_meeting()),
}
