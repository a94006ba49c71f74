"""The words to say."""

from datetime import date, time

import pytest

from handclasp.domain.words import PROMPTS, clock_es, day_es


def test_everything_that_may_be_said_stands_in_both_languages() -> None:
    assert all(prompt.en.startswith("“") and prompt.es.startswith("«") for prompt in PROMPTS.values())


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(1, 5), "la 1:05 de la mañana"), (time(10, 30), "las 10:30 de la mañana"),
        (time(12, 0), "las 12:00 de la tarde"), (time(13, 0), "la 1:00 de la tarde"),
        (time(19, 0), "las 7:00 de la noche"), (time(0, 15), "las 12:15 de la mañana"),
    ],
)  # fmt: skip
def test_a_time_is_said_in_spanish(at: time, words: str) -> None:
    assert clock_es(at) == words


def test_a_day_is_said_in_spanish() -> None:
    assert day_es(date(2026, 11, 25)) == "miércoles 25 de noviembre"
