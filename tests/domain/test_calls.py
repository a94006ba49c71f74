"""Who is asked in which wave, and when a call is over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.calls import End, RingNext, RingNow, Settings, Wait, comes_by, may_accept, next_step
from handclasp.domain.lifecycle import State
from handclasp.domain.outcome import Refused

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OVER, SOON, WAITS = NOW - SECOND, NOW + 30 * SECOND, NOW + 300 * SECOND


def ring(staff_id: int, state: str = "ringing", expires_at: datetime = SOON, **more: datetime) -> RingNow:
    return RingNow(staff_id, state, expires_at, **more)


def test_nobody_new_is_asked_while_one_of_the_wave_still_rings() -> None:
    assert next_step(WAITS, [ring(1), ring(2, "declined")], [3], NOW, 3) == Wait(SOON)


@pytest.mark.parametrize(
    "rings", [[], [ring(9, "declined")], [ring(9, expires_at=NOW)], [ring(9, "silent", OVER)]]
)
def test_the_best_three_are_asked_when_all_have_answered_or_are_silent(rings: list[RingNow]) -> None:
    assert next_step(WAITS, rings, [9, 3, 1, 2, 4] if rings else [3, 1, 2, 4], NOW, 3) == RingNext((3, 1, 2))


def test_nobody_is_asked_twice() -> None:
    assert next_step(WAITS, [ring(1, "declined"), ring(2, "silent", OVER)], [1, 2], NOW, 3) == End("nobody")


def test_whoever_said_in_five_minutes_is_asked_again_when_free_and_waited_for_until_then() -> None:
    offer = ring(1, "later", OVER, free_at=NOW + 60 * SECOND)
    assert next_step(WAITS, [offer], [1], NOW, 3) == Wait(NOW + 60 * SECOND)
    assert next_step(WAITS, [offer], [1], NOW + 60 * SECOND, 3) == RingNext((1,))
    assert next_step(NOW + 60 * SECOND, [offer], [1], NOW, 3) == End("nobody")


def test_the_call_is_over_when_the_client_has_waited_long_enough() -> None:
    assert next_step(NOW, [ring(1)], [2], NOW, 3) == End("waited_out")


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


@given(RINGS, st.lists(st.integers(1, 9), unique=True), st.integers(-60, 400), st.integers(1, 3))
def test_a_wave_is_never_larger_than_its_program_says_and_asks_only_who_can_come(
    rings: list[RingNow], can_ring: list[int], wait: int, wave_size: int
) -> None:
    step = next_step(NOW + wait * SECOND, rings, can_ring, NOW, wave_size)
    if isinstance(step, RingNext):
        assert 0 < len(step.staff_ids) <= wave_size
        assert set(step.staff_ids) <= set(can_ring) - {r.staff_id for r in rings}
        assert not any(r.state == "ringing" and r.expires_at > NOW for r in rings)
    if isinstance(step, Wait):
        assert NOW < step.until <= NOW + wait * SECOND


@given(RINGS, st.lists(st.integers(1, 40), unique=True), st.integers(1, 3))
def test_a_wave_and_as_many_as_were_asked_are_enough_to_decide_by(
    rings: list[RingNow], can_ring: list[int], wave_size: int
) -> None:
    enough = can_ring[: wave_size + len({ring.staff_id for ring in rings})]
    assert next_step(WAITS, rings, enough, NOW, wave_size) == next_step(
        WAITS, rings, can_ring, NOW, wave_size
    )


@pytest.mark.parametrize(
    ("said", "is_possible"),
    [
        ({}, True),
        ({"wave_size": 1, "ring_seconds": 15, "wait_choices": (1,), "rings_an_hour": 60}, True),
        ({"wave_size": 0}, False),
        ({"wave_size": 4}, False),
        ({"ring_seconds": 14}, False),
        ({"ring_seconds": 181}, False),
        ({"rings_an_hour": -1}, False),
        ({"rings_an_hour": 61}, False),
        ({"wait_choices": ()}, False),
        ({"wait_choices": (1, 2, 3, 4, 5, 6, 7)}, False),
        ({"wait_choices": (0, 5)}, False),
        ({"wait_choices": (5, 61)}, False),
        ({"wait_choices": (5, 2)}, False),
        ({"wait_choices": (5, 5)}, False),
    ],
)
def test_how_a_program_may_ring(said: dict[str, object], is_possible: bool) -> None:
    assert Settings(**said).is_possible() is is_possible  # type: ignore[arg-type]


def test_whoever_walks_has_two_minutes_more_than_the_walk_and_whoever_calls_one() -> None:
    assert comes_by("walk", 4, NOW) == NOW + 6 * 60 * SECOND
    assert comes_by("video", 1, NOW) == NOW + 2 * 60 * SECOND
    assert comes_by("phone", 1, NOW) == NOW + 2 * 60 * SECOND


def test_a_session_is_interrupted_only_when_everybody_before_it_was_asked() -> None:
    assert next_step(WAITS, [], [1, 2, 3], NOW, 3, in_session={2}) == RingNext((1,))
    assert next_step(WAITS, [ring(1, "declined")], [1, 2, 3], NOW, 3, in_session={2}) == RingNext((2,))
    assert next_step(WAITS, [], [2, 4], NOW, 3, in_session={2, 4}) == RingNext((2, 4))
