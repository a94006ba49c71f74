"""A room's tablet serves one client after the other: a page of the one before does nothing to the next one."""

import pytest
from django.test import Client

from handclasp.availability.commands import sessions
from handclasp.platform.clock import wall_now as now
from handclasp.web.tablet.cookie import NAME
from tests import in_session
from tests.cast import MINUTE, actor
from tests.in_session import ROOM, called_out, pause_of, session_of
from tests.web.introducing import as_, open_clinic
from tests.web.tablets import mark, press


@pytest.fixture(autouse=True)
def clinic(db_clone: str) -> None:
    open_clinic()


def test_what_was_pressed_on_the_page_of_the_client_before_does_nothing_to_the_next_one() -> None:
    room = Client()
    room.cookies[NAME] = in_session.a_tablet(now=now())
    called_out("imani", now=now() - 9 * MINUTE)
    paused, minded = mark(room), mark(room, "/tablet/mind/")
    sessions.come_back(actor("imani"), now() - 8 * MINUTE)
    sessions.end_session(actor("imani"), now() - 7 * MINUTE)
    in_session.interruptible("tomas", now() - 6 * MINUTE, room=ROOM)
    called_out("tomas", "ana", now=now())
    for what, seen in (
        ("show", paused),
        ("back", paused),
        ("mind", minded),
        ("mind", ""),
        ("show", "\u00e9" * 40),
    ):
        answer = room.post(f"/tablet/{what}/", {"mark": seen, "note": "SECRET " * 400})
        assert "That page was from before" in room.get(answer.headers["Location"]).text, what
    assert "SECRET" not in as_("tomas").get("/session/").text
    assert (session_of("tomas").client_said_no, pause_of("tomas").called_at) == (False, None)
    press(room, "show", note="This is mine.")
    assert "This is mine." in as_("tomas").get("/session/").text


def test_a_change_of_mind_counts_for_the_session_in_which_the_page_was_opened() -> None:
    room = Client()
    room.cookies[NAME] = in_session.a_tablet(now=now())
    in_session.interruptible("imani", now() - 9 * MINUTE)
    seen = mark(room, "/tablet/mind/")
    sessions.end_session(actor("imani"), now() - 7 * MINUTE)
    in_session.interruptible("tomas", now() - 6 * MINUTE, room=ROOM)
    answer = room.post("/tablet/mind/", {"mark": seen})
    assert "That page was from before" in room.get(answer.headers["Location"]).text
    assert session_of("tomas").client_said_no is False
