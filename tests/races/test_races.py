"""What happens in the same instant: one winner, one answer for everybody else, and nobody between hands."""

from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connections, transaction

from handclasp.clients.models import Client
from handclasp.directory import commands as directory
from handclasp.directory.models import Staff
from handclasp.handoffs.commands import asking, calling, closing, meeting, passing, pausing, promising, visits
from handclasp.handoffs.models import Call, Handoff, Notice, Ring, Visit
from handclasp.handoffs.tasks import sweep
from handclasp.platform.actor import Actor
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, ring_of, staff
from tests.races.crowd import Deed, assert_nothing_is_broken, at_once, refusals

ADMIN = Actor(None, None, "demo")
SOON = NOW + MINUTE
ROUNDS = pytest.mark.parametrize(
    "round_", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 6))]
)


def clients(how_many: int) -> list[str]:
    """Add clients and return their keys."""
    home = Staff.objects.get(source_id="wes").organization_id
    keys = [f"client{n}" for n in range(how_many)]
    Client.objects.bulk_create(
        Client(organization_id=home, given="Kofi", family="D.", source_system="cast", source_id=key)
        for key in keys
    )
    return keys


def promise(handoff: Handoff, at: datetime) -> None:
    promised = promising.Promised(staff("grace"), cast.program("Counseling"), "call", "nobody_free")
    promising.promise_contact(actor("wes"), handoff.pk, promised, at)


@ROUNDS
def test_of_three_who_accept_in_the_same_instant_one_wins(clinic: str, round_: int) -> None:
    handoff = cast.ringing("marisol")
    rung = list(Ring.objects.filter(call__handoff=handoff))
    assert len(rung) == 3
    actors = {ring.pk: next(actor(k) for k in cast.RECEIVERS if staff(k) == ring.staff_id) for ring in rung}
    results = at_once(
        *[partial(calling.accept_ring, actors[r.pk], r.pk, NOW + MINUTE / 2) for r in rung for _ in range(4)]
    )
    assert refusals(results) <= {"somebody_else_comes"}
    assert Ring.objects.filter(state="accepted").count() == 1
    assert Ring.objects.filter(state="ringing").count() == 0
    winner = cast.fresh(handoff).receiver_id
    assert {r.receiver_id for r in results if isinstance(r, Handoff)} == {winner}
    assert_nothing_is_broken()


@ROUNDS
def test_accepting_stopping_and_running_out_in_the_same_instant(clinic: str, round_: int) -> None:
    handoff = cast.ringing("marisol", "imani", "tomas", "grace", wait=2)
    over = NOW + 2 * MINUTE
    deeds: list[Deed] = [partial(calling.advance_call, handoff.pk, over) for _ in range(4)]
    deeds += [partial(calling.stop_call, actor("wes"), handoff.pk, SOON) for _ in range(4)]
    for key in ("imani", "tomas", "grace"):
        ring = ring_of(handoff, key).pk
        deeds += [
            partial(calling.accept_ring, actor(key), ring, NOW + 59 * timedelta(seconds=1)),
            partial(calling.decline_ring, actor(key), ring, "leaving", SOON - timedelta(seconds=2)),
        ]
    deeds += [partial(promise, handoff, SOON), partial(sweep, over)]
    results = at_once(*deeds)
    assert refusals(results) <= {
        "somebody_else_comes", "call_over", "ring_over", "ring_answered", "already_moved_on",
    }  # fmt: skip
    assert_nothing_is_broken()


@ROUNDS
def test_closing_passing_and_relieving_leave_nobody_between_hands(clinic: str, round_: int) -> None:
    handoffs = [
        cast.shared(key, who) for key, who in (("marisol", "imani"), ("ana", "tomas"), ("teddy", "grace"))
    ]
    deeds: list[Deed] = []
    for handoff, key in zip(handoffs, ("imani", "tomas", "grace"), strict=True):
        passing.ask_relief(actor(key), handoff.pk, "too much", SOON)
        deeds += [
            partial(closing.close_handoff, actor("wes"), handoff.pk, "moved", "", SOON + MINUTE),
            partial(closing.close_handoff, actor(key), handoff.pk, "client_choice", "", SOON + MINUTE),
            partial(
                passing.assign, actor("dana"), handoff.pk, "sending", staff("bea"), "leave", SOON + MINUTE
            ),
            partial(
                passing.assign, actor("dana"), handoff.pk, "receiving", staff("ruben"), "leave", SOON + MINUTE
            ),
            partial(passing.confirm_sender_holds, actor("wes"), handoff.pk, SOON + MINUTE),
            partial(passing.ask_colleague, actor("wes"), handoff.pk, "sending", staff("dana"), "leave", SOON),
            partial(visits.plan_visit, actor("dana"), handoff.pk, NOW + DAY, SOON + MINUTE),
            partial(pausing.pause, actor("dana"), handoff.pk, "jail", NOW + 5 * DAY, SOON + MINUTE),
        ]
    at_once(*deeds)
    assert_nothing_is_broken()


@ROUNDS
def test_thirty_visits_at_one_time_are_planned_once(clinic: str, round_: int) -> None:
    keys = clients(6)
    handoffs = [cast.shared(key, "imani") for key in keys]
    at = NOW + DAY
    results = at_once(*[
        partial(visits.plan_visit, actor("imani"), h.pk, at + n * timedelta(minutes=15), SOON)
        for h in handoffs for n in range(2)
    ])  # fmt: skip
    assert refusals(results) == {"visit_overlaps"}
    assert Visit.objects.filter(state="planned").count() >= 1
    assert_nothing_is_broken()


def test_visits_that_move_to_a_colleague_meet_the_colleagues_own(clinic: str) -> None:
    for key, who in (("marisol", "imani"), ("ana", "tomas")):
        handoff = cast.shared(key, who)
        visits.plan_visit(actor(who), handoff.pk, NOW + DAY, SOON)
    both = {key: cast.of(key) for key in ("marisol", "ana")}
    third = cast.shared("teddy", "grace")
    results = at_once(
        partial(
            passing.assign, actor("dana"), both["marisol"].pk, "receiving", staff("grace"), "leave", SOON
        ),
        partial(passing.assign, actor("dana"), both["ana"].pk, "receiving", staff("grace"), "leave", SOON),
        partial(visits.plan_visit, actor("grace"), third.pk, NOW + DAY, SOON),
    )
    assert sum(result == "visit_overlaps" for result in results) == 2
    assert_nothing_is_broken()


@ROUNDS
def test_calls_for_the_same_people_never_ring_anybody_twice(clinic: str, round_: int) -> None:
    handoffs = [cast.said_yes(key) for key in clients(8)]
    results = at_once(*[partial(calling.start_call, actor("wes"), h.pk, 5, NOW) for h in handoffs])
    assert refusals(results) <= {"receiver_busy", "nobody_to_ring"}
    rung = list(Ring.objects.filter(state="ringing").values_list("staff_id", flat=True))
    assert len(rung) == len(set(rung))
    assert Call.objects.filter(ended_at=None).count() >= 1
    assert_nothing_is_broken()


@ROUNDS
def test_whoever_is_leaving_meets_nobody_new(clinic: str, round_: int) -> None:
    handoff = cast.coming("marisol", "imani")
    deeds: list[Deed] = [
        partial(meeting.mark_everyone_present, actor("imani"), handoff.pk, SOON),
        partial(directory.deactivate_staff, ADMIN, SOON, staff("imani")),
        partial(directory.deactivate_staff, ADMIN, SOON, staff("wes")),
        partial(passing.assign, actor("dana"), handoff.pk, "sending", staff("bea"), "leave", SOON),
        partial(directory.deactivate_staff, ADMIN, SOON, staff("bea")),
    ]
    at_once(*deeds)
    assert_nothing_is_broken()


@ROUNDS
def test_sweeps_side_by_side_tell_nobody_twice(clinic: str, round_: int) -> None:
    for key in clients(6):
        cast.said_yes(key)
    results = at_once(*[partial(sweep, NOW + 16 * MINUTE) for _ in range(4)])
    assert sum(int(str(result)) for result in results) == 6
    told = list(Notice.objects.exclude(watch=None).values_list("watch_id", "staff_id"))
    assert len(told) == len(set(told)) == 6
    assert_nothing_is_broken()


def test_a_sweep_does_not_wait_for_a_handoff_that_somebody_is_changing(clinic: str) -> None:
    busy, other = cast.said_yes("marisol"), cast.said_yes("ana")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as somebody:
        somebody.execute("SELECT FROM handoffs_handoff WHERE id = %s FOR UPDATE", [busy.pk])
        assert at_once(partial(sweep, NOW + 16 * MINUTE)) == [1]
    assert list(Notice.objects.values_list("handoff_id", flat=True)) == [other.pk]
    assert sweep(NOW + 16 * MINUTE) == 1


@ROUNDS
def test_a_pause_meets_everything(clinic: str, round_: int) -> None:
    cast.shared("marisol", "imani")
    cast.promised(cast.said_yes("marisol", need_id=cast.need("low_mood")))
    one = cast.of("marisol")
    both = Handoff.objects.exclude(pk=one.pk).get(client__source_id="marisol")
    deeds: list[Deed] = []
    for handoff in (one, both):
        deeds += [
            partial(pausing.pause, actor("dana"), handoff.pk, "hospital", NOW + 5 * DAY, SOON + MINUTE),
            partial(pausing.resume, actor("dana"), handoff.pk, SOON + 2 * MINUTE),
            partial(
                promising.record_attempt, actor("grace"), handoff.pk, "call", "reached", "", SOON + MINUTE
            ),
            partial(promising.seek_again, actor("wes"), handoff.pk, SOON + MINUTE),
            partial(visits.plan_visit, actor("imani"), handoff.pk, NOW + DAY, SOON + MINUTE),
            partial(sweep, NOW + 4 * DAY),
            partial(calling.start_call, actor("wes"), handoff.pk, 2, SOON + MINUTE),
        ]
    at_once(*deeds)
    assert [r for r in _breaches() if r != "somebody_is_told_when_a_watch_comes_due"] == []


@ROUNDS
def test_a_death_said_twice_closes_everything_once(clinic: str, round_: int) -> None:
    first = cast.shared("marisol", "imani")
    second = cast.said_yes("marisol", need_id=cast.need("low_mood"))
    third = cast.said_yes("marisol", need_id=cast.need("housing"))
    deeds: list[Deed] = [
        partial(closing.close_handoff, actor("dana"), h.pk, "died", "", SOON + MINUTE)
        for h in (first, second, third) for _ in range(3)
    ]  # fmt: skip
    deeds += [
        partial(
            asking.record_answer,
            actor("wes"),
            cast.asked("marisol", need_id=cast.need("food")),
            SOON + MINUTE,
        ),
        partial(pausing.pause, actor("dana"), third.pk, "hospital", NOW + 5 * DAY, SOON + MINUTE),
        partial(calling.start_call, actor("wes"), second.pk, 2, SOON + MINUTE),
        partial(visits.plan_visit, actor("imani"), first.pk, NOW + DAY, SOON + MINUTE),
    ]
    results = at_once(*deeds)
    assert "died" in {h.close_reason for h in Handoff.objects.filter(client__source_id="marisol")}
    assert not Handoff.objects.filter(
        client__source_id="marisol", state__in=["seeking", "coming", "shared"]
    ).exists()
    assert refusals(results) <= {
        "already_moved_on",
        "client_deceased",
        "paused",
        "not_your_hands",
        "changed_by_now",
    }
    assert_nothing_is_broken()


def test_the_same_answer_sent_ten_times_begins_one_handoff(clinic: str) -> None:
    results = at_once(
        *[partial(asking.record_answer, actor("wes"), cast.asked("joy"), NOW) for _ in range(10)]
    )
    assert refusals(results) == {"already_open"}
    assert Handoff.objects.filter(client__source_id="joy").count() == 1
    assert_nothing_is_broken()


@ROUNDS
def test_whoever_is_leaving_promises_nothing(clinic: str, round_: int) -> None:
    handoffs = [cast.said_yes(key) for key in ("marisol", "ana", "teddy")]
    deeds: list[Deed] = [partial(promise, handoff, SOON) for handoff in handoffs]
    results = at_once(*deeds, partial(directory.deactivate_staff, ADMIN, SOON, staff("grace")))
    assert refusals(results) <= {"still_holding", "not_active_staff", "receiver_not_eligible"}
    assert_nothing_is_broken()


def test_an_acceptance_does_not_wait_for_a_long_change_of_the_clients_record(clinic: str) -> None:
    handoff = cast.ringing("marisol", "imani")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as importer:
        importer.execute("UPDATE clients_client SET phone = '+12125550123'")
        results = at_once(partial(calling.accept_ring, actor("imani"), ring_of(handoff, "imani").pk, NOW))
    assert cast.fresh(handoff).state == "coming"
    assert refusals(results) == set()


@ROUNDS
def test_a_program_that_comes_under_part_2_meets_an_acceptance(clinic: str, round_: int) -> None:
    handoff = cast.ringing("marisol", "imani")
    change = partial(directory.update_program, ADMIN, SOON, cast.program("Counseling"), is_part2=True)
    accept = partial(calling.accept_ring, actor("imani"), ring_of(handoff, "imani").pk, NOW)
    results = at_once(accept, change)
    assert refusals(results) == {"program_has_open_handoffs"} or refusals(results) <= {
        "part2_program",
        "cannot_ring",
    }
    assert_nothing_is_broken()


def _breaches() -> list[str]:
    from handclasp.handoffs.checks import run_checks

    return [result.rule for result in run_checks(NOW) if result.breaches]
