"""What the commands about where people meet need to be tried."""

from collections.abc import Callable
from typing import Any

LINK = "https://meet.example.org/5f0c9b"


def meeting_commands(
    handoff: Callable[..., Any], directory: Callable[..., Any], oneself: str
) -> dict[str, Any]:
    """Return them, made by `handoff` and `directory`: a permission, then what is given beside handoff and time."""
    return {
        "handoffs.video.use_link": handoff("meeting:open", link=LINK, dial_in=""),
        "handoffs.video.change_to_phone": handoff("meeting:open", reason="no_sound"),
        "handoffs.video.back_to_video": handoff("meeting:open"),
        "handoffs.video.name_alternate": handoff("meeting:open", name="", phone=""),
        "directory.meetings.set_meeting_platform": directory(  # always of the own organization
            "directory:change",
            oneself,
            platform="jitsi",
            pattern="https://meet.example.org/{room}",
            dial_in="",
        ),
        "directory.meetings.keep_meeting_link": directory("account:keep", oneself, link=LINK, dial_in=""),
        "directory.meetings.record_link_check": directory(
            "account:keep", oneself, device="Firefox on Linux", said={"opens": True}
        ),
    }
