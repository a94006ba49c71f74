"""A side passes on without a hole: by a colleague's acceptance, a supervisor's word, or relief."""

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused, staff

from handclasp.directory.commands import deactivate_staff, go_on_leave
from handclasp.handoffs.commands import passing
from handclasp.handoffs.commands.visits import plan_visit
from handclasp.handoffs.models import Hand, Handoff, Pass, Promise, Visit
from handclasp.platform.actor import DEMO_LOADER

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + 2 * MINUTE


def holder(handoff: Handoff, side: str) -> int | None:
    return (
        Hand.objects.filter(handoff=handoff, side=side, ended_at=None)
        .values_list("staff_id", flat=True)
        .first()
    )


def ask(handoff: Handoff, key: str = "wes", side: str = "sending", taker: str = "bea") -> Pass:
    return passing.ask_colleague(actor(key), handoff.pk, side, staff(taker), "leave", SOON)


def test_the_giver_holds_until_the_colleague_accepts() -> None:
    handoff = cast.said_yes("marisol")
    asked = ask(handoff)
    assert holder(handoff, "sending") == staff("wes")
    assert cast.notices("bea", handoff) == ["pass_asked"]
    passing.accept_pass(actor("bea"), asked.pk, SOON + MINUTE)
    passing.accept_pass(actor("bea"), asked.pk, SOON + MINUTE)
    assert holder(handoff, "sending") == staff("bea")
    first, second = Hand.objects.filter(handoff=handoff).order_by("started_at")
    assert first.ended_at == second.started_at == SOON + MINUTE
    assert cast.notices("wes", handoff) == ["pass_accepted"]


def test_the_receiving_side_takes_its_visits_along() -> None:
    handoff = cast.shared("marisol", "imani")
    plan_visit(actor("imani"), handoff.pk, NOW + DAY, SOON)
    passing.accept_pass(actor("tomas"), ask(handoff, "imani", "receiving", "tomas").pk, SOON)
    row = cast.fresh(handoff)
    assert (row.receiver_id, holder(row, "receiving")) == (staff("tomas"), staff("tomas"))
    assert Visit.objects.get().staff_id == staff("tomas")


def test_a_promise_passes_on_before_first_contact() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    passing.accept_pass(actor("imani"), ask(handoff, "grace", "receiving", "imani").pk, SOON)
    assert Promise.objects.get().staff_id == staff("imani")
    assert holder(handoff, "receiving") is None


@pytest.mark.parametrize(("key", "state"), [("bea", "declined"), ("wes", "withdrawn")])
def test_a_no_leaves_the_hand_where_it_is(key: str, state: str) -> None:
    handoff = cast.said_yes("marisol")
    asked = ask(handoff)
    passing.answer_no(actor(key), asked.pk, SOON)
    passing.answer_no(actor(key), asked.pk, SOON)
    assert Pass.objects.get().state == state
    assert holder(handoff, "sending") == staff("wes")
    with refused("pass_answered"):
        passing.accept_pass(actor("bea"), asked.pk, SOON)
    ask(handoff)


def test_who_may_ask_and_whom() -> None:
    handoff = cast.said_yes("marisol")
    for key, side, taker, reason in (
        ("imani", "sending", "bea", "not_your_hands"),
        ("wes", "sending", "imani", "not_in_the_program"),
        ("wes", "sending", "wes", "already_holds"),
        ("wes", "middle", "bea", "unknown_choice"),
        ("wes", "receiving", "imani", "already_moved_on"),
    ):
        with refused(reason):
            ask(handoff, key, side, taker)
    for words, reason in (("  ", "missing"), ("x" * 10_001, "too_long")):
        with refused(reason):
            passing.ask_colleague(actor("wes"), handoff.pk, "sending", staff("bea"), words, SOON)
    ask(handoff)
    with refused("pass_already_asked"):
        ask(handoff, taker="dana")


def test_only_who_was_asked_accepts_and_only_from_who_still_holds() -> None:
    handoff = cast.said_yes("marisol")
    asked = ask(handoff)
    with refused("not_yours"):
        passing.accept_pass(actor("imani"), asked.pk, SOON)
    with refused("not_yours"):
        passing.answer_no(actor("imani"), asked.pk, SOON)
    with refused("not_found"):
        passing.accept_pass(actor("lena"), asked.pk, SOON)


def test_a_supervisor_assigns_in_one_step_and_all_are_told() -> None:
    handoff = cast.shared("marisol", "imani")
    asked = ask(handoff, "imani", "receiving", "tomas")
    passing.assign(actor("dana"), handoff.pk, "receiving", staff("grace"), "sick", SOON)
    assert holder(handoff, "receiving") == staff("grace")
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert all(cast.notices(key, handoff)[-1] == "assigned" for key in ("imani", "grace", "wes"))
    with refused("needs_a_supervisor"):
        passing.assign(actor("wes"), handoff.pk, "sending", staff("bea"), "sick", SOON)


def test_a_receiver_who_asks_for_relief_holds_until_it_is_confirmed() -> None:
    handoff = cast.shared("marisol", "imani")
    plan_visit(actor("imani"), handoff.pk, NOW + DAY, SOON)
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    assert holder(handoff, "receiving") == staff("imani")
    assert cast.notices("wes", handoff)[-1] == "relief_asked"
    with refused("not_your_hands"):
        passing.confirm_sender_holds(actor("imani"), handoff.pk, SOON)
    passing.confirm_sender_holds(actor("wes"), handoff.pk, SOON + MINUTE)
    row = cast.fresh(handoff)
    assert (row.state, row.receiver_id, holder(row, "receiving")) == ("seeking", None, None)
    assert Visit.objects.get().state == "cancelled"
    assert row.first_contact_at is not None
    with refused("already_moved_on"):
        passing.confirm_sender_holds(actor("wes"), handoff.pk, SOON + MINUTE)


def test_another_receiver_who_accepts_relieves_too() -> None:
    handoff = cast.shared("marisol", "imani")
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    passing.accept_pass(actor("tomas"), ask(handoff, "imani", "receiving", "tomas").pk, SOON)
    assert handoff.reliefs.get().state == "met"


def test_a_receiver_who_stays_after_all() -> None:
    handoff = cast.shared("marisol", "imani")
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    with refused("not_yours"):
        passing.withdraw_relief(actor("wes"), handoff.pk, SOON)
    passing.withdraw_relief(actor("imani"), handoff.pk, SOON)
    passing.withdraw_relief(actor("imani"), handoff.pk, SOON)
    with refused("already_moved_on"):
        passing.confirm_sender_holds(actor("wes"), handoff.pk, SOON)


def test_relief_is_asked_by_the_receiver_after_first_contact() -> None:
    handoff = cast.coming("marisol", "imani")
    with refused("not_shared_yet"):
        passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    both = cast.shared("ana", "tomas")
    with refused("not_your_hands"):
        passing.ask_relief(actor("wes"), both.pk, "full", SOON)
    with refused("missing"):
        passing.ask_relief(actor("tomas"), both.pk, " ", SOON)


def test_after_relief_a_second_receiver_can_come_even_in_the_same_instant() -> None:
    handoff = cast.shared("marisol", "imani", NOW)
    passing.ask_relief(actor("imani"), handoff.pk, "full", SOON)
    passing.confirm_sender_holds(actor("wes"), handoff.pk, SOON)
    cast.promised(cast.fresh(handoff), "grace", SOON)
    from handclasp.handoffs.commands.promising import record_attempt

    record_attempt(actor("grace"), handoff.pk, "call", "reached", "", SOON - MINUTE / 60)
    assert holder(handoff, "receiving") == staff("grace")


def test_who_holds_can_neither_leave_for_good_nor_over_a_deadline() -> None:
    handoff = cast.shared("marisol", "imani")
    with refused("still_holding"):
        deactivate_staff(DEMO_LOADER, SOON, staff("imani"))
    with refused("leave_over_deadline"):
        go_on_leave(DEMO_LOADER, SOON, staff("imani"), NOW.date(), NOW.date() + 7 * DAY)
    passing.assign(actor("dana"), handoff.pk, "receiving", staff("tomas"), "leave", SOON)
    go_on_leave(DEMO_LOADER, SOON, staff("imani"), NOW.date(), NOW.date() + 7 * DAY)
    deactivate_staff(DEMO_LOADER, SOON, staff("imani"))
    with refused("not_in_the_program"):
        passing.assign(actor("dana"), handoff.pk, "receiving", staff("imani"), "back", SOON)


def test_a_colleague_who_left_meanwhile_takes_nothing() -> None:
    handoff = cast.said_yes("marisol")
    asked, bea = ask(handoff), actor("bea")
    deactivate_staff(DEMO_LOADER, SOON, staff("bea"))
    with refused("not_active_staff"):
        passing.accept_pass(bea, asked.pk, SOON)
    assert holder(handoff, "sending") == staff("wes")


def test_who_promised_passes_the_promise_on_before_leaving() -> None:
    handoff = cast.promised(cast.said_yes("marisol"), "grace")
    with refused("still_holding"):
        deactivate_staff(DEMO_LOADER, SOON, staff("grace"))
    passing.assign(actor("dana"), handoff.pk, "receiving", staff("imani"), "leave", SOON)
    deactivate_staff(DEMO_LOADER, SOON, staff("grace"))
    assert Promise.objects.get().staff_id == staff("imani")
