"""A room holds one session, its tablet serves whoever waits there, and what a client says there is kept."""

import pytest
from tests import in_session
from tests.cast import MINUTE, NOW, actor, refused, staff
from tests.in_session import ROOM, called_out, main_street, session_of

from handclasp.availability.commands import sessions, waiting
from handclasp.availability.models import RoomTablet, Session
from handclasp.availability.queries.sessions import note_shown_to
from handclasp.availability.queries.tablets import mark_of, pause_in, session_in, tablet_in
from handclasp.directory.models import Site
from handclasp.platform.db import acting
from handclasp.platform.refusals import refusal_for_constraint

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE


def _lake_house() -> int:
    return Site.objects.values_list("pk", flat=True).get(name="Lake House")


def _second_building() -> int:
    home = Site.objects.get(name="Main Street")
    return Site.objects.create(organization_id=home.organization_id, name="Court Street").pk


def test_nobody_begins_a_session_in_a_room_where_somebody_else_has_one() -> None:
    token = in_session.a_tablet()
    called_out("imani")
    with refused("room_in_session"):
        in_session.in_session("tomas", room="office 2", now=SOON)
    tablet = RoomTablet.objects.get()
    paused = pause_in(tablet, SOON)
    assert paused is not None
    assert paused.staff_id == staff("imani")
    assert waiting.show_note(token, "My sister called.", SOON)
    with acting(actor("imani"), SOON, "session:keep"):
        assert note_shown_to(actor("imani"), session_of("imani").pk) is not None


def test_what_a_page_of_the_session_before_sends_does_nothing_to_the_next_one() -> None:
    token = in_session.a_tablet()
    called_out("imani")
    seen = mark_of(RoomTablet.objects.get(), session_of("imani"))
    assert waiting.show_note(token, "My sister called.", SOON, seen)
    sessions.end_session(actor("imani"), SOON)
    in_session.interruptible("tomas", SOON, room=ROOM)
    for press in (waiting.call_back, waiting.take_back_yes):
        with refused("tablet_page_old"):
            press(token, SOON, seen)
    with refused("tablet_page_old"):
        waiting.show_note(token, "x" * 3000, SOON, seen)
    waiting.take_back_yes(token, SOON, mark_of(RoomTablet.objects.get(), session_of("tomas")))
    assert session_of("tomas").client_said_no


def test_next_door_and_after_the_other_has_ended_there_is_room() -> None:
    in_session.in_session("imani")
    assert in_session.in_session("tomas", room="Office 3").room == "Office 3"
    sessions.end_session(actor("imani"), SOON)
    assert in_session.in_session("grace", room=ROOM, now=SOON).room == ROOM


def test_two_without_a_room_are_in_nobodys_way() -> None:
    ends = NOW + 50 * MINUTE
    for key in ("imani", "tomas"):
        sessions.start_session(actor(key), NOW, room="", language="en", ends_at=ends, agreed=None)
    assert Session.objects.filter(ended_at=None).count() == 2


def test_a_visitor_of_another_building_says_where_they_are() -> None:
    in_session.a_tablet()
    ends, there = NOW + 50 * MINUTE, _second_building()
    session = sessions.start_session(
        actor("imani"), NOW, room=ROOM, language="en", ends_at=ends, agreed=True, site_id=there
    )
    assert session.site_id == there
    assert tablet_in(session) is None
    assert session_in(RoomTablet.objects.get()) is None
    with refused("unknown_choice"):
        sessions.start_session(
            actor("tomas"), NOW, room=ROOM, language="en", ends_at=ends, agreed=True, site_id=_lake_house()
        )


@pytest.mark.parametrize("agreed", [None, True, False])
def test_a_no_that_the_client_presses_is_not_turned_into_a_yes(agreed: bool | None) -> None:
    token = in_session.a_tablet()
    in_session.in_session("imani", agreed=agreed)
    waiting.take_back_yes(token, SOON)
    row = session_of("imani")
    assert (row.agreed, row.withdrawn_at) == ((True, SOON) if agreed else (False, None))
    assert row.told_at is not None
    with refused("session_client_said_no"):
        sessions.note_answer(actor("imani"), True, SOON + MINUTE)
    sessions.note_answer(actor("imani"), False, SOON + MINUTE)
    waiting.take_back_yes(token, SOON + 2 * MINUTE)
    assert session_of("imani").client_said_no
    sessions.end_session(actor("imani"), SOON + 3 * MINUTE)
    assert in_session.in_session("imani", now=SOON + 4 * MINUTE).client_said_no is False


def test_the_database_keeps_a_clients_own_no() -> None:
    token = in_session.a_tablet()
    in_session.in_session("imani")
    waiting.take_back_yes(token, SOON)
    assert refusal_for_constraint("clients_own_no_stands") == "session_client_said_no"
    with refused("session_client_said_no"), acting(actor("imani"), SOON, "session:keep"):
        Session.objects.filter(staff_id=staff("imani")).update(client_said_no=False, withdrawn_at=None)


@pytest.mark.parametrize(
    ("on_the_tablet", "in_the_session"), [("ΑΊΘΟΥΣΑ 2", "ΑΊΘΟΥΣΑ 2"), ("İÇ ODA", "İÇ ODA")]
)
def test_a_room_is_found_by_its_name_in_any_alphabet(on_the_tablet: str, in_the_session: str) -> None:
    in_session.a_tablet(on_the_tablet)
    session = in_session.in_session("imani", room=in_the_session)
    assert tablet_in(session) == RoomTablet.objects.get(site_id=main_street())
    assert session_in(RoomTablet.objects.get(site_id=main_street())) == session
