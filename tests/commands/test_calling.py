"""Ringing: three at once, the first acceptance wins, silence and a no move on, and pages stop with an answer."""

from datetime import timedelta
from typing import Any

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, ring_of, staff

from handclasp.directory.commands import update_program
from handclasp.directory.models import Office, Staff
from handclasp.handoffs.commands import calling
from handclasp.handoffs.commands.pausing import pause
from handclasp.handoffs.models import Call, Handoff, Ring
from handclasp.handoffs.tasks import sweep

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + MINUTE / 2


def states(handoff: Handoff) -> dict[str, str]:
    """Return the latest ring of everybody who was rung."""
    rings = Ring.objects.filter(call__handoff=handoff).select_related("staff").order_by("pk")
    return {ring.staff.source_id: ring.state for ring in rings}


def test_the_best_three_ring_at_once() -> None:
    handoff = cast.ringing("marisol")
    assert list(states(handoff).values()) == ["ringing"] * 3


def test_whoever_withdrew_is_left_alone() -> None:
    Staff.objects.get(pk=staff("imani")).needs.add(cast.need())  # the best of all for it
    handoff = cast.coming("marisol", "imani")
    calling.withdraw(actor("imani"), handoff.pk, "leaving", SOON)
    assert states(handoff)["imani"] == "withdrawn"


def test_nobody_rings_for_longer_than_the_client_can_wait() -> None:
    handoff = cast.ringing("marisol", "imani", wait=2)
    calling.advance_call(handoff.pk, NOW + 1.5 * MINUTE)  # the first were silent, and half a minute is left
    until = set(
        Ring.objects.filter(call__handoff=handoff, state="ringing").values_list("expires_at", flat=True)
    )
    assert until == {NOW + 2 * MINUTE}


def test_the_first_acceptance_wins_and_everybody_else_stops() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", "grace")
    calling.accept_ring(actor("tomas"), ring_of(handoff, "tomas").pk, SOON)
    assert states(handoff) == {"imani": "stopped", "tomas": "accepted", "grace": "stopped"}
    row = cast.fresh(handoff)
    assert (row.state, row.receiver_id) == ("coming", staff("tomas"))
    with refused("somebody_else_comes"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)


def test_accepting_twice_changes_nothing() -> None:
    handoff = cast.coming("marisol", "imani")
    before = cast.fresh(handoff).version
    calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert cast.fresh(handoff).version == before


def test_acceptance_is_not_contact() -> None:
    handoff = cast.coming("marisol", "imani")
    assert handoff.first_contact_at is None
    assert not handoff.hands.filter(side="receiving").exists()


def test_when_all_decline_the_next_wave_rings_at_once() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", "grace")
    for key in ("imani", "tomas"):
        calling.decline_ring(actor(key), ring_of(handoff, key).pk, "at_capacity", SOON)
    assert "ruben" not in states(handoff)
    calling.decline_ring(actor("grace"), ring_of(handoff, "grace").pk, "leaving", SOON)
    assert states(handoff)["ruben"] == "ringing"


def test_silence_moves_on_by_itself() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", "grace")
    sweep(NOW + MINUTE)
    assert states(handoff) == {"imani": "silent", "tomas": "silent", "grace": "silent", "ruben": "ringing"}
    with refused("ring_over"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, NOW + MINUTE)


def test_an_answer_that_comes_too_late_is_told_so_even_before_the_sweep() -> None:
    handoff = cast.ringing("marisol", "imani")
    with refused("ring_over"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, NOW + MINUTE)


def test_the_call_ends_when_the_client_has_waited_long_enough() -> None:
    handoff = cast.ringing("marisol", wait=2)
    sweep(NOW + 2 * MINUTE)
    assert Call.objects.get(handoff=handoff).outcome == "waited_out"
    with refused("call_over"):
        calling.wait_longer(actor("wes"), handoff.pk, 2, NOW + 2 * MINUTE)


def test_the_call_ends_when_nobody_is_left_to_ask() -> None:
    cast.cannot_come("tomas", "grace", "ruben")
    handoff = cast.ringing("marisol", "imani")
    calling.decline_ring(actor("imani"), ring_of(handoff, "imani").pk, "not_my_field", SOON)
    assert Call.objects.get(handoff=handoff).outcome == "nobody"


def test_in_five_minutes_is_an_offer_that_the_sender_may_take() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", wait=10)
    calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    assert states(handoff)["tomas"] == "ringing"
    calling.take_offer(actor("wes"), ring_of(handoff, "imani").pk, SOON)
    row = cast.fresh(handoff)
    assert (row.state, row.receiver_id) == ("coming", staff("imani"))
    assert row.comes_by == SOON + timedelta(minutes=8)
    assert cast.notices("imani", handoff) == ["offer_taken"]


def test_whoever_said_in_five_minutes_rings_again_then() -> None:
    cast.cannot_come("tomas", "grace", "ruben")
    handoff = cast.ringing("marisol", "imani", wait=10)
    calling.offer_later(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    sweep(SOON + 4 * MINUTE)
    assert states(handoff)["imani"] == "later"
    sweep(SOON + 5 * MINUTE)
    assert states(handoff)["imani"] == "ringing"


def test_only_a_standing_offer_can_be_taken_and_only_by_the_sender() -> None:
    handoff = cast.ringing("marisol", "imani")
    with refused("no_offer"):
        calling.take_offer(actor("wes"), ring_of(handoff, "imani").pk, SOON)
    with refused("not_your_hands"):
        calling.take_offer(actor("tomas"), ring_of(handoff, "imani").pk, SOON)


def test_an_answer_is_given_once() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas")
    ring = ring_of(handoff, "imani").pk
    calling.decline_ring(actor("imani"), ring, "leaving", SOON)
    calling.decline_ring(actor("imani"), ring, "leaving", SOON)
    with refused("ring_answered"):
        calling.accept_ring(actor("imani"), ring, SOON)
    with refused("unknown_choice"):
        calling.decline_ring(actor("tomas"), ring_of(handoff, "tomas").pk, "bored", SOON)


def test_nobody_answers_for_somebody_else() -> None:
    handoff = cast.ringing("marisol", "imani")
    for key in ("tomas", "lena"):
        with refused("not_found"):
            calling.accept_ring(actor(key), ring_of(handoff, "imani").pk, SOON)


def test_stopping_stops_every_page_and_twice_is_once() -> None:
    handoff = cast.ringing("marisol", "imani", "tomas")
    calling.stop_call(actor("wes"), handoff.pk, SOON)
    calling.stop_call(actor("wes"), handoff.pk, SOON)
    assert set(states(handoff).values()) == {"stopped"}
    with refused("call_over"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    with refused("not_your_hands"):
        calling.stop_call(actor("imani"), handoff.pk, SOON)


def test_the_clock_moves_on_by_what_was_offered() -> None:
    handoff = cast.ringing("marisol", wait=2)
    calling.wait_longer(actor("wes"), handoff.pk, 5, SOON)
    assert Call.objects.get(handoff=handoff).waits_until == NOW + 7 * MINUTE
    for command in (calling.wait_longer, calling.start_call):
        with refused("wait_not_offered"):
            command(actor("wes"), handoff.pk, 3, SOON)


def test_a_call_starts_only_by_the_holder_once_and_while_seeking() -> None:
    handoff = cast.said_yes("marisol")
    with refused("not_your_hands"):
        calling.start_call(actor("imani"), handoff.pk, 2, NOW)
    calling.start_call(actor("wes"), handoff.pk, 2, NOW)
    with refused("already_calling"):
        calling.start_call(actor("wes"), handoff.pk, 2, NOW)
    coming = cast.coming("ana", "ruben")
    with refused("already_moved_on"):
        calling.start_call(actor("wes"), coming.pk, 2, NOW)


def test_nobody_rings_while_the_client_is_paused() -> None:
    handoff = cast.said_yes("marisol")
    pause(actor("wes"), handoff.pk, "travel", NOW + 2 * DAY, NOW)
    with refused("paused"):
        calling.start_call(actor("wes"), handoff.pk, 2, NOW)


def test_when_nobody_can_come_the_sender_is_told_at_once() -> None:
    cast.cannot_come(*cast.RECEIVERS)
    with refused("nobody_to_ring"):
        cast.ringing("marisol")
    assert not Call.objects.exists()


def test_people_who_cannot_come_are_not_rung() -> None:
    Staff.objects.filter(source_id="tomas").update(away_from=NOW.date())
    cast.cannot_come("grace")
    handoff = cast.ringing("marisol")
    assert set(states(handoff)) == {"imani", "ruben"}
    other = cast.said_yes("ana")
    with refused("nobody_to_ring"):
        calling.start_call(actor("wes"), other.pk, 2, NOW, [staff("imani")])


def test_chosen_people_must_be_on_the_list() -> None:
    handoff = cast.said_yes("marisol")
    for chosen in ([staff("lena")], [staff("imani"), staff("wes")], [10**12]):
        with refused("cannot_ring"):
            calling.start_call(actor("wes"), handoff.pk, 2, NOW, chosen)
    with refused("too_many_at_once"):
        calling.start_call(actor("wes"), handoff.pk, 2, NOW, [staff(k) for k in cast.RECEIVERS])
    calling.start_call(actor("wes"), handoff.pk, 2, NOW, [staff("imani")] * 3)
    assert states(handoff) == {"imani": "ringing"}


@pytest.mark.parametrize("changes", [{"is_active": False}, {"receives": False}])
def test_a_program_that_was_retired_while_it_rang_receives_nobody(changes: dict[str, Any]) -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", wait=10)
    calling.offer_later(actor("tomas"), ring_of(handoff, "tomas").pk, SOON)
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    update_program(actor("dana"), NOW, cast.program("Counseling"), **changes)
    with refused("program_retired"):
        calling.accept_ring(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    with refused("no_offer"):
        calling.take_offer(actor("wes"), ring_of(handoff, "tomas").pk, SOON)
    row = cast.fresh(handoff)
    assert (row.state, row.to_program_id) == ("seeking", None)


def test_whoever_is_on_the_way_is_not_promised_to_a_second_client() -> None:
    first, second = cast.ringing("marisol", "imani", wait=10), cast.said_yes("ana")
    calling.offer_later(actor("imani"), ring_of(first, "imani").pk, SOON)
    calling.start_call(actor("wes"), second.pk, 5, SOON, [staff("imani")])
    calling.accept_ring(actor("imani"), ring_of(second, "imani").pk, SOON)
    with refused("no_offer"):
        calling.take_offer(actor("wes"), ring_of(first, "imani").pk, SOON)


def test_a_receiver_who_cannot_come_after_all_is_replaced_at_once() -> None:
    handoff = cast.coming("marisol", "imani")
    calling.withdraw(actor("imani"), handoff.pk, "with_client", SOON)
    row = cast.fresh(handoff)
    assert (row.state, row.receiver_id, row.to_program_id) == ("seeking", None, None)
    assert states(handoff)["imani"] == "withdrawn"
    assert list(states(handoff).values()).count("ringing") == 3
    assert cast.notices("wes", handoff) == ["receiver_withdrew"]


def test_only_who_accepted_withdraws_and_with_a_reason() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_yours"):
        calling.withdraw(actor("tomas"), handoff.pk, "leaving", SOON)
    with refused("unknown_choice"):
        calling.withdraw(actor("imani"), handoff.pk, "bored", SOON)
    calling.withdraw(actor("imani"), handoff.pk, "leaving", SOON)
    with refused("already_moved_on"):
        calling.withdraw(actor("imani"), handoff.pk, "leaving", SOON)


def test_the_sender_ends_the_wait_for_somebody_who_does_not_come() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_your_hands"):
        calling.send_back(actor("imani"), handoff.pk, SOON)
    calling.send_back(actor("wes"), handoff.pk, SOON)
    assert cast.notices("imani", handoff) == ["no_longer_needed"]
    with refused("already_moved_on"):
        calling.send_back(actor("wes"), handoff.pk, SOON)
    calling.start_call(actor("wes"), handoff.pk, 2, SOON, [staff("imani")])


def test_a_ring_that_was_shown_is_noted_once() -> None:
    handoff = cast.ringing("marisol", "imani")
    calling.note_seen(actor("imani"), ring_of(handoff, "imani").pk, SOON)
    calling.note_seen(actor("imani"), ring_of(handoff, "imani").pk, SOON + MINUTE)
    assert ring_of(handoff, "imani").seen_at == SOON
