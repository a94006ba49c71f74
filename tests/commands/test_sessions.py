"""Being in a session: its client is asked first, one pause at most, and every second of it is given back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import cast, in_session
from tests.cast import DAY, MINUTE, NOW, actor, refused, ring_of, staff
from tests.in_session import called_out, interruptible, may_be_interrupted, pause_of, session_of

from handclasp.availability.commands import questions, sessions, waiting
from handclasp.availability.models import Pause, Presence, Session
from handclasp.availability.queries.sessions import interruptions_today, pauses_of, sessions_now
from handclasp.availability.queries.tablets import own_questions, questions_for
from handclasp.directory.commands import deactivate_staff
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.directory.models import Program, Staff
from handclasp.domain.etiquette_words import QUESTIONS
from handclasp.handoffs.commands import calling, closing, meeting
from handclasp.handoffs.models import Ring
from handclasp.platform.refusals import refusal_for_constraint

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE / 2
SECOND = timedelta(seconds=1)


def _presence(key: str = "imani") -> Presence:
    return Presence.objects.get(staff_id=staff(key))


def test_a_session_says_with_a_client_until_it_ends() -> None:
    session = in_session.in_session("imani")
    assert (_presence().status, _presence().until) == ("with_client", session.ends_at)
    assert (session.told_at, session.agreed, session.site_id) == (NOW, True, in_session.main_street())


def test_ending_it_offers_open_or_off() -> None:
    in_session.in_session("imani")
    sessions.end_session(actor("imani"), SOON)
    assert _presence().status == "open"
    in_session.in_session("imani", now=SOON)
    sessions.end_session(actor("imani"), SOON + MINUTE, then="off")
    assert _presence().status == "off"
    with refused("session_over"):
        sessions.end_session(actor("imani"), SOON + MINUTE)
    with refused("unknown_choice"):
        sessions.end_session(actor("imani"), SOON + MINUTE, then="dancing")


def test_nobody_is_in_two_sessions() -> None:
    in_session.in_session("imani")
    with refused("session_open"):
        in_session.in_session("imani", now=SOON)


def test_a_session_whose_time_is_over_makes_way_for_the_next() -> None:
    first = in_session.in_session("imani")
    second = in_session.in_session("imani", now=NOW + 51 * MINUTE)
    first.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (NOW + 51 * MINUTE, None)


def test_a_session_has_a_sensible_end() -> None:
    with refused("until_is_past"):
        in_session.in_session("imani", lasts=timedelta(0))
    with refused("until_too_far"):
        in_session.in_session("imani", lasts=timedelta(hours=4, minutes=1))
    with refused("unknown_choice"):
        in_session.in_session("imani", language="tlh")
    with refused("unknown_choice"):
        sessions.start_session(actor("imani"), NOW, room="", language="en", ends_at=None, agreed=None)


def test_a_session_that_nobody_ended_ends_half_an_hour_later() -> None:
    session = in_session.in_session("imani")
    assert sessions.close_forgotten(session.ends_at + 29 * MINUTE) == 0
    assert sessions.close_forgotten(session.ends_at + 30 * MINUTE) == 1
    assert sessions.close_forgotten(session.ends_at + 31 * MINUTE) == 0


def test_the_client_may_change_their_mind_and_back() -> None:
    in_session.in_session("imani", agreed=None)
    sessions.note_answer(actor("imani"), False, SOON)
    assert (session_of().agreed, session_of().told_at) == (False, SOON)
    sessions.note_answer(actor("imani"), True, SOON + MINUTE)
    sessions.note_answer(actor("imani"), False, SOON + 2 * MINUTE)
    row = session_of()
    assert (row.agreed, row.told_at, row.withdrawn_at) == (True, SOON + MINUTE, SOON + 2 * MINUTE)
    sessions.note_answer(actor("imani"), True, SOON + 3 * MINUTE)
    assert session_of().withdrawn_at is None


@pytest.mark.parametrize(
    ("opted_in", "agreed", "reason"),
    [
        (False, True, "session_not_offered"),
        (True, None, "session_client_no"),
        (True, False, "session_client_no"),
    ],
)
def test_without_leave_nobody_rings_into_a_session(opted_in: bool, agreed: bool | None, reason: str) -> None:
    if opted_in:
        may_be_interrupted("imani")
    in_session.in_session("imani", agreed=agreed)
    assert sessions_now([staff("imani")], NOW)[staff("imani")].why_not == reason
    with refused("cannot_ring"):
        cast.ringing("marisol", "imani")


def test_an_opt_in_and_a_yes_let_a_ring_come_in() -> None:
    session = interruptible("imani")
    handoff = cast.ringing("marisol", "imani")
    assert ring_of(handoff, "imani").interrupts_id == session.pk


def test_being_open_says_nothing_about_the_session_one_is_in() -> None:
    in_session.in_session("imani", agreed=False)
    cast.can_come("imani")
    with refused("cannot_ring"):
        cast.ringing("marisol", "imani")


def test_accepting_begins_the_pause_of_ten_minutes() -> None:
    called_out("imani")
    pause = pause_of("imani")
    assert (pause.began_at, pause.back_by, pause.ended_at) == (NOW, NOW + 10 * MINUTE, None)


def test_coming_back_gives_the_whole_time_back() -> None:
    called_out("imani")
    before = session_of("imani").ends_at
    sessions.come_back(actor("imani"), NOW + 4 * MINUTE + SECOND / 3)
    session = session_of("imani")
    assert session.ends_at - before == session.given_back == 4 * MINUTE + SECOND
    assert pause_of("imani").ended_by == "clinician"
    assert _presence().until == session.ends_at
    sessions.come_back(actor("imani"), NOW + 9 * MINUTE)
    assert session_of("imani").given_back == session.given_back


def test_more_than_ten_minutes_are_recorded_and_given_back_too() -> None:
    called_out("imani")
    sessions.come_back(actor("imani"), NOW + 14 * MINUTE)
    assert session_of("imani").given_back == 14 * MINUTE
    taken = pauses_of(actor("imani"))[0]
    assert taken.ended_at is not None
    assert (taken.ended_at > taken.back_by, taken.given_back) == (True, 14 * MINUTE)


def test_a_session_is_interrupted_once() -> None:
    handoff = called_out("imani")
    calling.send_back(actor("wes"), handoff.pk, NOW + MINUTE)
    assert sessions_now([staff("imani")], SOON)[staff("imani")].why_not == "session_interrupted_once"
    with refused("cannot_ring"):
        cast.ringing("ana", "imani", now=NOW + 2 * MINUTE)
    with refused("session_interrupted_once"):
        sessions.begin_pause(session_of("imani").pk, NOW + 2 * MINUTE)


def test_the_day_has_room_for_as_many_as_were_agreed() -> None:
    Program.objects.filter(name="Counseling").update(interruptions_a_day=1)
    handoff = called_out("imani")
    calling.send_back(actor("wes"), handoff.pk, NOW + MINUTE)
    sessions.end_session(actor("imani"), NOW + 2 * MINUTE)
    in_session.in_session("imani", now=NOW + 3 * MINUTE)
    assert sessions_now([staff("imani")], NOW + 4 * MINUTE)[staff("imani")].why_not == "interruptions_used_up"
    with refused("interruptions_used_up"):
        sessions.begin_pause(session_of("imani").pk, NOW + 4 * MINUTE)
    day = interruptions_today(staff("imani"), NOW + 4 * MINUTE)
    assert (day.taken, day.a_day) == (1, 1)
    assert interruptions_today(staff("imani"), NOW + DAY).taken == 0


def test_the_day_is_counted_in_the_time_of_the_site() -> None:
    evening = NOW + timedelta(hours=13, minutes=50)  # 11:50 pm in Chicago, tomorrow in UTC
    called_out("imani", now=evening)
    assert interruptions_today(staff("imani"), evening + 5 * MINUTE).taken == 1
    assert interruptions_today(staff("imani"), evening + 15 * MINUTE).taken == 0
    assert interruptions_today(staff("imani"), NOW).taken == 1


def test_a_client_who_changes_their_mind_meanwhile_is_not_left_alone() -> None:
    interruptible("imani")
    handoff = cast.ringing("marisol", "imani")
    sessions.note_answer(actor("imani"), False, SOON)
    with refused("session_client_no"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert not Pause.objects.exists()
    assert cast.fresh(handoff).state == "seeking"


def test_who_opts_out_meanwhile_stays_in_the_session() -> None:
    interruptible("imani")
    handoff = cast.ringing("marisol", "imani")
    offer_interruptions(actor("imani"), SOON, may_be=False, a_day=2)
    with refused("session_not_offered"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)


def test_in_five_minutes_is_no_answer_in_a_session() -> None:
    interruptible("imani")
    handoff = cast.ringing("marisol", "imani")
    with refused("unknown_choice"):
        calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    calling.decline_ring(actor("imani"), ring_of(handoff, "imani").pk, "with_client", SOON)
    assert not Pause.objects.exists()


def test_in_five_minutes_from_a_page_of_before_the_session_is_no_answer_either() -> None:
    may_be_interrupted("imani")
    handoff = cast.ringing("marisol", "imani")
    in_session.in_session("imani", now=SOON)
    with refused("session_runs"):
        calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert ring_of(handoff, "imani").state == "ringing"


def test_who_goes_into_a_session_while_being_rung_asks_its_client_too() -> None:
    may_be_interrupted("imani")
    handoff = cast.ringing("marisol", "imani")
    in_session.in_session("imani", now=SOON, agreed=False)
    with refused("session_client_no"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    sessions.note_answer(actor("imani"), True, SOON)
    calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert ring_of(handoff, "imani").interrupts_id == session_of("imani").pk == pause_of("imani").session_id


def test_an_offer_is_over_when_its_person_is_in_a_session_that_stays_undisturbed() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas")
    calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    in_session.in_session("imani", now=SOON, agreed=False)
    with refused("no_offer"):
        calling.take_offer(actor("wes"), ring_of(handoff, "imani").pk, SOON)


def test_nobody_is_called_out_of_a_session_by_an_offer_made_before_it_began() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", wait=10)
    calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    interruptible("imani", now=SOON, lasts=MINUTE)
    for moment in (SOON + MINUTE / 2, SOON + 2 * MINUTE):
        with refused("no_offer"):
            calling.take_offer(actor("wes"), ring_of(handoff, "imani").pk, moment)
    assert not Pause.objects.exists()
    assert cast.fresh(handoff).state == "seeking"
    sessions.end_session(actor("imani"), SOON + 3 * MINUTE)
    calling.take_offer(actor("wes"), ring_of(handoff, "imani").pk, SOON + 3 * MINUTE)
    assert cast.fresh(handoff).receiver_id == staff("imani")


def test_a_ring_that_outlives_the_session_is_a_ring_like_any_other() -> None:
    interruptible("imani", lasts=MINUTE / 2)
    handoff = cast.ringing("marisol", "imani")
    sessions.end_session(actor("imani"), SOON)
    calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert cast.fresh(handoff).state == "coming"
    assert not Pause.objects.exists()


def test_whoever_is_not_needed_any_more_goes_back() -> None:
    handoff = called_out("imani")
    calling.send_back(actor("wes"), handoff.pk, NOW + 2 * MINUTE)
    pause = pause_of("imani")
    assert (pause.ended_at, pause.ended_by) == (NOW + 2 * MINUTE, "sender")
    assert session_of("imani").given_back == 2 * MINUTE


def test_whoever_the_client_called_back_is_out_until_they_say_that_they_are_there() -> None:
    token = in_session.a_tablet()
    handoff = called_out("imani")
    waiting.call_back(token, NOW + 2 * MINUTE)
    calling.send_back(actor("wes"), handoff.pk, NOW + 3 * MINUTE)
    assert (pause_of("imani").called_at, pause_of("imani").ended_at) == (NOW + 2 * MINUTE, None)
    sessions.come_back(actor("imani"), NOW + 5 * MINUTE)
    assert (pause_of("imani").ended_by, session_of("imani").given_back) == ("client", 5 * MINUTE)


def test_a_client_who_called_is_not_called_again_by_the_clock() -> None:
    token = in_session.a_tablet()
    called_out("imani")
    waiting.call_back(token, NOW + 2 * MINUTE)
    waiting.call_back(token, NOW + 3 * MINUTE)
    assert pause_of("imani").called_at == NOW + 2 * MINUTE
    sessions.end_session(actor("imani"), NOW + 4 * MINUTE)
    assert (pause_of("imani").ended_by, pause_of("imani").ended_at) == ("session", NOW + 4 * MINUTE)


def test_whoever_cannot_come_after_all_goes_back() -> None:
    handoff = called_out("imani")
    calling.withdraw(actor("imani"), handoff.pk, "with_client", NOW + MINUTE)
    assert pause_of("imani").ended_by == "clinician"


def test_a_promise_instead_and_a_closing_let_whoever_was_coming_go_back() -> None:
    cast.promised(called_out("imani"), "grace", NOW + MINUTE)
    assert pause_of("imani").ended_by == "sender"
    handoff = called_out("tomas", "ana")
    closing.close_handoff(actor("wes"), handoff.pk, "client_choice", "", NOW + MINUTE)
    assert pause_of("tomas").ended_by == "sender"


def test_after_first_contact_the_pause_lasts_until_the_person_is_back() -> None:
    handoff = called_out("imani")
    meeting.mark_everyone_present(actor("imani"), handoff.pk, NOW + 3 * MINUTE)
    meeting.end_introduction(actor("imani"), handoff.pk, NOW + 6 * MINUTE)
    assert pause_of("imani").ended_at is None
    sessions.come_back(actor("imani"), NOW + 7 * MINUTE)
    assert session_of("imani").given_back == 7 * MINUTE
    assert cast.fresh(handoff).state == "shared"


def test_ending_the_session_ends_its_pause() -> None:
    called_out("imani")
    sessions.end_session(actor("imani"), NOW + 3 * MINUTE)
    assert (pause_of("imani").ended_by, pause_of("imani").ended_at) == ("session", NOW + 3 * MINUTE)


def test_who_leaves_the_staff_is_in_no_session() -> None:
    ruben = actor("ruben")
    in_session.in_session("ruben")
    deactivate_staff(cast.DEMO_LOADER, SOON, staff("ruben"))
    assert session_of("ruben").ended_at is not None
    with refused("not_staff"):
        sessions.start_session(ruben, SOON, room="", language="en", ends_at=SOON + MINUTE, agreed=None)


def test_a_ring_is_let_in_by_the_database_or_not_at_all() -> None:
    assert refusal_for_constraint("ring_interrupts_only_with_leave") == "receiver_in_session"
    in_session.in_session("imani", agreed=False)
    handoff = cast.ringing("marisol", "tomas")
    ring = ring_of(handoff, "tomas")
    with cast.acting(actor("wes"), SOON, "handoff:call"):
        calling.stop_call(actor("wes"), handoff.pk, SOON)
    with refused("receiver_in_session"), cast.acting(actor("wes"), SOON, "handoff:call"):
        Ring.objects.create(
            call=ring.call, staff_id=staff("imani"), program_id=ring.program_id, wave=2, slot=1,
            rung_at=SOON, expires_at=SOON + MINUTE,
        )  # fmt: skip


def test_how_often_a_day_is_a_small_number() -> None:
    with refused("interruptions_few"):
        offer_interruptions(actor("imani"), NOW, may_be=True, a_day=11)
    offer_interruptions(actor("imani"), NOW, may_be=True, a_day=0)
    in_session.in_session("imani")
    assert sessions_now([staff("imani")], NOW)[staff("imani")].why_not == "interruptions_used_up"


def test_a_set_of_questions_begins_as_the_houses_and_becomes_ones_own() -> None:
    imani = actor("imani")
    assert [one.text for one in own_questions(imani, "es")] == list(QUESTIONS["es"])
    questions.set_questions(imani, "en", [("  What   helped? ", True), ("", True), ("And then?", False)], NOW)
    assert [(one.text, one.is_on) for one in own_questions(imani, "en")] == [
        ("What helped?", True), ("And then?", False),
    ]  # fmt: skip
    assert questions_for(staff("imani"), "en") == ("What helped?",)
    assert questions_for(staff("imani"), "es") == QUESTIONS["es"]
    assert questions_for(staff("tomas"), "en") == QUESTIONS["en"]


def test_a_set_of_questions_has_an_end() -> None:
    with refused("question_too_long"):
        questions.set_questions(actor("imani"), "en", [("x" * 301, True)], NOW)
    with refused("question_too_long"):
        questions.set_questions(actor("imani"), "en", [("Why?", True)] * 21, NOW)
    with refused("unknown_choice"):
        questions.set_questions(actor("imani"), "tlh", [], NOW)


def test_one_query_knows_the_sessions_of_everybody() -> None:
    for key in ("imani", "tomas", "grace"):
        in_session.in_session(key)
    people = list(Staff.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        assert len(sessions_now(people, NOW)) == 3
    assert len(queries) == 1


def test_the_name_of_a_room_is_tidied() -> None:
    in_session.in_session("imani", room="  Office   2 ")
    assert Session.objects.get().room == "Office 2"
