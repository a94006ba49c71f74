"""A session that runs past its time is a session still: nobody is rung out of it as if its client had gone."""

import pytest
from tests import cast, in_session
from tests.cast import MINUTE, NOW, actor, refused, ring_of, staff
from tests.in_session import called_out, interruptible, may_be_interrupted, pause_of, session_of

from handclasp.availability.commands import sessions
from handclasp.availability.models import Pause, Presence
from handclasp.availability.queries.sessions import pauses_of, sessions_now
from handclasp.handoffs.commands import calling

pytestmark = pytest.mark.usefixtures("clinic_rollback")
OVER = NOW + 51 * MINUTE  # a minute after a session that began at NOW was to end


def test_a_clients_no_stands_when_the_session_runs_over() -> None:
    may_be_interrupted("imani")
    in_session.in_session("imani", agreed=False)
    cast.can_come("imani")
    with refused("cannot_ring"):
        cast.ringing("marisol", "imani", now=OVER)


def test_a_session_that_had_its_pause_has_no_second_one_after_its_time() -> None:
    called_out("imani", now=NOW)
    sessions.come_back(actor("imani"), NOW + 2 * MINUTE)
    over = session_of("imani").ends_at + MINUTE
    cast.can_come("imani")
    with refused("cannot_ring"):
        cast.ringing("ana", "imani", now=over)


def test_a_ring_answered_just_after_the_time_is_a_pause_like_any_other() -> None:
    session = interruptible("imani")
    handoff = cast.ringing("marisol", "imani", now=session.ends_at - MINUTE / 3)
    at = session.ends_at + MINUTE / 6
    calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, at)
    assert pause_of("imani").began_at == at
    sessions.come_back(actor("imani"), at + 5 * MINUTE)
    assert session_of("imani").given_back == 5 * MINUTE


def test_with_everybodys_leave_a_session_past_its_time_may_be_paused() -> None:
    session = interruptible("imani")
    cast.can_come("imani")
    handoff = cast.ringing("marisol", "imani", now=OVER)
    assert ring_of(handoff, "imani").interrupts_id == session.pk


def test_half_an_hour_past_its_time_it_counts_no_more() -> None:
    session = in_session.in_session("imani", agreed=False)
    late = session.ends_at + 30 * MINUTE
    assert sessions_now([staff("imani")], late - MINUTE)[staff("imani")].why_not == "session_not_offered"
    assert sessions_now([staff("imani")], late) == {}
    cast.can_come("imani")
    assert ring_of(cast.ringing("marisol", "imani", now=late), "imani").interrupts_id is None


def test_a_forgotten_pause_gives_back_no_time_that_nobody_had() -> None:
    called_out("imani", now=NOW)
    ends = session_of("imani").ends_at
    assert sessions.close_forgotten(ends + 40 * MINUTE) == 1
    session = session_of("imani")
    assert (session.ends_at, session.given_back) == (ends, 0 * MINUTE)
    assert Presence.objects.get(staff_id=staff("imani")).until == ends
    taken = pauses_of(actor("imani"))[0]
    assert (taken.ended_by, taken.given_back) == (Pause.SESSION, 0 * MINUTE)
