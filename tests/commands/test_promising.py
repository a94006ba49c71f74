"""When nobody can come: a named person, a date, and tries until the client answers."""

from datetime import timedelta

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, ring_of, staff

from handclasp.directory.models import Membership, Program, Site, Staff
from handclasp.handoffs.commands import calling, passing, promising
from handclasp.handoffs.commands.pausing import pause
from handclasp.handoffs.models import Attempt, Hand, Handoff, Notice, Promise, Ring, Watch
from handclasp.platform.db import acting

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE


def attempt(handoff: Handoff, key: str, channel: str, result: str, **more: object) -> None:
    promising.record_attempt(actor(key), handoff.pk, channel, result, "", SOON, **more)  # type: ignore[arg-type]


def test_a_promise_names_who_and_by_when_and_says_why() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    promise = Promise.objects.get(handoff=handoff)
    assert (handoff.state, handoff.tier, handoff.drop_reason) == ("promised", "followup", "nobody_free")
    assert promise.due_at == NOW + 3 * DAY - timedelta(hours=17)  # Friday's closing: the 14th is a Saturday
    assert Watch.objects.get(closed_at=None).kind == "reach_client"
    assert cast.notices("grace", handoff) == ["promised"]


def test_a_promise_stops_the_ringing() -> None:
    handoff = cast.ringing("marisol")
    cast.promised(handoff)
    assert not Ring.objects.filter(state="ringing").exists()


def test_a_promise_ends_the_wait_for_somebody_on_the_way_who_is_told() -> None:
    handoff = cast.coming("marisol", "imani")
    cast.promised(handoff)
    assert cast.notices("imani", handoff) == ["no_longer_needed"]
    assert ring_of(handoff, "imani").state == "stopped"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"channel": "owl"}, "unknown_choice"),
        ({"drop_reason": "rain"}, "unknown_choice"),
        ({"due_at": NOW}, "promise_in_the_past"),
        ({"due_at": NOW + 15 * DAY}, "promise_too_late"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(changes: dict[str, object], reason: str) -> None:
    handoff = cast.said_yes("marisol")
    with refused(reason):
        cast.promised(handoff, **changes)
    assert cast.fresh(handoff).state == "seeking"


def test_only_who_serves_the_need_can_be_named() -> None:
    handoff = cast.said_yes("marisol")
    for key in ("wes", "lena"):
        with refused("receiver_not_eligible"):
            cast.promised(handoff, key)
    Program.objects.filter(name="Counseling").update(duty=None, supervisor=None)
    with refused("no_last_rung"):
        cast.promised(handoff, "imani")


def test_a_part_2_program_cannot_be_promised() -> None:
    house = Program.objects.get(name="Recovery house")
    Program.objects.filter(pk=house.pk).update(receives=True)
    handoff = cast.said_yes("marisol", need_id=cast.need("alcohol_drugs"))
    with refused("part2_program"):
        cast.promised(handoff, "wes", program_id=house.pk)


def test_an_urgent_need_waits_only_with_a_supervisors_name_and_one_business_day() -> None:
    handoff = cast.said_yes("marisol", urgency="urgent")
    with refused("urgent_needs_supervisor"):
        cast.promised(handoff)
    with refused("urgent_needs_supervisor"):
        cast.promised(handoff, backed_by_id=staff("tomas"))
    with refused("urgent_needs_a_day"):
        cast.promised(handoff, backed_by_id=staff("dana"), due_at=NOW + 2 * DAY)
    cast.promised(handoff, backed_by_id=staff("dana"))
    assert Promise.objects.get().due_at == NOW + DAY
    assert cast.notices("dana", handoff) == ["promised"]


def test_days_on_which_the_promising_program_is_closed_do_not_count() -> None:
    handoff = cast.said_yes("marisol")
    Program.objects.filter(name="Counseling").update(
        closed_on=[(NOW + 2 * DAY).date(), (NOW + 3 * DAY).date()]
    )
    cast.promised(handoff)
    assert Promise.objects.get().due_at == NOW + 2 * DAY - timedelta(hours=17)  # Thursday's closing


def test_when_the_senders_house_is_closed_the_others_still_keep_their_promise() -> None:
    handoff = cast.said_yes("marisol")
    sender = Program.objects.select_related("site").get(name="Family clinic")
    elsewhere = Site.objects.create(
        organization=sender.organization, name="Elsewhere", closed_on=[(NOW + 2 * DAY).date()]
    )
    Program.objects.filter(pk=sender.pk).update(site=elsewhere)
    cast.promised(handoff)
    assert Promise.objects.get().due_at == NOW + 3 * DAY - timedelta(hours=17)


def test_an_urgent_need_waits_for_the_next_day_on_which_they_are_there() -> None:
    handoff = cast.said_yes("marisol", urgency="urgent")
    Program.objects.filter(name="Counseling").update(closed_on=[(NOW + DAY).date()])
    with refused("urgent_needs_a_day"):
        cast.promised(handoff, backed_by_id=staff("dana"), due_at=NOW + 3 * DAY)
    cast.promised(handoff, backed_by_id=staff("dana"))
    assert Promise.objects.get().due_at == NOW + 2 * DAY


def test_only_the_holder_promises_and_only_once_and_not_in_a_pause() -> None:
    handoff = cast.said_yes("marisol")
    promised = promising.Promised(staff("grace"), cast.program("Counseling"), "call", "away")
    with refused("not_your_hands"):
        promising.promise_contact(actor("tomas"), handoff.pk, promised, NOW)
    promising.promise_contact(actor("wes"), handoff.pk, promised, NOW)
    with refused("already_moved_on"):
        promising.promise_contact(actor("wes"), handoff.pk, promised, NOW)
    paused = cast.said_yes("ana")
    pause(actor("wes"), paused.pk, "jail", NOW + 2 * DAY, NOW)
    with refused("paused"):
        promising.promise_contact(actor("wes"), paused.pk, promised, NOW)


def test_when_the_client_answers_that_is_first_contact() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    attempt(handoff, "grace", "call", "reached")
    row = cast.fresh(handoff)
    assert (row.state, row.receiver_id, row.first_contact_at) == ("shared", staff("grace"), SOON)
    assert Promise.objects.get().state == "kept"


@pytest.mark.parametrize(
    ("channel", "result"), [("call", "message_left"), ("text", "no_answer"), ("letter", "message_left")]
)
def test_a_voicemail_or_a_text_is_no_contact(channel: str, result: str) -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    attempt(handoff, "grace", channel, result)
    assert cast.fresh(handoff).state == "promised"
    assert not Hand.objects.filter(side="receiving").exists()
    with refused("not_a_two_way_contact"):
        attempt(handoff, "grace", "text", "reached")


def test_first_contact_is_made_by_the_receiving_side() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    with refused("not_the_receiving_side"):
        attempt(handoff, "wes", "call", "reached")
    attempt(handoff, "imani", "call", "reached")  # a colleague of the same program
    assert cast.fresh(handoff).receiver_id == staff("imani")


def test_another_time_moves_the_promise() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    attempt(handoff, "grace", "call", "another_time", again_at=NOW + 4 * DAY)
    assert Promise.objects.get(state="open").due_at == NOW + 4 * DAY
    assert Watch.objects.get(closed_at=None).due_at == NOW + 4 * DAY
    for again_at, reason in (
        (None, "missing"),
        (NOW, "promise_in_the_past"),
        (NOW + 30 * DAY, "promise_too_late"),
    ):
        with refused(reason):
            attempt(handoff, "grace", "call", "another_time", again_at=again_at)


def test_a_try_that_is_sent_twice_is_one_try() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    for _ in range(3):
        attempt(handoff, "grace", "call", "another_time", again_at=NOW + 4 * DAY)
    assert Attempt.objects.count() == 1
    assert Promise.objects.count() == 2
    attempt(handoff, "grace", "call", "no_answer")
    attempt(handoff, "imani", "call", "no_answer")
    assert Attempt.objects.count() == 3


def test_who_belongs_to_neither_program_records_nothing() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    Membership.objects.filter(staff_id=staff("ruben")).delete()
    with refused("not_your_role"):
        attempt(handoff, "ruben", "call", "no_answer")
    Membership.objects.create(staff_id=staff("ruben"), program_id=cast.program("Housing"))
    with refused("not_yours"):
        attempt(handoff, "ruben", "call", "no_answer")
    with refused("unknown_choice"):
        attempt(handoff, "grace", "owl", "no_answer")
    declined = cast.said_yes("ana", answer="no")
    with refused("already_moved_on"):
        attempt(declined, "wes", "call", "no_answer")
    assert not Attempt.objects.exists()


def test_the_front_desk_notes_a_try_and_holds_nobody() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    Membership.objects.filter(staff_id=staff("ruben")).update(role="front_desk")
    attempt(handoff, "ruben", "call", "no_answer")
    with refused("not_the_receiving_side"):
        attempt(handoff, "ruben", "call", "reached")
    with refused("receiver_not_eligible"):
        cast.promised(cast.said_yes("ana"), "ruben")


def test_the_sender_drops_the_promise_to_ring_again_and_open_requests_end() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    asked = passing.ask_colleague(actor("grace"), handoff.pk, "receiving", staff("imani"), "leave", SOON)
    with refused("not_your_hands"):
        promising.seek_again(actor("grace"), handoff.pk, SOON)
    promising.seek_again(actor("wes"), handoff.pk, SOON)
    assert cast.fresh(handoff).state == "seeking"
    assert cast.notices("grace", handoff)[-1] == "no_longer_needed"
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with refused("already_moved_on"):
        promising.seek_again(actor("wes"), handoff.pk, SOON)
    calling.start_call(actor("wes"), handoff.pk, 2, SOON)


def test_a_notice_is_put_away_by_who_was_told() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    notice = Notice.objects.get(staff_id=staff("grace"))
    promising.see_notice(actor("tomas"), notice.pk, SOON)
    assert cast.notices("grace", handoff)
    assert Notice.objects.get(pk=notice.pk).seen_at is None
    promising.see_notice(actor("grace"), notice.pk, SOON)
    assert Notice.objects.get(pk=notice.pk).seen_at == SOON


def test_a_program_whose_last_rungs_are_all_on_leave_is_refused_with_the_reason() -> None:
    handoff = cast.said_yes()
    Staff.objects.filter(pk__in=[staff("grace"), staff("dana")]).update(away_from=NOW.date())
    with refused("last_rung_away"):
        cast.promised(handoff, "imani")


def test_a_last_rung_without_an_account_or_a_number_is_no_last_rung() -> None:
    handoff = cast.said_yes()
    Staff.objects.filter(pk__in=[staff("grace"), staff("dana")]).update(user=None)
    with refused("last_rung_without_a_way"):
        cast.promised(handoff, "imani")


def test_a_named_last_rung_stands_in_when_duty_and_supervisor_are_away() -> None:
    handoff = cast.said_yes()
    Staff.objects.filter(pk__in=[staff("grace"), staff("dana")]).update(away_from=NOW.date())
    Program.objects.filter(name="Counseling").update(last_rung_id=staff("tomas"))
    cast.promised(handoff, "imani")
    assert cast.fresh(handoff).state == "promised"


def test_the_database_lets_nobody_receive_for_a_program_that_nobody_answers_for() -> None:
    handoff = cast.promised(cast.said_yes(), "imani")
    Program.objects.filter(name="Housing").update(duty=None, last_rung=None, supervisor=None)
    with refused("last_rung_needed"), acting(actor("wes"), NOW, "handoff:call"):
        Handoff.objects.filter(pk=handoff.pk).update(to_program_id=cast.program("Housing"))
        cast.at_commit()
