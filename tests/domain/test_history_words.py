"""History in plain sentences."""

from datetime import datetime

import pytest

from handclasp.domain.history_words import SUBJECTS, Entry, Telling, sentence
from handclasp.domain.pronouns import pronoun
from handclasp.domain.text_of_hours import hours_words

NAMES = {1: "Imani Castellane, LPC", 2: "Dr. Wes Halvorsen"}
SHE = Telling(pronoun("she"), NAMES, lambda at: f"{at:%H:%M}", {7: "Grace Oyelaran, LPC"})
THEY = Telling(pronoun("they"), NAMES, lambda at: f"{at:%H:%M}")


def _say(subject: str, event: str, telling: Telling = SHE, **detail: object) -> str | None:
    return sentence(Entry(subject, event, detail, "Dr. Wes Halvorsen", 7), telling)


@pytest.mark.parametrize(
    ("subject", "event", "detail", "said"),
    [
        ("handoff", "opened", {"answer": "yes"}, "She said yes to meeting somebody"),
        ("handoff", "opened", {"answer": "no"}, "She said no"),
        ("handoff", "changed", {"state": "coming", "receiver_id": 1},
         "Imani Castellane, LPC accepted and is on the way"),
        ("handoff", "changed", {"state": "shared"}, "First contact. From now on both hands hold"),
        ("handoff", "changed", {"state": "engaged", "engaged_late": True},
         "She is engaged, later than the rule says. The sender let go"),
        ("handoff", "changed", {"state": "closed", "close_reason": "moved"}, "Closed: she moved away"),
        ("handoff", "changed", {"paused_at": "2026-03-09T10:00:00+00:00", "pause_reason": "jail"},
         "Paused: she is in jail. Dates stand still"),
        ("handoff", "changed", {"paused_at": None}, "The pause ended. Dates run again"),
        ("handoff", "changed", {"comes_by": "2026-03-09T10:00:00+00:00"}, None),
        ("hand", "opened", {"began_by": "yes", "staff_id": 2}, None),
        ("hand", "opened", {"began_by": "passed", "staff_id": 1, "side": "receiving"},
         "Imani Castellane, LPC took over the receiving side"),
        ("call", "changed", {"outcome": "nobody"}, "Nobody could come"),
        ("call", "changed", {"outcome": "accepted"}, None),
        ("ring", "changed", {"state": "silent"}, "Grace Oyelaran, LPC did not answer"),
        ("promise", "opened", {"staff_id": 1, "channel": "call", "due_at": "2026-03-09T10:30:00+00:00"},
         "Imani Castellane, LPC is to reach her by phone by 10:30"),
        ("visit", "changed", {"state": "missed"}, "She missed the visit"),
        ("attempt", "opened", {"channel": "text", "result": "message_left"},
         "Dr. Wes Halvorsen tried to reach her by text: a message was left"),
        ("notice", "opened", {"kind": "both_hands", "staff_id": 2}, None),
        ("notice", "opened", {"kind": "watch_plan_visit", "staff_id": 9}, "somebody was told: no visit was planned"),
        ("watch", "opened", {"kind": "meet"}, None),
    ],
)  # fmt: skip
def test_an_entry_reads_as_a_sentence_or_says_nothing(
    subject: str, event: str, detail: dict[str, object], said: str | None
) -> None:
    assert _say(subject, event, **detail) == said


def test_verbs_agree_with_they() -> None:
    said = _say("handoff", "changed", THEY, state="closed", close_reason="other_care")
    assert said == "Closed: they are in other care"


@pytest.mark.parametrize(("subject", "event"), list(SUBJECTS))
def test_an_entry_without_details_breaks_nothing(subject: str, event: str) -> None:
    said = _say(subject, event)
    assert said is None or (said and not said.endswith("."))


@pytest.mark.parametrize(("subject", "event"), list(SUBJECTS))
def test_unknown_codes_are_shown_as_they_are(subject: str, event: str) -> None:
    odd = {
        "state": "odd",
        "kind": "odd",
        "channel": "odd",
        "result": "odd",
        "reason": "odd",
        "outcome": "odd",
    }
    assert "{" not in (_say(subject, event, **odd) or "")


def test_times_come_from_the_caller() -> None:
    said = _say("visit", "opened", staff_id=1, starts_at=datetime(2026, 3, 9, 8, 5).isoformat())  # noqa: DTZ001
    assert said == "A visit with Imani Castellane, LPC was planned for 08:05"


def test_opening_hours_are_said_in_runs_of_days() -> None:
    opens, closes = datetime(2026, 1, 1, 8).time(), datetime(2026, 1, 1, 17, 30).time()  # noqa: DTZ001
    assert hours_words(opens, closes, [5, 1, 2, 3, 4]) == "Monday to Friday, 8:00 am to 5:30 pm"
    assert hours_words(opens, closes, [1, 3, 4]) == "Monday, Wednesday and Thursday, 8:00 am to 5:30 pm"
    assert hours_words(opens, closes, []) == "No opening hours yet"
