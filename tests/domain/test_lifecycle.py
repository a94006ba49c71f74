"""The handoff's life, its hands and its endings."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.closing import REASONS, RECOVERY_LADDER, may_close, untried
from handclasp.domain.hands import may_pass, seam
from handclasp.domain.lifecycle import FIRST_STATES, MOVES, OPEN_STATES, State, is_open, may_move
from handclasp.domain.outcome import Refused

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)


def test_every_state_is_reached_and_every_open_state_can_end() -> None:
    reached, frontier = set(FIRST_STATES), list(FIRST_STATES)
    while frontier:
        fresh = [after for after in MOVES[frontier.pop()] if after not in reached]
        reached |= set(fresh)
        frontier += fresh
    assert reached == set(State)
    assert all(State.CLOSED in MOVES[state] for state in OPEN_STATES)


def test_what_has_ended_never_moves_and_only_what_is_shared_is_engaged() -> None:
    assert all(not MOVES[state] for state in State if not is_open(state))
    assert [state for state in State if may_move(state, State.ENGAGED)] == [State.SHARED]


def test_both_hands_come_only_from_somebody_on_the_way_or_a_kept_promise() -> None:
    assert [state for state in State if may_move(state, State.SHARED)] == [State.COMING, State.PROMISED]


@given(st.integers(-5_000_000, 5_000_000))
def test_a_seam_is_never_before_the_span_it_ends(microseconds: int) -> None:
    at = seam(NOW, NOW + timedelta(microseconds=microseconds))
    assert at > NOW
    assert at == max(NOW + timedelta(microseconds=microseconds), NOW + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("holds", "supervises", "member", "already", "answer"),
    [
        (True, False, True, False, None),
        (False, True, True, False, None),
        (False, False, True, False, "not_your_hands"),
        (True, False, False, False, "not_in_the_program"),
        (True, True, True, True, "already_holds"),
    ],
)
def test_who_may_pass_a_side_to_whom(
    holds: bool, supervises: bool, member: bool, already: bool, answer: str | None
) -> None:
    asked = may_pass(giver_holds=holds, supervises=supervises, taker_in_program=member, taker_holds=already)
    assert asked == (Refused(answer) if answer else None)


@given(
    st.sampled_from([*REASONS, "tired"]),
    st.booleans(),
    st.booleans(),
    st.sets(st.sampled_from([*RECOVERY_LADDER, "email"])),
)
def test_nothing_is_closed_without_a_listed_reason_and_a_part_in_it(
    reason: str, holds: bool, supervises: bool, tried: set[str]
) -> None:
    answer = may_close(reason, holds=holds, supervises=supervises, tried=tried)
    if answer is None:
        assert reason in REASONS
        assert holds or supervises
    if reason == "cannot_be_found" and answer is None:
        assert supervises
        assert untried(tried) == ()


def test_what_is_left_to_try_keeps_its_order() -> None:
    assert untried(["letter", "call"]) == ("text", "outreach")
