"""Together: everybody present is first contact, and what is said is kept."""

import pytest
from tests import cast
from tests.cast import MINUTE, NOW, actor, refused, staff

from handclasp.handoffs.commands import meeting
from handclasp.handoffs.commands.closing import close_handoff
from handclasp.handoffs.models import Action, Hand, Summary, Watch

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE


def test_everybody_present_is_first_contact_and_both_hands() -> None:
    handoff = cast.coming("marisol", "imani")
    meeting.mark_arrived(actor("imani"), handoff.pk, SOON)
    assert not Hand.objects.filter(side="receiving").exists()
    meeting.mark_everyone_present(actor("imani"), handoff.pk, SOON + MINUTE)
    row = cast.fresh(handoff)
    assert (row.state, row.arrived_at, row.first_contact_at) == ("shared", SOON, SOON + MINUTE)
    assert Hand.objects.get(side="receiving").started_at == SOON + MINUTE
    assert Hand.objects.get(side="sending").ended_at is None
    assert Watch.objects.get(closed_at=None).kind == "plan_visit"
    assert cast.notices("wes", handoff) == ["both_hands"]


def test_only_the_receiver_marks_everybody_present_and_twice_is_once() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_present_yet"):
        meeting.mark_everyone_present(actor("wes"), handoff.pk, SOON)
    meeting.mark_everyone_present(actor("imani"), handoff.pk, SOON)
    meeting.mark_everyone_present(actor("imani"), handoff.pk, SOON + MINUTE)
    assert Hand.objects.filter(side="receiving").count() == 1


def test_nobody_arrives_where_nobody_is_coming() -> None:
    handoff = cast.said_yes("marisol")
    for command in (meeting.mark_arrived, meeting.mark_everyone_present):
        with refused("already_moved_on"):
            command(actor("wes"), handoff.pk, SOON)


def test_words_are_saved_and_a_newer_save_of_somebody_else_is_not_overwritten() -> None:
    handoff = cast.shared("marisol")
    version = meeting.save_words(actor("wes"), handoff.pk, meeting.Words(said="panic at night"), 1, SOON)
    assert version == 2
    same = meeting.save_words(actor("wes"), handoff.pk, meeting.Words(said="panic at night"), 1, SOON)
    assert same == 2
    with refused("stale_summary"):
        meeting.save_words(actor("imani"), handoff.pk, meeting.Words(said="sleep"), 1, SOON)
    assert Summary.objects.get().said == "panic at night"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (meeting.Words(severity="awful"), "unknown_choice"),
        (meeting.Words(said="x" * 10_001), "too_long"),
        (meeting.Words(said="a\x00b"), "text_unreadable"),
        (meeting.Words(said="\ud800"), "text_unreadable"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(words: meeting.Words, reason: str) -> None:
    handoff = cast.shared("marisol")
    with refused(reason):
        meeting.save_words(actor("wes"), handoff.pk, words, 1, SOON)


def test_ten_thousand_letters_emoji_and_right_to_left_are_kept() -> None:
    handoff = cast.shared("marisol")
    said = "🌱שלום" + "x" * 9_995
    meeting.save_words(actor("wes"), handoff.pk, meeting.Words(said=said), 1, SOON)
    assert Summary.objects.get().said == said


def test_the_receiver_reads_back_after_first_contact() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_shared_yet"):
        meeting.read_back(actor("imani"), handoff.pk, "panic", True, SOON)
    meeting.mark_everyone_present(actor("imani"), handoff.pk, SOON)
    with refused("not_the_receiving_side"):
        meeting.read_back(actor("wes"), handoff.pk, "panic", True, SOON)
    meeting.read_back(actor("imani"), handoff.pk, "panic", False, SOON)
    summary = Summary.objects.get()
    assert (summary.read_back_by_id, summary.read_back_matches) == (staff("imani"), False)


def test_a_next_step_has_one_owner_and_is_finished_once() -> None:
    handoff = cast.shared("marisol")
    for _ in range(2):
        meeting.add_action(actor("wes"), handoff.pk, " Send the list ", staff("imani"), None, SOON)
    action = Action.objects.get()
    assert action.what == "Send the list"
    meeting.finish_action(actor("imani"), handoff.pk, action.pk, SOON)
    meeting.finish_action(actor("imani"), handoff.pk, action.pk, SOON + MINUTE)
    assert Action.objects.get().done_at == SOON
    with refused("missing"):
        meeting.add_action(actor("wes"), handoff.pk, "  ", None, None, SOON)
    with refused("unknown_choice"):
        meeting.add_action(actor("wes"), handoff.pk, "Call", staff("lena"), None, SOON)
    with refused("not_found"):
        meeting.finish_action(actor("wes"), handoff.pk, 10**12, SOON)


def test_who_takes_no_part_changes_nothing() -> None:
    handoff = cast.shared("marisol")
    with refused("not_yours"):
        meeting.save_words(actor("tomas"), handoff.pk, meeting.Words(), 1, SOON)
    with refused("not_found"):
        meeting.end_introduction(actor("lena"), handoff.pk, SOON)


def test_what_was_said_stays_as_it_was_once_the_handoff_has_ended() -> None:
    handoff = cast.shared("marisol")
    close_handoff(actor("wes"), handoff.pk, "moved", "", SOON)
    with refused("already_moved_on"):
        meeting.save_words(actor("dana"), handoff.pk, meeting.Words(said="later"), 1, SOON)
    with refused("already_moved_on"):
        meeting.add_action(actor("imani"), handoff.pk, "Call", None, None, SOON)


def test_the_introduction_ends_after_first_contact_and_hands_stay() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_shared_yet"):
        meeting.end_introduction(actor("wes"), handoff.pk, SOON)
    meeting.mark_everyone_present(actor("imani"), handoff.pk, SOON)
    meeting.end_introduction(actor("wes"), handoff.pk, SOON + MINUTE)
    meeting.end_introduction(actor("imani"), handoff.pk, SOON + 2 * MINUTE)
    assert cast.fresh(handoff).introduction_ended_at == SOON + MINUTE
    assert Hand.objects.filter(ended_at=None).count() == 2
