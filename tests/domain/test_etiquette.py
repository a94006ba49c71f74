"""Etiquette as a rule: who is interrupted, for how long, and what they get back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handclasp.domain.etiquette import (
    LONGEST_PAUSE,
    MINUTE,
    SIGNALS,
    SessionFacts,
    back_by,
    ends_in_words,
    given_back,
    may_interrupt,
    next_signal,
    signal_at,
    whole_minutes,
)
from handclasp.domain.etiquette_words import ASK, LANGUAGES, QUESTIONS, SIGNAL_WORDS

BEGAN = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
AGREED = SessionFacts(opted_in=True, agreed=True, withdrawn=False, interrupted=False, pauses_today=1, a_day=2)
spans = st.timedeltas(timedelta(0), timedelta(hours=3))
sessions = st.builds(
    SessionFacts,
    opted_in=st.booleans(),
    agreed=st.sampled_from([None, False, True]),
    withdrawn=st.booleans(),
    interrupted=st.booleans(),
    pauses_today=st.integers(0, 12),
    a_day=st.integers(0, 10),
)


def _why(**changes: object) -> str | None:
    answer = may_interrupt(SessionFacts(**(vars(AGREED) | changes)))  # type: ignore[arg-type]
    return answer.reason if answer else None


def test_a_session_is_interrupted_when_everybody_agreed_beforehand() -> None:
    assert _why() is None


def test_each_missing_leave_says_why_not() -> None:
    assert _why(opted_in=False) == "session_not_offered"
    assert _why(agreed=None) == "session_client_no"
    assert _why(agreed=False) == "session_client_no"
    assert _why(withdrawn=True) == "session_client_no"
    assert _why(interrupted=True) == "session_interrupted_once"
    assert _why(pauses_today=2) == "interruptions_used_up"
    assert _why(a_day=0, pauses_today=0) == "interruptions_used_up"


@given(sessions)
def test_nobody_is_interrupted_without_every_leave(session: SessionFacts) -> None:
    leave = (
        session.opted_in and session.agreed is True and not session.withdrawn and not session.interrupted
        and session.pauses_today < session.a_day
    )  # fmt: skip
    assert (may_interrupt(session) is None) == leave


def test_the_signals_come_after_five_eight_and_ten_minutes() -> None:
    heard = [signal_at(BEGAN, BEGAN + minutes * MINUTE) for minutes in range(12)]
    assert heard == [0, 0, 0, 0, 0, 5, 5, 5, 8, 8, 10, 10]
    assert back_by(BEGAN) == BEGAN + LONGEST_PAUSE == BEGAN + SIGNALS[-1] * MINUTE


@given(spans)
def test_the_words_change_exactly_when_the_next_signal_comes(away: timedelta) -> None:
    now = BEGAN + away
    upcoming = next_signal(BEGAN, now)
    if upcoming is None:
        assert signal_at(BEGAN, now) == SIGNALS[-1]
    else:
        assert signal_at(BEGAN, upcoming) > signal_at(BEGAN, now)
        assert signal_at(BEGAN, upcoming - timedelta(microseconds=1)) == signal_at(BEGAN, now)


@given(spans)
def test_the_client_loses_not_one_second(away: timedelta) -> None:
    back = given_back(BEGAN, BEGAN + away)
    assert away <= back < away + timedelta(seconds=1)
    assert back.microseconds == 0


@given(spans)
def test_words_promise_no_less_than_the_time_that_is_given_back(away: timedelta) -> None:
    assert away <= whole_minutes(away) * MINUTE < away + MINUTE
    said = ends_in_words(BEGAN + away)
    assert BEGAN + away <= said < BEGAN + away + MINUTE
    assert (said.second, said.microsecond) == (0, 0)


def test_time_that_ran_backwards_takes_nothing_away() -> None:
    assert given_back(BEGAN, BEGAN - MINUTE) == timedelta(0)
    assert whole_minutes(-MINUTE) == 0


def test_the_house_has_six_questions_and_words_to_ask_with_in_both_languages() -> None:
    assert set(ASK) == set(QUESTIONS) == set(LANGUAGES)
    assert [len(set(QUESTIONS[language])) for language in LANGUAGES] == [6, 6]
    assert "usted" in ASK["es"]
    assert set(SIGNAL_WORDS) == {0, *SIGNALS}
