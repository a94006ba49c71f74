"""Talk among staff: said by those involved, kept for ever, and being late moves the time one is expected."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import cast
from tests.cast import MINUTE, NOW, actor, refused, ring_of, staff

from handclasp.domain.talk import KINDS
from handclasp.handoffs.commands import calling, closing, talking
from handclasp.handoffs.models import Handoff, HistoryEntry, Message, MessageRead
from handclasp.handoffs.queries.talk import talk_about, unread
from handclasp.handoffs.standing import standing
from handclasp.platform.db import acting, reading
from handclasp.platform.refusals import Refusal

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE


def said(handoff: Handoff) -> list[tuple[str, str]]:
    rows = Message.objects.filter(handoff=handoff).order_by("pk").values_list("author__source_id", "body")
    return list(rows)


def watch_due(handoff: Handoff) -> object:
    return handoff.watches.get(closed_at=None).due_at


def test_the_receiver_says_in_her_own_words_that_she_comes() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "own", "  I bring\nthe leaflet ", SOON)
    assert said(handoff) == [("imani", "I bring the leaflet")]


def test_running_late_moves_the_time_and_the_watch_by_two_minutes() -> None:
    handoff = cast.coming("marisol", "imani")
    before, due = handoff.comes_by, watch_due(handoff)
    assert before is not None
    talking.say(actor("imani"), handoff.pk, "running_late", "", SOON)
    handoff = cast.fresh(handoff)
    assert handoff.comes_by == before + 2 * MINUTE
    assert watch_due(handoff) == due + 2 * MINUTE  # type: ignore[operator]
    assert standing(handoff).comes_by == handoff.comes_by


def test_who_is_already_late_is_expected_two_minutes_from_now() -> None:
    handoff = cast.coming("marisol", "imani")
    late = NOW + 20 * MINUTE
    talking.say(actor("imani"), handoff.pk, "running_late", "", late)
    assert cast.fresh(handoff).comes_by == late + 2 * MINUTE


def test_a_watch_is_not_pushed_on_for_ever() -> None:
    handoff = cast.coming("marisol", "imani")
    for minute in range(3):
        talking.say(actor("imani"), handoff.pk, "running_late", "", SOON + minute * MINUTE)
    expected = cast.fresh(handoff).comes_by
    with refused("late_too_often"):
        talking.say(actor("imani"), handoff.pk, "running_late", "", SOON + 4 * MINUTE)
    assert cast.fresh(handoff).comes_by == expected
    assert len(said(handoff)) == 3


def test_the_next_receiver_starts_with_a_clean_slate() -> None:
    handoff = cast.coming("marisol", "imani")
    for minute in range(3):
        talking.say(actor("imani"), handoff.pk, "running_late", "", SOON + minute * MINUTE)
    calling.withdraw(actor("imani"), handoff.pk, "leaving", SOON + 4 * MINUTE)
    ring = next(r for call in handoff.calls.all() for r in call.rings.filter(state="ringing"))
    calling.accept_ring(actor(ring.staff.source_id), ring.pk, SOON + 4 * MINUTE)
    talking.say(actor(ring.staff.source_id), handoff.pk, "running_late", "", SOON + 5 * MINUTE)
    assert said(handoff)[-1][0] == ring.staff.source_id


def test_the_same_button_pressed_twice_was_said_once() -> None:
    handoff = cast.coming("marisol", "imani")
    before = handoff.comes_by
    assert before is not None
    for _ in range(2):
        talking.say(actor("imani"), handoff.pk, "running_late", "", SOON)
    assert cast.fresh(handoff).comes_by == before + 2 * MINUTE
    assert len(said(handoff)) == 1


def test_phrases_are_for_those_to_whom_they_are_offered() -> None:
    handoff = cast.coming("marisol", "imani")
    for key, kind in (("wes", "running_late"), ("imani", "client_leaves_soon"), ("dana", "on_my_way")):
        with refused("already_moved_on"):
            talking.say(actor(key), handoff.pk, kind, "", SOON)
    with refused("unknown_choice"):
        talking.say(actor("wes"), handoff.pk, "shout", "", SOON)
    talking.say(actor("wes"), handoff.pk, "client_leaves_soon", "", SOON)
    talking.say(actor("dana"), handoff.pk, "understood", "", SOON)
    assert len(said(handoff)) == 2


def test_words_that_say_nothing_or_too_much_are_refused() -> None:
    handoff = cast.coming("marisol", "imani")
    for empty in ("", "  \n ", "\u200b\u200d", "\u202e"):
        with refused("message_empty"):
            talking.say(actor("imani"), handoff.pk, "own", empty, SOON)
    for long in ("x" * 501, "x" * 20_000):
        with refused("message_too_long"):
            talking.say(actor("imani"), handoff.pk, "own", long, SOON)
    for damaged in ("a\x00b", "\ud800"):
        with refused("text_unreadable"):
            talking.say(actor("imani"), handoff.pk, "own", damaged, SOON)
    assert said(handoff) == []


@given(text=st.text(max_size=600))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_kept_whole_or_refused_with_a_reason(text: str) -> None:
    handoff = cast.of("marisol") if Handoff.objects.exists() else cast.coming("marisol", "imani")
    before = Message.objects.count()
    refused_by = ""
    try:
        talking.say(actor("imani"), handoff.pk, "own", text, SOON)
    except Refusal as refusal:
        refused_by = refusal.reason
    if refused_by:
        assert refused_by in {"message_empty", "message_too_long", "text_unreadable"}
        assert Message.objects.count() == before
        return
    kept = Message.objects.latest("pk").body
    assert 0 < len(kept) <= 500
    assert not {"\n", "\u202e"} & set(kept)


def test_nobody_outside_speaks_or_reads() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", SOON)
    with refused("not_found"):
        talking.say(actor("lena"), handoff.pk, "own", "hello", SOON)
    with reading(actor("lena")):
        assert talk_about(actor("lena"), handoff.pk) is None
        assert not Message.objects.exists()
    with reading(actor("wes")):
        assert talk_about(actor("wes"), handoff.pk) is not None
    with refused("not_found"):
        talking.note_read(actor("lena"), handoff.pk, SOON)


def test_who_works_in_neither_program_reads_nothing() -> None:
    handoff = cast.said_yes("marisol")
    talking.say(actor("wes"), handoff.pk, "own", "She waits in room 4", SOON)
    with reading(actor("tomas")):  # housing and counseling: nobody has been chosen yet
        assert talk_about(actor("tomas"), handoff.pk) is None
    with refused("not_yours"):
        talking.say(actor("tomas"), handoff.pk, "own", "hello", SOON)
    with refused("not_yours"):
        talking.note_read(actor("tomas"), handoff.pk, SOON)


def test_nothing_new_is_said_after_the_end() -> None:
    handoff = cast.said_yes("marisol")
    talking.say(actor("wes"), handoff.pk, "own", "She waits", SOON)
    closing.close_handoff(actor("wes"), handoff.pk, "client_choice", "", SOON)
    with refused("talk_is_over"):
        talking.say(actor("wes"), handoff.pk, "own", "One more thing", SOON + MINUTE)
    with reading(actor("wes")):
        found = talk_about(actor("wes"), handoff.pk)
    assert found is not None
    assert (found.may_write, found.offered) == (False, ())
    assert [line.words for line in found.lines] == ["She waits"]


def test_what_was_said_is_new_until_it_was_shown() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", SOON)
    talking.say(actor("imani"), handoff.pk, "bring_tablet", "", SOON)
    with reading(actor("wes")):
        assert [(one.count, one.last_by) for one in unread(actor("wes"))] == [(2, "Imani Castellane, LPC")]
        assert unread(actor("imani")) == [] == unread(actor("dana"))
    talking.note_read(actor("wes"), handoff.pk, SOON)
    with reading(actor("wes")):
        assert unread(actor("wes")) == []


def test_reading_again_writes_nothing() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", SOON)
    for _ in range(2):
        talking.note_read(actor("wes"), handoff.pk, SOON)
    assert MessageRead.objects.filter(staff_id=staff("wes")).count() == 1


def test_a_page_that_shows_less_takes_nothing_back() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", SOON)
    talking.note_read(actor("wes"), handoff.pk, SOON)
    mark = MessageRead.objects.get(staff_id=staff("wes"))
    with acting(actor("wes"), SOON, "message:read"):
        talking._read_to(handoff.pk, actor("wes"), mark.read_to - 1)
    assert MessageRead.objects.get(staff_id=staff("wes")).read_to == mark.read_to


def test_who_answers_has_read_what_stood_above() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "on_my_way", "", SOON)
    talking.say(actor("wes"), handoff.pk, "understood", "", SOON)
    with reading(actor("wes")):
        assert unread(actor("wes")) == []
    with reading(actor("imani")):
        assert [one.count for one in unread(actor("imani"))] == [1]


def test_history_says_that_something_was_said_and_not_what() -> None:
    handoff = cast.coming("marisol", "imani")
    talking.say(actor("imani"), handoff.pk, "own", "Her mother waits outside", SOON)
    entry = HistoryEntry.objects.filter(handoff_id=handoff.pk, subject="message").get()
    assert entry.label == "Imani Castellane, LPC"
    assert "mother" not in str(entry.detail)


def test_who_only_rings_has_said_nothing_and_is_told_nothing_on_the_card() -> None:
    handoff = cast.ringing("marisol", "imani")
    talking.say(actor("wes"), handoff.pk, "own", "She waits", SOON)
    with reading(actor("imani")):
        assert unread(actor("imani")) == []
    assert ring_of(handoff, "imani").state == "ringing"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "own"])
def test_every_phrase_is_offered_to_somebody(kind: str) -> None:
    handoff = cast.coming("marisol", "imani")
    offered = set()
    for key in ("wes", "imani"):
        with reading(actor(key)):
            found = talk_about(actor(key), handoff.pk)
        assert found is not None
        offered |= set(found.offered)
    assert kind in offered
