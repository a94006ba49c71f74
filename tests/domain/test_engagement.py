"""When the sender may let go."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.engagement import Engagement, Rule, assess

DAY_0 = date(2026, 3, 11)
USUAL = Rule()
MOVE = Rule(first_within_days=14, further_visits=2, further_within_days=30)


def days(*numbers: int) -> list[date]:
    return [DAY_0 + timedelta(days=n) for n in numbers]


@pytest.mark.parametrize(("day", "late"), [(0, False), (1, False), (30, False), (31, True), (400, True)])
def test_a_first_visit_engages_and_is_late_after_the_window(day: int, late: bool) -> None:
    assert assess(USUAL, DAY_0, days(day)) == Engagement(*days(day), late, *days(30), 0)


@pytest.mark.parametrize(("day", "late"), [(35, False), (36, True)])
def test_a_pause_stretches_the_window(day: int, late: bool) -> None:
    assert assess(USUAL, DAY_0, days(day), paused_days=5).late is late


def test_a_visit_before_first_contact_does_not_count() -> None:
    assert assess(USUAL, DAY_0, days(-1)).met_on is None


@pytest.mark.parametrize(
    ("attended", "met", "late", "to_go"),
    [
        ((), None, False, 3),
        ((14, 20), None, False, 1),
        ((14, 20, 44), 44, False, 0),
        ((14, 20, 45), 45, True, 0),
        ((15, 20, 30), 30, True, 0),
        ((44, 14, 20), 44, False, 0),
        ((1, 2, 3, 60), 3, False, 0),
    ],
)
def test_a_program_may_ask_for_more_visits(
    attended: tuple[int, ...], met: int | None, late: bool, to_go: int
) -> None:
    result = assess(MOVE, DAY_0, days(*attended))
    assert (result.met_on, result.late, result.visits_to_go) == (days(met)[0] if met else None, late, to_go)


RULES = st.builds(Rule, st.integers(1, 365), st.integers(0, 5), st.integers(0, 365))
VISITS = st.lists(st.integers(-10, 500), max_size=8)


@given(RULES, VISITS, st.integers(0, 100))
def test_one_more_visit_never_takes_engagement_away(rule: Rule, visits: list[int], more: int) -> None:
    before, after = assess(rule, DAY_0, days(*visits)), assess(rule, DAY_0, days(*visits, more))
    assert before.met_on is None or after.met_on is not None
    assert after.visits_to_go <= before.visits_to_go


@given(RULES, VISITS, st.integers(0, 90))
def test_a_pause_never_makes_anybody_late(rule: Rule, visits: list[int], paused: int) -> None:
    assert not assess(rule, DAY_0, days(*visits), paused).late or assess(rule, DAY_0, days(*visits)).late
