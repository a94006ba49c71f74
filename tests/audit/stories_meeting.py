"""Stories that end in something about where people meet."""

from collections.abc import Callable
from typing import Any

from handclasp.directory.commands import meetings
from handclasp.directory.models import Office
from handclasp.handoffs.commands import video
from tests.by_video import LINK, PATTERN, by_video
from tests.cast import MINUTE, NOW, actor, staff

SOON = NOW + 5 * MINUTE


def _by_phone() -> tuple[Any, ...]:
    handoff = by_video()
    video.change_to_phone(actor("imani"), handoff.pk, "no_sound", NOW + MINUTE)
    return "wes", handoff.pk, SOON


def _admin() -> str:
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    return "dana"


MEETINGS: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    video.use_link: lambda: ("wes", by_video().pk, LINK, "", SOON),
    video.change_to_phone: lambda: ("imani", by_video().pk, "no_sound", SOON),
    video.back_to_video: _by_phone,
    video.name_alternate: lambda: ("wes", by_video().pk, "Bea", "312 555 0188", SOON),
    meetings.set_meeting_platform: lambda: (_admin(), SOON, "jitsi", PATTERN, ""),
    meetings.keep_meeting_link: lambda: ("imani", SOON, LINK, ""),
    meetings.record_link_check: lambda: ("imani", SOON, "Firefox on Linux", {"said": {"opens": True}}),
}
