"""The client answers: yes puts them into the sender's hands, no sends nothing anywhere."""

import pytest
from tests import cast
from tests.cast import NOW, actor, refused

from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Program
from handclasp.handoffs.commands.asking import change_need, record_answer
from handclasp.handoffs.commands.calling import withdraw
from handclasp.handoffs.models import Hand, Notice, Ring, Watch

pytestmark = pytest.mark.usefixtures("clinic_rollback")


def test_a_yes_puts_the_client_into_the_senders_hands_with_a_watch() -> None:
    handoff = cast.said_yes("marisol")
    hand = Hand.objects.get(handoff=handoff)
    assert (hand.side, hand.staff_id, hand.started_at) == ("sending", cast.staff("wes"), NOW)
    assert Watch.objects.get(handoff=handoff, closed_at=None).kind == "find_next_hand"


@pytest.mark.parametrize(("answer", "state"), [("no", "declined"), ("not_now", "not_now")])
def test_a_no_is_recorded_and_nothing_is_sent(answer: str, state: str) -> None:
    handoff = cast.said_yes("marisol", answer=answer)
    assert handoff.state == state
    assert not any(model.objects.exists() for model in (Hand, Watch, Notice, Ring))


def test_after_a_no_the_client_may_say_yes_another_day() -> None:
    cast.said_yes("marisol", answer="no")
    assert cast.said_yes("marisol", now=NOW + cast.DAY).state == "seeking"


def test_a_no_that_is_pressed_twice_is_one_answer() -> None:
    first = cast.said_yes("marisol", answer="no")
    assert cast.said_yes("marisol", now=NOW + cast.DAY / (24 * 60 * 4), answer="no") == first
    assert cast.said_yes("marisol", now=NOW + cast.DAY, answer="no") != first


def test_a_second_yes_for_the_same_need_is_refused() -> None:
    cast.said_yes("marisol")
    with refused("already_open"):
        cast.said_yes("marisol")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"answer": "maybe"}, "unknown_choice"),
        ({"urgency": "soon"}, "unknown_choice"),
        ({"setting": "letter"}, "unknown_choice"),
        ({"language": "xx"}, "unknown_choice"),
        ({"need_id": 10**12}, "unknown_choice"),
        ({"place": "x" * 201}, "too_long"),
        ({"client_id": 10**30}, "not_found"),
        ({"from_program_id": -1}, "no_program"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(changes: dict[str, object], reason: str) -> None:
    with refused(reason):
        cast.said_yes("marisol", **changes)


def test_another_organizations_client_is_not_found() -> None:
    with refused("not_found"):
        record_answer(actor("lena"), cast.asked("marisol"), NOW)


def test_somebody_of_another_program_cannot_send_from_here() -> None:
    with refused("no_program"):
        record_answer(actor("imani"), cast.asked("marisol"), NOW)


def test_a_part_2_program_cannot_send_yet() -> None:
    with refused("part2_program"):
        cast.said_yes("marisol", from_program_id=cast.program("Recovery house"))


def test_a_program_without_a_last_rung_cannot_send() -> None:
    Program.objects.filter(name="Family clinic").update(duty=None, supervisor=None)
    with refused("no_last_rung"):
        cast.said_yes("marisol")


def test_a_deceased_client_cannot_be_introduced() -> None:
    Client.objects.filter(source_id="marisol").update(is_deceased=True)
    with refused("client_deceased"):
        cast.said_yes("marisol")


def test_a_program_of_another_organization_is_refused_by_the_database() -> None:
    lakeside = Program.objects.get(name="Lakeside counseling")
    Membership.objects.create(staff_id=cast.staff("wes"), program=lakeside, role="clinician")
    with refused("other_organization"):
        cast.said_yes("marisol", from_program_id=lakeside.pk)


def test_changing_the_need_stops_the_ringing_and_keeps_the_hand() -> None:
    handoff = cast.ringing("marisol")
    change_need(actor("wes"), handoff.pk, cast.need("low_mood"), NOW)
    assert cast.fresh(handoff).need_id == cast.need("low_mood")
    assert not Ring.objects.filter(state="ringing").exists()


def test_the_need_changes_only_by_the_holder_and_before_somebody_comes() -> None:
    handoff = cast.coming("marisol")
    with refused("already_moved_on"):
        change_need(actor("wes"), handoff.pk, cast.need("low_mood"), NOW)
    other = cast.said_yes("ana")
    with refused("not_your_hands"):
        change_need(actor("tomas"), other.pk, cast.need("low_mood"), NOW)
    with refused("not_found"):
        change_need(actor("lena"), other.pk, cast.need("low_mood"), NOW)


def test_while_somebody_is_on_the_way_or_promised_the_same_need_is_not_asked_again() -> None:
    coming = cast.coming("marisol", "imani")
    cast.promised(cast.said_yes("ana"))
    for key in ("marisol", "ana"):
        with refused("already_open"):
            cast.said_yes(key)
    other = cast.said_yes("marisol", need_id=cast.need("low_mood"))
    with refused("already_open"):
        change_need(actor("wes"), other.pk, cast.need("worry"), NOW)
    withdraw(actor("imani"), coming.pk, "leaving", NOW)  # and so whoever cannot come can always say so


def test_once_both_hold_the_same_need_may_go_to_another_program_too() -> None:
    cast.shared("marisol", "imani")
    assert cast.said_yes("marisol").state == "seeking"
