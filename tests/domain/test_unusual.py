"""What looks unusual, on both sides of every boundary."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.unusual import (
    GUESSES,
    HOUR,
    KNOWN_FOR,
    OWN_ROLE_WITHIN,
    RULES,
    Hours,
    Knock,
    Person,
    guessed_and_came_in,
    hours_ending,
    is_after_dark,
    is_the_same_person,
    reads_by_own_role,
    share_a_family_name,
)

NOON = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)  # a Wednesday, noon in Chicago
SECOND = timedelta(seconds=1)
CHICAGO = Hours(ZoneInfo("America/Chicago"), time(8), time(17), closed_on=frozenset([date(2026, 3, 12)]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tamayo", "tamayo"),
        ("García", "GARCIA"),
        ("García López", "Lopez"),
        ("Oyelaran-Price", "Price"),
        ("O’Hara", "O'Hara"),
        ("李王", "李王"),
    ],
)
def test_a_family_name_is_shared_whatever_its_accents_case_and_order(one: str, other: str) -> None:
    assert share_a_family_name(one, other)
    assert share_a_family_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tamayo", "Tam"),
        ("de la Cruz", "de la Rosa"),
        ("van Dam", "van Gogh"),
        ("T.", "T."),
        ("T", "T"),
        ("", ""),
        ("Price", ""),
    ],
)
def test_particles_initials_and_nothing_are_no_shared_name(one: str, other: str) -> None:
    assert not share_a_family_name(one, other)


def test_a_client_is_a_coworker_by_name_phone_or_email() -> None:
    grace = Person("Grace", "Oyelaran", "+15415550100", "grace@cedar.example")
    assert is_the_same_person(grace, Person("grace", "Oyélaran"))
    assert is_the_same_person(grace, Person("G.", "O.", phone="+15415550100"))
    assert is_the_same_person(grace, Person("G.", "O.", email="Grace@Cedar.example"))
    assert not is_the_same_person(grace, Person("Grace", "O."))
    assert not is_the_same_person(Person("A", "B"), Person("A", "B"))  # two initials are no name
    assert not is_the_same_person(Person("", ""), Person("", ""))
    assert not is_the_same_person(Person("Ann", "Lee"), Person("Ann", "Price"))


def busiest(seen: list[tuple[datetime, int]]) -> int:
    return max((count for _, count in hours_ending(seen)), default=0)


def test_an_hour_ends_before_its_last_instant() -> None:
    assert busiest([(NOON, 1), (NOON + HOUR - SECOND, 2)]) == 2
    assert busiest([(NOON, 1), (NOON + HOUR, 2)]) == 1


def test_the_same_client_again_is_one_client() -> None:
    assert busiest([(NOON + number * SECOND, number % 3) for number in range(90)]) == 3
    assert busiest([]) == 0


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 9)), max_size=60))
def test_the_busiest_hour_is_what_counting_every_hour_finds(seen: list[tuple[int, int]]) -> None:
    whole = [(NOON + number * SECOND, client) for number, client in seen]
    counted = [len({client for other, client in whole if at <= other < at + HOUR}) for at, _ in whole]
    assert busiest(whole) == max(counted, default=0)
    assert [at for at, _ in hours_ending(whole)] == sorted(at for at, _ in whole)


@pytest.mark.parametrize(
    ("clock", "is_dark"),
    [("05:59:59", True), ("06:00:00", False), ("12:00:00", False), ("19:00:00", False), ("19:00:01", True)],
)
def test_it_is_dark_two_hours_before_opening_and_after_closing(clock: str, is_dark: bool) -> None:
    local = datetime.combine(date(2026, 3, 11), time.fromisoformat(clock), CHICAGO.zone)
    assert is_after_dark(local.astimezone(UTC), CHICAGO) is is_dark


def test_a_day_on_which_the_site_is_closed_is_dark_altogether() -> None:
    assert is_after_dark(NOON + timedelta(days=1), CHICAGO)  # a listed day
    assert is_after_dark(NOON + timedelta(days=3), CHICAGO)  # a Saturday
    assert not is_after_dark(NOON + timedelta(days=2), CHICAGO)


def test_a_reading_within_a_day_of_ones_own_new_role_is_shown() -> None:
    assert reads_by_own_role(NOON, NOON)
    assert reads_by_own_role(NOON, NOON + OWN_ROLE_WITHIN)
    assert not reads_by_own_role(NOON, NOON + OWN_ROLE_WITHIN + SECOND)
    assert not reads_by_own_role(NOON, NOON - SECOND)


def _knocks(wrong: int, gap: timedelta = SECOND, origin: str = "192.0.2.9") -> list[Knock]:
    guesses = [Knock(NOON + number * SECOND, False, "192.0.2.9") for number in range(wrong)]
    return [*guesses, Knock(NOON + gap + wrong * SECOND, True, origin)]


def test_three_guesses_and_a_sign_in_from_a_new_address_are_shown() -> None:
    assert len(guessed_and_came_in(_knocks(GUESSES), {})) == 1
    assert guessed_and_came_in(_knocks(GUESSES - 1), {}) == []


def test_guesses_of_more_than_an_hour_ago_do_not_count() -> None:
    assert len(guessed_and_came_in(_knocks(GUESSES, HOUR - GUESSES * SECOND), {})) == 1
    assert guessed_and_came_in(_knocks(GUESSES, HOUR), {}) == []


def test_an_address_of_the_last_ninety_days_is_not_new() -> None:
    came = _knocks(GUESSES)[-1].at
    assert guessed_and_came_in(_knocks(GUESSES), {"192.0.2.9": came - KNOWN_FOR}) == []
    assert len(guessed_and_came_in(_knocks(GUESSES), {"192.0.2.9": came - KNOWN_FOR - SECOND})) == 1
    assert len(guessed_and_came_in(_knocks(GUESSES), {"192.0.2.8": came})) == 1


def test_every_rule_says_why_and_where_it_comes_from() -> None:
    for rule in RULES.values():
        assert rule.why.endswith(".")
        assert rule.source.endswith(".")
