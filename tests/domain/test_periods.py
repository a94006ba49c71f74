"""Days, hours and ages on their boundaries."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.ages import age_in_years
from handclasp.domain.periods import Hours, days_between, follow_up_due, local_date, one_business_day_due

CHICAGO = ZoneInfo("America/Chicago")
WEEK = frozenset(range(1, 6))
OFFICE = Hours(CHICAGO, time(8), time(17), WEEK)


def local(day: str, clock: str = "10:00", zone: ZoneInfo = CHICAGO) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (("2026-03-10", "10:00"), ("2026-03-13", "10:00")),  # Tuesday to Friday
        (
            ("2026-03-11", "10:00"),
            ("2026-03-13", "17:00"),
        ),  # Wednesday: Saturday is closed, so Friday's closing
        (("2026-03-13", "10:00"), ("2026-03-16", "10:00")),  # Friday to Monday
        (("2026-03-12", "18:30"), ("2026-03-13", "17:00")),  # Thursday evening: Sunday is closed
        (("2026-03-10", "07:00"), ("2026-03-12", "17:00")),  # before opening on Friday: Thursday's closing
        (("2026-03-10", "17:00"), ("2026-03-13", "17:00")),  # closing is not open any more: the same instant
        (("2026-03-06", "10:00"), ("2026-03-09", "10:00")),  # over the night that clocks go forward
        (("2026-10-30", "10:00"), ("2026-11-02", "10:00")),  # over the night that clocks go back
        (("2024-02-27", "10:00"), ("2024-03-01", "10:00")),  # over 29 February
    ],
)
def test_three_calendar_days_end_while_the_site_is_open(asked: tuple[str, str], due: tuple[str, str]) -> None:
    assert follow_up_due(local(*asked), OFFICE) == local(*due)


def test_closed_days_count_as_calendar_days_but_never_as_the_end() -> None:
    thanksgiving = Hours(
        CHICAGO, time(8), time(17), WEEK, frozenset({date(2026, 11, 26), date(2026, 11, 27)})
    )
    assert follow_up_due(local("2026-11-24"), thanksgiving) == local("2026-11-25", "17:00")


def test_a_site_that_does_not_open_within_three_days_is_due_after_three_days_all_the_same() -> None:
    shut = Hours(CHICAGO, time(8), time(17), frozenset({1}))
    assert follow_up_due(local("2026-03-10"), shut) == local("2026-03-13")


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (("2026-03-10", "10:00"), ("2026-03-11", "10:00")),
        (("2026-03-13", "10:00"), ("2026-03-16", "10:00")),  # Friday to Monday
        (("2026-03-14", "10:00"), ("2026-03-16", "10:00")),  # Saturday to Monday
        (("2026-03-10", "20:00"), ("2026-03-11", "17:00")),  # after hours: the end of the next day
        (("2026-03-10", "05:00"), ("2026-03-11", "08:00")),  # before hours: the opening of the next day
        (("2026-03-06", "10:00"), ("2026-03-09", "10:00")),  # over the night that clocks go forward
    ],
)
def test_one_business_day_ends_within_opening_hours(asked: tuple[str, str], due: tuple[str, str]) -> None:
    assert one_business_day_due(local(*asked), OFFICE) == local(*due)


def test_days_are_counted_in_the_sites_own_zone() -> None:
    late, early = local("2026-03-10", "23:30"), local("2026-03-11", "00:30")
    assert days_between(late, early, CHICAGO) == 1
    assert days_between(late, early, ZoneInfo("UTC")) == 0
    assert local_date(late, ZoneInfo("UTC")) == date(2026, 3, 11)


def test_a_time_that_the_night_swallows_is_still_an_instant() -> None:
    half_past_two = Hours(CHICAGO, time(0), time(23, 59), frozenset(range(1, 8)))
    due = follow_up_due(local("2026-03-05", "02:30"), half_past_two)  # 8 March has no 02:30
    assert local_date(due, CHICAGO) == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1984, 12, 31), date(2024, 1, 1), 39),
        (date(1984, 12, 31), date(2024, 12, 30), 39),
        (date(1984, 12, 31), date(2024, 12, 31), 40),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
    ],
)
def test_an_age_counts_completed_years(born: date, on: date, age: int) -> None:
    assert age_in_years(born, on) == age


ZONES = st.sampled_from(
    ["America/Chicago", "America/New_York", "Pacific/Auckland", "America/St_Johns", "UTC"]
)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = st.builds(
    Hours,
    zone=ZONES.map(ZoneInfo),
    opens_at=st.times(time(5), time(10)),
    closes_at=st.times(time(15), time(22)),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    closed_on=st.frozensets(st.dates(date(2024, 1, 1), date(2028, 1, 1)), max_size=5),
)


@given(INSTANTS, HOURS)
def test_a_follow_up_is_due_after_now_and_within_three_calendar_days(now: datetime, hours: Hours) -> None:
    due = follow_up_due(now, hours)
    assert now < due
    assert days_between(now, due, hours.zone) <= 3


@given(INSTANTS, HOURS)
def test_a_business_day_ends_on_an_open_day_after_today(now: datetime, hours: Hours) -> None:
    due = one_business_day_due(now, hours)
    day = local_date(due, hours.zone)
    assert due > now
    if days_between(now, due, hours.zone) < 50:
        assert hours.is_open_on(day)
        assert hours.opening(day) <= due <= hours.closing(day) + timedelta(0)
