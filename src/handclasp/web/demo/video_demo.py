"""How the demo's people meet by video: a platform that makes a room for each introduction, tried by two of them."""

from datetime import timedelta

from handclasp.directory.commands.meetings import record_link_check, set_meeting_platform
from handclasp.domain.meeting_words import CHECKLIST
from handclasp.web.demo.stage import Stage

PATTERN = "https://meet.fernhollow.example/{room}"
DIAL_IN = "541-555-0190, 48 15 16#"


def set_up_video(stage: Stage) -> None:
    """Let Fernhollow meet by video; Grace is ready, and Tomas found that he hears nobody."""
    set_meeting_platform(stage.actor("priya"), stage.now - timedelta(days=50), "jitsi", PATTERN, DIAL_IN)
    then = stage.now - timedelta(days=6)
    all_works = dict.fromkeys(CHECKLIST, True)
    record_link_check(stage.actor("grace"), then, "Firefox on Windows", all_works)
    record_link_check(stage.actor("tomas"), then, "Safari on an iPad", all_works | {"sound": False})
