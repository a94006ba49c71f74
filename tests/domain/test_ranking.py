"""Who can come, the best first, each with a reason."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.ranking import WHY_NOT, Facts, rank

NOW = datetime(2026, 3, 11, 15, tzinfo=UTC)
FREE = Facts(staff_id=1, program_id=1, status="open", page_open=True)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"same_site": True}, {"speaks": True, "names_the_need": True}),
        ({}, {"speaks": False}),
        ({"names_the_need": True}, {"knows_client": True}),
        ({"knows_client": True}, {}),
        ({"holding": 1}, {"holding": 2}),
        ({}, {"last_rung_at": NOW}),
        ({"holding": 9}, {"status": "off", "same_site": True}),
    ],
)
def test_nearest_then_language_then_fit_then_known_then_load_then_quiet(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    second, first = replace(FREE, staff_id=1, **worse), replace(FREE, staff_id=2, **better)  # type: ignore[arg-type]
    assert [c.facts.staff_id for c in rank([second, first])] == [2, 1]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ({"away": True}, "away"),
        ({"already_has": True}, "already_has"),
        ({"coming": True}, "coming_elsewhere"),
        ({"ringing": True}, "rung_elsewhere"),
        ({"status": "with_client"}, "with_client"),
        ({"status": "not_now"}, "not_now"),
        ({"status": "off"}, "off"),
        ({"page_open": False}, "page_closed"),
    ],
)
def test_who_may_not_be_rung_is_listed_with_the_reason(fact: dict[str, object], why: str) -> None:
    (candidate,) = rank([replace(FREE, **fact)])  # type: ignore[arg-type]
    assert (candidate.can_ring, candidate.why) == (False, why)


PEOPLE = st.lists(
    st.builds(
        Facts,
        staff_id=st.integers(1, 50),
        program_id=st.just(1),
        status=st.sampled_from(["open", "with_client", "not_now", "off"]),
        page_open=st.booleans(),
        same_site=st.booleans(),
        names_the_need=st.booleans(),
        speaks=st.booleans(),
        knows_client=st.booleans(),
        ringing=st.booleans(),
        coming=st.booleans(),
        away=st.booleans(),
        already_has=st.booleans(),
        holding=st.integers(0, 5),
        last_rung_at=st.none() | st.just(NOW),
    ),
    unique_by=lambda facts: facts.staff_id,
)


@given(PEOPLE, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_asking(people: list[Facts], chance: object) -> None:
    shuffled = list(people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(people) == rank(shuffled)


@given(PEOPLE)
def test_nobody_is_ringable_whom_a_reason_forbids_and_they_all_come_last(people: list[Facts]) -> None:
    ranked = rank(people)
    assert {c.facts for c in ranked} == set(people)
    for candidate in ranked:
        assert candidate.can_ring == (not any(applies(candidate.facts) for _, applies in WHY_NOT))
    flags = [candidate.can_ring for candidate in ranked]
    assert flags == sorted(flags, reverse=True)
