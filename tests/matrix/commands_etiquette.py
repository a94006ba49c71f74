"""What the commands about sessions, questions and rooms' tablets need to be tried."""

from collections.abc import Callable
from typing import Any

from tests import in_session
from tests.cast import MINUTE, NOW

ENDS = NOW + 80 * MINUTE
HERE = {"site_id": lambda w, a: in_session.main_street(), "room": "Office 2"}


def etiquette_commands(make: Callable[..., Any], about: str) -> dict[str, Any]:
    """Return them, each made by `make`: a permission, what decides beside the role, then what is given."""
    keep, pair = "session:keep", "tablet:pair"
    return {
        "availability.sessions.start_session": make(
            keep, about, room="Office 2", language="en", ends_at=ENDS, agreed=True
        ),
        "availability.sessions.note_answer": make(keep, about, agreed=False),
        "availability.sessions.come_back": make(keep, about),
        "handoffs.calling.return_to_session": make(keep, about),
        "availability.sessions.end_session": make(keep, about, then="open"),
        "availability.questions.set_questions": make(keep, about, language="en", asked=[("Why?", True)]),
        "availability.tablets.offer_code": make(pair, about, **HERE),
        "availability.tablets.connect_here": make(pair, about, **HERE),
        "availability.tablets.disconnect": make(pair, about, tablet_id=1),
        "directory.etiquette.offer_interruptions": make(keep, about, may_be=True, a_day=1),
    }
