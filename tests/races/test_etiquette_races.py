"""Two want the same session in the same instant: one comes in, or nobody does, and no yes is overlooked."""

from functools import partial

import pytest

from handclasp.availability.commands import sessions, waiting
from handclasp.availability.models import Pause
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.handoffs.commands import calling
from handclasp.handoffs.models import Handoff, Ring
from tests import cast, in_session
from tests.cast import MINUTE, NOW, actor, ring_of
from tests.in_session import pause_of, session_of
from tests.races.crowd import assert_nothing_is_broken, at_once, refusals

SOON = NOW + MINUTE / 2
ROUNDS = pytest.mark.parametrize(
    "round_", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 6))]
)


@ROUNDS
def test_of_two_calls_into_one_session_one_comes_in(clinic: str, round_: int) -> None:
    in_session.interruptible("imani")
    waiting_ones = [cast.said_yes(key) for key in ("marisol", "ana", "teddy")]
    results = at_once(
        *[
            partial(calling.start_call, actor("wes"), handoff.pk, 5, SOON, [cast.staff("imani")])
            for handoff in waiting_ones
        ]
    )
    assert refusals(results) <= {"receiver_busy", "cannot_ring"}
    assert Ring.objects.filter(staff_id=cast.staff("imani"), state="ringing").count() == 1
    assert_nothing_is_broken()


@ROUNDS
def test_an_acceptance_and_the_clients_no_in_one_instant(clinic: str, round_: int) -> None:
    token = in_session.a_tablet()
    in_session.interruptible("imani")
    handoff = cast.ringing("marisol", "imani")
    results = at_once(
        partial(calling.accept_ring, actor("imani"), ring_of(handoff, "imani").pk, SOON),
        partial(waiting.take_back_yes, token, SOON),
    )
    assert session_of("imani").withdrawn_at == SOON
    if isinstance(results[0], Handoff):  # she had left already, so the no calls her back
        assert (pause_of("imani").called_at, pause_of("imani").ended_at) == (SOON, None)
    else:
        assert results[0] == "session_client_no"
        assert not Pause.objects.exists()
    assert_nothing_is_broken()


@ROUNDS
def test_a_pause_ends_once_whoever_ends_it(clinic: str, round_: int) -> None:
    token = in_session.a_tablet()
    handoff = in_session.called_out("imani")
    before = session_of("imani").ends_at
    at_once(
        partial(waiting.call_back, token, NOW + 4 * MINUTE),
        partial(calling.return_to_session, actor("imani"), NOW + 4 * MINUTE),
        partial(calling.send_back, actor("wes"), handoff.pk, NOW + 4 * MINUTE),
    )
    assert session_of("imani").ends_at - before == session_of("imani").given_back == 4 * MINUTE
    assert_nothing_is_broken()


@ROUNDS
def test_a_session_begins_and_ends_while_it_is_rung(clinic: str, round_: int) -> None:
    offer_interruptions(actor("imani"), NOW, may_be=True, a_day=1)
    handoff = cast.said_yes("marisol")
    results = at_once(
        partial(in_session.in_session, "imani", now=SOON, agreed=False),
        partial(calling.start_call, actor("wes"), handoff.pk, 5, SOON, [cast.staff("imani")]),
    )
    assert refusals(results) <= {"cannot_ring", "receiver_busy", "receiver_in_session"}
    ring = Ring.objects.filter(staff_id=cast.staff("imani")).first()
    if ring is not None:
        assert ring.interrupts_id is None  # it rang before the session began
        results = at_once(
            partial(calling.accept_ring, actor("imani"), ring.pk, SOON),
            partial(sessions.end_session, actor("imani"), SOON),
        )
        assert refusals(results) <= {"session_client_no"}
    assert not Pause.objects.exists()
    assert_nothing_is_broken()
