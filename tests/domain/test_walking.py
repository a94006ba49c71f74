"""How long somebody walks to a room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.walking import FARTHEST, Spot, Usual, Walk, walk

HERE = Spot(1, "Exam room 4", floor=1)
USUAL = Usual(on_a_floor=2, per_floor=3)


@pytest.mark.parametrize(
    ("there", "said", "minutes"),
    [
        (Spot(1, "Exam room 4", floor=1), None, Walk(0)),
        (Spot(1, "  exam ROOM 4 "), None, Walk(0)),
        (Spot(1, "Office 2", floor=1), None, Walk(2)),
        (Spot(1, "Office 9", floor=3), None, Walk(8)),
        (Spot(1, "Cellar", floor=-1), None, Walk(8)),
        (Spot(1, "Office 9", floor=3), 4, Walk(4)),
        (Spot(1, "Somewhere"), None, Walk(2, is_about=True)),
        (Spot(1), None, Walk(2, is_about=True)),
        (Spot(2, "Exam room 4", floor=1), None, None),
        (Spot(2, "Office 2"), FARTHEST, Walk(FARTHEST, is_outside=True)),
        (Spot(2, "Office 2"), FARTHEST + 1, None),
    ],
)
def test_minutes_from_room_to_room(there: Spot, said: int | None, minutes: Walk | None) -> None:
    assert walk(HERE, there, USUAL, said) == minutes


def test_two_unnamed_rooms_are_not_the_same_room() -> None:
    assert walk(Spot(1), Spot(1), USUAL) == Walk(2, is_about=True)


SPOTS = st.builds(
    Spot,
    st.integers(1, 2),
    st.sampled_from(["", "Room 1", "room 1", "Room 2"]),
    st.none() | st.integers(-2, 9),
)


@given(SPOTS, SPOTS, st.none() | st.integers(0, 120))
def test_there_and_back_take_the_same_time(here: Spot, there: Spot, said: int | None) -> None:
    assert walk(here, there, USUAL, said) == walk(there, here, USUAL, said)
