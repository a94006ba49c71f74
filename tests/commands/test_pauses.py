"""A pause of a session: when it may begin, what being back means, and what is left of it when the session ends."""

from datetime import UTC, datetime

import pytest
from tests import cast, in_session
from tests.cast import MINUTE, NOW, actor, refused, ring_of, staff
from tests.in_session import called_out, may_be_interrupted, pause_of, session_of

from handclasp.availability.commands import sessions, waiting
from handclasp.availability.models import Pause, ShownNote
from handclasp.availability.queries.sessions import interruptions_today
from handclasp.handoffs.commands import calling, meeting
from handclasp.handoffs.models import Notice, Ring
from handclasp.platform.db import acting

pytestmark = pytest.mark.usefixtures("clinic_rollback")


def test_whoever_is_back_before_they_met_the_other_client_does_not_come_any_more() -> None:
    handoff = called_out("imani")
    calling.return_to_session(actor("imani"), NOW + 2 * MINUTE)
    assert (cast.fresh(handoff).state, cast.fresh(handoff).receiver_id) == ("seeking", None)
    assert (ring_of(handoff, "imani").state, ring_of(handoff, "imani").reason) == ("withdrawn", "with_client")
    assert (pause_of("imani").ended_by, session_of("imani").given_back) == ("clinician", 2 * MINUTE)
    assert Notice.objects.filter(handoff=handoff, staff=staff("wes"), kind="receiver_withdrew").exists()
    rung = Ring.objects.filter(call__handoff=handoff, state="ringing").values_list("staff_id", flat=True)
    assert rung
    assert staff("imani") not in rung
    calling.return_to_session(actor("imani"), NOW + 3 * MINUTE)
    assert session_of("imani").given_back == 2 * MINUTE


def test_whoever_is_back_after_they_met_stays_the_next_hand() -> None:
    handoff = called_out("imani")
    meeting.mark_everyone_present(actor("imani"), handoff.pk, NOW + 3 * MINUTE)
    calling.return_to_session(actor("imani"), NOW + 7 * MINUTE)
    assert (cast.fresh(handoff).state, session_of("imani").given_back) == ("shared", 7 * MINUTE)


def test_the_autumn_day_of_25_hours_counts_as_one_day() -> None:
    late = datetime(
        2026, 11, 2, 5, 30, tzinfo=UTC
    )  # 23:30 of November 1 in Chicago, the 25th hour of that day
    called_out("imani", now=late)
    assert interruptions_today(staff("imani"), late + 5 * MINUTE).taken == 1


def test_what_the_client_showed_is_erased_with_the_session() -> None:
    token = in_session.a_tablet()
    called_out("imani")
    waiting.show_note(token, "My sister called me.", NOW)
    with acting(actor("imani"), NOW, "session:keep"):
        assert ShownNote.objects.count() == 1
    sessions.end_session(actor("imani"), NOW + MINUTE)
    with acting(actor("imani"), NOW + MINUTE, "session:keep"):
        assert not ShownNote.objects.exists()


def test_nobody_is_called_out_before_their_client_was_told() -> None:
    may_be_interrupted("imani")
    session = in_session.in_session("imani", agreed=None)
    sessions.note_answer(actor("imani"), True, NOW + 5 * MINUTE)
    with refused("session_client_no"), acting(actor("imani"), NOW + MINUTE, "session:keep"):
        Pause.objects.create(
            session=session, staff_id=staff("imani"), began_at=NOW + MINUTE, back_by=NOW + 11 * MINUTE
        )


def test_a_yes_after_the_pause_does_not_date_the_yes_before_it_anew() -> None:
    called_out("imani")
    told = session_of("imani").told_at
    sessions.come_back(actor("imani"), NOW + 5 * MINUTE)
    sessions.note_answer(actor("imani"), False, NOW + 6 * MINUTE)
    sessions.note_answer(actor("imani"), True, NOW + 7 * MINUTE)
    after = session_of("imani")
    assert (after.told_at, after.agreed, after.withdrawn_at) == (told, True, None)
    assert told < in_session.pause_of("imani").began_at


def test_a_session_never_ends_before_it_began_whatever_the_clock_says() -> None:
    in_session.in_session("imani")
    sessions.end_session(actor("imani"), NOW - MINUTE)
    assert session_of("imani").ended_at == NOW
