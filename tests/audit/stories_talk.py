"""Stories that end in something being said, or read."""

from collections.abc import Callable
from typing import Any

from handclasp.handoffs.commands import talking
from tests import cast
from tests.cast import MINUTE, NOW, actor

SOON = NOW + 5 * MINUTE


def _said() -> tuple[Any, ...]:
    handoff = cast.coming()
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", NOW + MINUTE)
    return "wes", handoff.pk, SOON


TALK: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    talking.say: lambda: ("imani", cast.coming().pk, "own", "I bring the leaflet", SOON),
    talking.note_read: _said,
}
