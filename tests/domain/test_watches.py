"""What must happen next, by when, and who is told if it does not."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.domain.periods import Hours
from handclasp.domain.watches import LADDER, Due, Standing, WatchKind, due_for, next_telling

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = Hours(ZoneInfo("America/Chicago"), time(8), time(17), frozenset(range(1, 6)))


def standing(state: State, **facts: object) -> Standing:
    return Standing(state, NOW, OFFICE, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "due"),
    [
        (standing(State.SEEKING), Due(WatchKind.FIND_NEXT_HAND, NOW + 15 * MINUTE)),
        (standing(State.SEEKING, call_waits_until=NOW + MINUTE), Due(WatchKind.FIND_NEXT_HAND, NOW + MINUTE)),
        (standing(State.COMING, comes_by=NOW + 5 * MINUTE), Due(WatchKind.MEET, NOW + 10 * MINUTE)),
        (standing(State.PROMISED, promise_due=NOW + DAY), Due(WatchKind.REACH_CLIENT, NOW + DAY)),
        (standing(State.SHARED), Due(WatchKind.PLAN_VISIT, NOW + DAY)),
        (standing(State.SHARED, missed=True), Due(WatchKind.RECOVER, NOW + DAY)),
        (standing(State.SHARED, visit_ends=NOW + HOUR), Due(WatchKind.RECORD_VISIT, NOW + HOUR, 2 * HOUR)),
        (
            standing(State.SHARED, visit_ends=NOW + HOUR, pause_review=NOW + DAY),
            Due(WatchKind.REVIEW_PAUSE, NOW + DAY),
        ),
    ],
)
def test_each_open_state_has_one_thing_that_must_happen_next(what: Standing, due: Due) -> None:
    assert due_for(what) == due


@pytest.mark.parametrize("state", list(State))
def test_exactly_the_open_states_are_watched(state: State) -> None:
    assert (due_for(standing(state)) is not None) == (state in OPEN_STATES)


PEOPLE = st.dictionaries(
    st.sampled_from(LADDER), st.lists(st.integers(1, 6), max_size=3, unique=True).map(tuple)
).map(
    lambda people: (
        people | {"sender": people.get("sender") or (7,), "last_rung": people.get("last_rung") or (8, 9)}
    )
)
KINDS = st.sampled_from(WatchKind)


@given(KINDS, PEOPLE, st.frozensets(st.integers(1, 9)))
def test_the_ladder_always_climbs_and_always_ends_at_the_last_rung(
    kind: WatchKind, people: dict[str, tuple[int, ...]], off: frozenset[int]
) -> None:
    step, told = 0, []
    for _ in range(len(LADDER) + 1):
        telling = next_telling(kind, step, people, off)
        assert telling.step > step
        assert telling.staff_ids
        assert telling.after > timedelta(0)
        step = telling.step
        told.append(telling.rung)
    assert told[-1] == "last_rung"
    assert told[-1] == told[-2] or len(set(told)) == len(told)


@given(KINDS, PEOPLE, st.frozensets(st.integers(1, 9)), st.integers(0, 20))
def test_whoever_is_off_is_told_only_as_the_last_rung(
    kind: WatchKind, people: dict[str, tuple[int, ...]], off: frozenset[int], step: int
) -> None:
    telling = next_telling(kind, step, people, off)
    assert telling.rung == "last_rung" or not set(telling.staff_ids) & off
    if telling.rung == "last_rung":
        assert telling.staff_ids == people["last_rung"]
