"""What is still missing before a first introduction, one thing after the other."""

from dataclasses import replace
from datetime import date

import pytest

from handclasp.domain.last_rungs import Rung, reachable, refusal_of, why_not
from handclasp.domain.levels_of_care import EDITIONS, LEVELS, codes_of, level
from handclasp.domain.readiness import House, Service, missing, pair, steps
from handclasp.domain.refusals import REFUSALS

EMPTY = House("", "", (), 0, (), frozenset(), frozenset(), {1: "Wes", 2: "Imani"})
COUNSELING = Service(7, "Counseling", True, frozenset({1, 2}))
READY = House(
    "+15415550100", "Call 911.", ((3, "Main Street"),), 2, (COUNSELING,), frozenset({1, 2}), frozenset({1, 2}),
    {1: "Wes", 2: "Imani"},
)  # fmt: skip


def codes(house: House) -> list[str]:
    return [step.code for step in missing(steps(house))]


def test_an_empty_house_needs_everything() -> None:
    assert codes(EMPTY) == ["organization", "site", "program", "people", "rungs", "signed_in"]
    assert pair(EMPTY) is None


def test_in_an_empty_house_nothing_is_done_and_a_site_comes_first() -> None:
    by_code = {step.code: step for step in steps(EMPTY)}
    assert [code for code, step in by_code.items() if step.is_done] == []
    for code in ("site", "rooms", "program", "rungs"):
        assert by_code[code].target == "new_site"
    assert by_code["program"].missing == (
        "No program receives clients yet. A program belongs to a site, and there is none yet.",
    )


def test_with_a_site_who_is_reached_waits_for_the_first_program() -> None:
    by_code = {step.code: step for step in steps(replace(EMPTY, sites=((3, "Main Street"),)))}
    assert (by_code["rungs"].is_done, by_code["rungs"].target) == (False, "new_program")
    assert by_code["program"].missing == ("No program receives clients yet.",)


def test_a_house_that_is_ready_names_who_asks_and_who_is_rung() -> None:
    assert codes(READY) == []
    assert pair(READY) == (1, 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"phone": ""}, "organization"),
        ({"emergency": ""}, "organization"),
        ({"services": (replace(COUNSELING, has_needs=False),)}, "program"),
        ({"services": (replace(COUNSELING, is_part2=True),)}, "program"),
        ({"services": (replace(COUNSELING, why_not="Nobody is named."),)}, "rungs"),
        ({"services": (replace(COUNSELING, clinicians=frozenset()),)}, "people"),
        ({"askers": frozenset({1}), "services": (replace(COUNSELING, clinicians=frozenset({1})),)}, "people"),
        ({"signed_in": frozenset({1})}, "signed_in"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, object], code: str) -> None:
    assert code in codes(replace(READY, **change))  # type: ignore[arg-type]
    assert pair(replace(READY, **change)) is None or code in {"organization"}  # type: ignore[arg-type]


def test_rooms_can_wait() -> None:
    assert codes(replace(READY, rooms=0)) == []
    assert not next(step for step in steps(replace(READY, rooms=0)) if step.code == "rooms").is_done


@pytest.mark.parametrize(
    ("further", "words"),
    [
        ({"why_not": "Nobody is named."}, "Sleep: Nobody is named."),
        ({"has_needs": False}, "Sleep helps with nothing yet."),
    ],
)
def test_a_further_program_is_noted_and_leaves_a_ready_house_ready(
    further: dict[str, object], words: str
) -> None:
    sleep = replace(COUNSELING, program_id=8, name="Sleep", clinicians=frozenset(), **further)  # type: ignore[arg-type]
    house = replace(READY, services=(COUNSELING, sleep))
    assert codes(house) == []
    assert words in [line for step in steps(house) if step.optional for line in step.missing]


def test_the_first_who_can_be_reached_answers_for_a_program() -> None:
    away = Rung(1, "Bea Fontaine", "duty", "away", date(2026, 4, 7))
    there = Rung(2, "Dana Whitcombe", "supervisor")
    assert reachable([away, there]) == there
    assert (why_not([away, there]), refusal_of([away, there])) == ("", "")


def test_the_reason_names_everybody_who_cannot_be_reached_once() -> None:
    away = Rung(1, "Bea Fontaine", "duty", "away", date(2026, 4, 7))
    again = Rung(1, "Bea Fontaine", "supervisor", "away", date(2026, 4, 7))
    assert why_not([away, again]) == (
        "When all else fails there is only Bea Fontaine, who is on leave until April 7."
    )
    left, mute = Rung(2, "Lena", "last_rung", "left"), Rung(3, "Tomas", "supervisor", "no_way")
    assert "Lena, who has left" in why_not([left, mute])
    assert "Tomas, who has no way to be reached yet" in why_not([left, mute])
    assert why_not([]) == "Nobody is named who is reached when all else fails."


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([], "no_last_rung"),
        (["left"], "no_last_rung"),
        (["left", "away"], "last_rung_away"),
        (["away", "no_way"], "last_rung_without_a_way"),
    ],
)
def test_the_refusal_names_what_is_soonest_put_right(problems: list[str], code: str) -> None:
    rungs = [Rung(number, "Bea", "duty", problem) for number, problem in enumerate(problems)]
    assert refusal_of(rungs) == code
    assert code in REFUSALS


def test_each_edition_knows_each_of_its_levels_once() -> None:
    for edition in EDITIONS:
        assert len(codes_of(edition)) == len(set(codes_of(edition)))
    assert {one.edition for one in LEVELS} == set(EDITIONS)
    assert level("4", "3.5") is not None
    assert level("4", "0.5") is None  # early intervention is no level of the 4th edition
    assert level("3", "0.5") is not None
