"""How long a screen stays open."""

from datetime import UTC, datetime, timedelta

import pytest

from handclasp.domain.devices import device_in_words
from handclasp.domain.sessions import Limits

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LIMITS = Limits(timedelta(minutes=15), timedelta(hours=12))


@pytest.mark.parametrize(
    ("quiet", "standing"),
    [
        (timedelta(0), "open"),
        (timedelta(minutes=14, seconds=59), "open"),
        (timedelta(minutes=15), "locked"),
        (timedelta(hours=11), "locked"),
    ],
)
def test_a_quiet_screen_is_locked_at_the_minute(quiet: timedelta, standing: str) -> None:
    assert LIMITS.standing(NINE, NINE, NINE + quiet) == standing


def test_after_a_working_day_one_signs_in_anew_whatever_one_did() -> None:
    evening = NINE + timedelta(hours=12)
    assert LIMITS.standing(NINE, evening - timedelta(seconds=1), evening - timedelta(seconds=1)) == "open"
    assert LIMITS.standing(NINE, evening, evening) == "expired"


def test_what_is_left_is_the_nearer_end_and_never_less_than_nothing() -> None:
    assert LIMITS.left(NINE, NINE, NINE + timedelta(minutes=5)) == timedelta(minutes=10)
    almost = NINE + timedelta(hours=11, minutes=58)
    assert LIMITS.left(NINE, almost, almost) == timedelta(minutes=2)
    assert LIMITS.left(NINE, NINE, NINE + timedelta(days=3)) == timedelta(0)


def test_a_short_limit_is_noted_more_often_than_once_a_minute() -> None:
    assert LIMITS.note_after == timedelta(minutes=1)
    assert Limits(timedelta(minutes=2), timedelta(hours=1)).note_after == timedelta(seconds=12)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (iPad; CPU OS 18_0) AppleWebKit/605.1 Version/18.0 Safari/604.1", "Safari on an iPad"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("", "A browser on a device that does not say what it is"),
    ],
)
def test_a_device_is_named_as_its_owner_knows_it(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
