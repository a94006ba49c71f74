"""What the commands about talk need to be tried."""

from collections.abc import Callable
from typing import Any


def talk_commands(handoff: Callable[..., Any]) -> dict[str, Any]:
    """Return them, each made by `handoff`: a permission, then what is given beside the handoff's number."""
    return {
        "handoffs.talking.say": handoff("message:write", kind="own", body="She waits"),
        "handoffs.talking.note_read": handoff("message:read"),
    }
