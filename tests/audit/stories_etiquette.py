"""Stories that end in somebody keeping a session, or connecting a room's tablet."""

from collections.abc import Callable
from functools import partial
from typing import Any

from handclasp.availability.commands import questions, sessions, tablets
from handclasp.availability.models import RoomTablet
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.handoffs.commands import calling
from tests import in_session
from tests.cast import MINUTE, NOW

SOON = NOW + 5 * MINUTE
ROOM = in_session.ROOM


def _in_session(*given: Any) -> tuple[Any, ...]:
    in_session.in_session("imani")
    return ("imani", *given)


def _called_out() -> tuple[Any, ...]:
    in_session.called_out("imani")
    return ("imani", SOON)


def _connected() -> tuple[Any, ...]:
    in_session.a_tablet()
    return ("bea", RoomTablet.objects.latest("pk").pk, SOON)


START: dict[str, Any] = {"room": ROOM, "language": "en", "ends_at": NOW + 50 * MINUTE, "agreed": True}
ETIQUETTE: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    sessions.start_session: lambda: ("imani", SOON, START),
    sessions.note_answer: partial(_in_session, False, SOON),
    sessions.come_back: _called_out,
    calling.return_to_session: _called_out,
    sessions.end_session: partial(_in_session, SOON),
    questions.set_questions: lambda: ("imani", "en", [("What helped?", True)], SOON),
    tablets.offer_code: lambda: ("bea", in_session.main_street(), ROOM, SOON),
    tablets.connect_here: lambda: ("bea", in_session.main_street(), ROOM, SOON),
    tablets.disconnect: _connected,
    offer_interruptions: lambda: ("imani", SOON, {"may_be": True, "a_day": 1}),
}
