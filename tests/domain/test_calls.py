"""Who is asked in which wave, and when a call is over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.calls import WAVE_SIZE, End, RingNext, RingNow, Wait, may_accept, next_step
from handclasp.domain.lifecycle import State
from handclasp.domain.outcome import Refused

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OVER, SOON, WAITS = NOW - SECOND, NOW + 30 * SECOND, NOW + 300 * SECOND


def ring(staff_id: int, state: str = "ringing", expires_at: datetime = SOON, **more: datetime) -> RingNow:
    return RingNow(staff_id, state, expires_at, **more)


def test_nobody_new_is_asked_while_one_of_the_wave_still_rings() -> None:
    assert next_step(WAITS, [ring(1), ring(2, "declined")], [3], NOW) == Wait(SOON)


@pytest.mark.parametrize(
    "rings", [[], [ring(9, "declined")], [ring(9, expires_at=NOW)], [ring(9, "silent", OVER)]]
)
def test_the_best_three_are_asked_when_all_have_answered_or_are_silent(rings: list[RingNow]) -> None:
    assert next_step(WAITS, rings, [9, 3, 1, 2, 4] if rings else [3, 1, 2, 4], NOW) == RingNext((3, 1, 2))


def test_nobody_is_asked_twice() -> None:
    assert next_step(WAITS, [ring(1, "declined"), ring(2, "silent", OVER)], [1, 2], NOW) == End("nobody")


def test_whoever_said_in_five_minutes_is_asked_again_when_free_and_waited_for_until_then() -> None:
    offer = ring(1, "later", OVER, free_at=NOW + 60 * SECOND)
    assert next_step(WAITS, [offer], [1], NOW) == Wait(NOW + 60 * SECOND)
    assert next_step(WAITS, [offer], [1], NOW + 60 * SECOND) == RingNext((1,))
    assert next_step(NOW + 60 * SECOND, [offer], [1], NOW) == End("nobody")


def test_the_call_is_over_when_the_client_has_waited_long_enough() -> None:
    assert next_step(NOW, [ring(1)], [2], NOW) == End("waited_out")


@pytest.mark.parametrize(
    ("state", "ring_state", "expires_at", "answer"),
    [
        (State.SEEKING, "ringing", SOON, None),
        (State.SEEKING, "ringing", NOW, "ring_over"),
        (State.SEEKING, "silent", OVER, "ring_over"),
        (State.SEEKING, "declined", SOON, "ring_answered"),
        (State.SEEKING, "stopped", SOON, "call_over"),
        (State.COMING, "stopped", SOON, "somebody_else_comes"),
        (State.COMING, "withdrawn", SOON, "somebody_else_comes"),
        (State.PROMISED, "ringing", SOON, "call_over"),
    ],
)
def test_who_may_accept(state: State, ring_state: str, expires_at: datetime, answer: str | None) -> None:
    assert may_accept(state, ring_state, expires_at, NOW) == (Refused(answer) if answer else None)


RINGS = st.lists(
    st.builds(
        ring,
        st.integers(1, 6),
        st.sampled_from(["ringing", "declined", "later", "silent", "withdrawn"]),
        st.sampled_from([OVER, NOW, SOON]),
    ),
    max_size=6,
)


@given(RINGS, st.lists(st.integers(1, 9), unique=True), st.integers(-60, 400))
def test_a_wave_is_never_larger_than_three_and_asks_only_who_can_come(
    rings: list[RingNow], can_ring: list[int], wait: int
) -> None:
    step = next_step(NOW + wait * SECOND, rings, can_ring, NOW)
    if isinstance(step, RingNext):
        assert 0 < len(step.staff_ids) <= WAVE_SIZE
        assert set(step.staff_ids) <= set(can_ring) - {r.staff_id for r in rings}
        assert not any(r.state == "ringing" and r.expires_at > NOW for r in rings)
    if isinstance(step, Wait):
        assert NOW < step.until <= NOW + wait * SECOND
