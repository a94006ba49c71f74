"""Pauses, closings, and a death: dates stop, hands do not; nothing ends without a reason and a name."""

import pytest
from tests import cast
from tests.cast import DAY, MINUTE, NOW, actor, refused

from handclasp.clients.models import Client
from handclasp.handoffs.commands import calling, closing, pausing, promising
from handclasp.handoffs.models import Hand, Handoff, Promise, Ring, Watch
from handclasp.platform.db import acting

pytestmark = pytest.mark.usefixtures("clinic_rollback")
SOON = NOW + 2 * MINUTE
BACK = NOW + 10 * DAY


def test_a_pause_stops_the_dates_of_every_handoff_and_no_hand() -> None:
    first, second = (
        cast.shared("marisol"),
        cast.promised(cast.said_yes("marisol", need_id=cast.need("low_mood"))),
    )
    due = Promise.objects.get().due_at
    pausing.pause(actor("wes"), first.pk, "hospital", BACK, SOON)
    assert {w.kind for w in Watch.objects.filter(closed_at=None)} == {"review_pause"}
    assert {w.due_at for w in Watch.objects.filter(closed_at=None)} == {BACK}
    assert Hand.objects.filter(ended_at=None).count() == 3
    pausing.resume(actor("wes"), second.pk, SOON + 2 * DAY)
    assert Promise.objects.get().due_at == due + 2 * DAY
    assert {w.kind for w in Watch.objects.filter(closed_at=None)} == {"plan_visit", "reach_client"}
    assert cast.notices("imani", first)[-2:] == ["paused", "resumed"]


@pytest.mark.parametrize(
    ("reason", "review", "refusal"),
    [
        ("holiday", BACK, "unknown_choice"),
        ("jail", SOON, "pause_review_date"),
        ("jail", NOW + 91 * DAY, "pause_review_date"),
    ],
)
def test_a_pause_has_a_reason_and_a_day_of_review(reason: str, review: object, refusal: str) -> None:
    handoff = cast.said_yes("marisol")
    with refused(refusal):
        pausing.pause(actor("wes"), handoff.pk, reason, review, SOON)  # type: ignore[arg-type]


def test_a_pause_stops_the_ringing_but_not_somebody_on_the_way() -> None:
    ringing = cast.ringing("marisol", "imani")
    pausing.pause(actor("wes"), ringing.pk, "travel", BACK, SOON)
    assert not Ring.objects.filter(state="ringing").exists()
    coming = cast.coming("ana", "tomas")
    with refused("pause_while_coming"):
        pausing.pause(actor("wes"), coming.pk, "travel", BACK, SOON)


def test_who_may_pause_and_resume() -> None:
    handoff = cast.said_yes("marisol")
    with refused("not_your_hands"):
        pausing.pause(actor("imani"), handoff.pk, "jail", BACK, SOON)
    with refused("not_found"):
        pausing.pause(actor("lena"), handoff.pk, "jail", BACK, SOON)
    with refused("not_paused"):
        pausing.resume(actor("wes"), handoff.pk, SOON)
    closing.close_handoff(actor("wes"), handoff.pk, "moved", "", SOON)
    with refused("already_moved_on"):
        pausing.resume(actor("wes"), handoff.pk, SOON)


@pytest.mark.parametrize("reason", ["client_choice", "other_care", "moved", "entered_in_error"])
def test_who_holds_closes_for_a_listed_reason(reason: str) -> None:
    handoff = cast.shared("marisol", "imani")
    closing.close_handoff(actor("imani"), handoff.pk, reason, "said so herself", SOON)
    row = cast.fresh(handoff)
    assert (row.state, row.close_reason, row.closed_by_id) == ("closed", reason, cast.staff("imani"))
    assert not Hand.objects.filter(ended_at=None).exists()
    assert not Watch.objects.filter(closed_at=None).exists()
    assert cast.notices("wes", handoff)[-1] == "closed"
    with refused("already_moved_on"):
        closing.close_handoff(actor("dana"), handoff.pk, reason, "", SOON)


def test_a_closing_stops_rings_and_promises() -> None:
    ringing, promised = cast.ringing("marisol"), cast.promised(cast.said_yes("ana"))
    for handoff in (ringing, promised):
        closing.close_handoff(actor("wes"), handoff.pk, "moved", "", SOON)
    assert not Ring.objects.filter(state="ringing").exists()
    assert Promise.objects.get().state == "dropped"


def test_nobody_else_closes_and_not_for_any_reason() -> None:
    handoff = cast.said_yes("marisol")
    with refused("not_your_hands"):
        closing.close_handoff(actor("tomas"), handoff.pk, "moved", "", SOON)
    with refused("unknown_close_reason"):
        closing.close_handoff(actor("wes"), handoff.pk, "tired", "", SOON)
    with refused("too_long"):
        closing.close_handoff(actor("wes"), handoff.pk, "moved", "x" * 10_001, SOON)


def test_cannot_be_found_needs_every_rung_and_then_a_supervisor() -> None:
    handoff = cast.promised(cast.said_yes("marisol"))
    for channel in ("call", "text", "letter", "outreach"):
        with refused("recovery_not_exhausted"):
            closing.close_handoff(actor("dana"), handoff.pk, "cannot_be_found", "", SOON)
        promising.record_attempt(actor("grace"), handoff.pk, channel, "no_answer", "", SOON)
    with refused("needs_a_supervisor"):
        closing.close_handoff(actor("wes"), handoff.pk, "cannot_be_found", "", SOON)
    closing.close_handoff(actor("dana"), handoff.pk, "cannot_be_found", "", SOON)
    assert cast.fresh(handoff).state == "closed"


def test_a_death_closes_everything_and_marks_the_record() -> None:
    first = cast.shared("marisol", "imani")
    cast.promised(cast.said_yes("marisol", need_id=cast.need("low_mood")))
    closing.close_handoff(actor("imani"), first.pk, "died", "her sister called", SOON)
    assert set(Handoff.objects.values_list("state", "close_reason")) == {("closed", "died")}
    assert cast.fresh(first).close_note == "her sister called"
    client = Client.objects.get(source_id="marisol")
    assert (client.is_deceased, client.deceased_on) == (True, NOW.date())
    assert cast.notices("wes", first)[-1] == "client_died"
    with refused("client_deceased"):
        cast.said_yes("marisol")
    with refused("already_moved_on"):
        closing.close_handoff(actor("imani"), first.pk, "died", "", SOON)


def test_a_death_that_nobody_may_report_changes_nothing() -> None:
    handoff = cast.said_yes("marisol")
    with refused("not_your_hands"):
        closing.close_handoff(actor("tomas"), handoff.pk, "died", "", SOON)
    with refused("not_found"):
        closing.close_handoff(actor("lena"), handoff.pk, "died", "", SOON)


def test_a_death_marked_without_closing_is_refused_at_the_commit() -> None:
    cast.said_yes("marisol")
    with refused("changed_by_now"), acting(actor("wes"), SOON, "handoff:close"):
        Client.objects.filter(source_id="marisol").update(is_deceased=True)
        cast.at_commit()


def test_a_paused_handoff_can_still_be_closed() -> None:
    handoff = cast.said_yes("marisol")
    pausing.pause(actor("wes"), handoff.pk, "jail", BACK, SOON)
    closing.close_handoff(actor("wes"), handoff.pk, "moved", "", SOON)
    assert cast.fresh(handoff).paused_at is None


def test_after_a_closing_the_client_may_say_yes_again() -> None:
    handoff = cast.said_yes("marisol")
    closing.close_handoff(actor("wes"), handoff.pk, "entered_in_error", "", SOON)
    calling.start_call(actor("wes"), cast.said_yes("marisol", now=SOON).pk, 2, SOON)
