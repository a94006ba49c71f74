"""A declaration without an end lasts until the working day does."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from handclasp.domain.ages import age_in_years
from handclasp.domain.closing_time import end_of_working_day

CHICAGO = ZoneInfo("America/Chicago")


def test_the_day_ends_when_the_site_closes_in_its_own_zone() -> None:
    morning = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
    assert end_of_working_day(morning, CHICAGO, time(18, 30)) == datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    assert end_of_working_day(morning, CHICAGO, None) == datetime(2026, 3, 11, 22, 0, tzinfo=UTC)


def test_who_works_late_is_not_off_at_once() -> None:
    late = datetime(2026, 3, 11, 21, 50, tzinfo=UTC)
    assert end_of_working_day(late, CHICAGO, time(17, 0)) == datetime(2026, 3, 11, 23, 50, tzinfo=UTC)


def test_ages_turn_on_the_birthday() -> None:
    born = datetime(1984, 12, 31, tzinfo=UTC).date()
    assert age_in_years(born, datetime(2024, 1, 1, tzinfo=UTC).date()) == 39
    leap = datetime(2004, 2, 29, tzinfo=UTC).date()
    assert age_in_years(leap, datetime(2022, 2, 28, tzinfo=UTC).date()) == 17
    assert age_in_years(leap, datetime(2022, 3, 1, tzinfo=UTC).date()) == 18
