"""What happened, as plain sentences: one entry of history becomes a sentence, or None where it says nothing new."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handclasp.domain.meeting_words import PROBLEM_SAID
from handclasp.domain.pronouns import Pronoun

DROPS = {
    "nobody_free": "nobody was free",
    "away": "the right person was away",
    "client_could_not_wait": "{s} could not wait",
    "technology": "the technology did not work",
    "client_preferred": "{s} preferred it",
    "no_consent": "{s} did not agree to more",
    "other": "another reason",
}
CLOSINGS = {
    "client_choice": "{s} chose to stop",
    "other_care": "{s} {is} in other care",
    "moved": "{s} moved away",
    "died": "{s} died",
    "cannot_be_found": "{s} could not be found",
    "entered_in_error": "it was entered in error",
}
PAUSES = {"hospital": "in hospital", "jail": "in jail", "travel": "traveling"}
CHANNELS = {
    "call": "by phone", "text": "by text", "letter": "by letter", "outreach": "by going there",
    "in_person": "in person", "video": "by video", "email": "by email",
}  # fmt: skip
RESULTS = {
    "no_answer": "no answer",
    "message_left": "a message was left",
    "another_time": "{s} asked for another time",
}
DECLINES = {
    "with_client": "with a client",
    "not_my_field": "not their field",
    "at_capacity": "holds too many already",
    "leaving": "was leaving",
    "other": "another reason",
}
CALL_ENDS = {
    "nobody": "Nobody could come",
    "waited_out": "Nobody came in time",
    "stopped": "{who} stopped the ringing",
}
VISIT_ENDS = {
    "attended": "{S} came to the visit",
    "missed": "{S} missed the visit",
    "rescheduled": "The visit was moved",
    "cancelled": "The visit was called off",
}
TOLD = {
    "watch_find_next_hand": "nobody had been found",
    "watch_meet": "the introduction had not begun",
    "watch_reach_client": "the promised contact had not happened",
    "watch_plan_visit": "no visit was planned",
    "watch_record_visit": "nobody had said how the visit went",
    "watch_recover": "{s} had not been reached after the missed visit",
    "watch_review_pause": "the pause had to be looked at again",
}


@dataclass(frozen=True)
class Entry:
    """One entry of history: `who` acted; `detail` holds the new values of what changed (times as ISO text)."""

    subject: str
    event: str
    detail: Mapping[str, object]
    who: str
    subject_id: int = 0


@dataclass(frozen=True)
class Telling:
    """How to say it: about whom, the names of staff by id, whose each ring is, and how a time is said.

    `said` holds what messages say, for those who may read them.
    """

    client: Pronoun
    names: Mapping[int, str]
    say_time: Callable[[datetime], str]
    rung: Mapping[int, str] = field(default_factory=dict)
    said: Mapping[int, str] = field(default_factory=dict)

    def name(self, value: object) -> str:
        """Return somebody's name, or "somebody" for an id nobody knows."""
        return self.names.get(value, "somebody") if isinstance(value, int) else "somebody"

    def time(self, value: object) -> str:
        """Return when something is, in words."""
        return self.say_time(datetime.fromisoformat(value)) if isinstance(value, str) else "a time"

    def words(self, table: Mapping[str, str], key: object, who: str = "") -> str:
        """Return the words for a code with the client's pronoun in them; an unknown code reads as it is."""
        client = self.client
        text = table.get(str(key), str(key))
        return text.format(
            s=client.subject, S=client.subject_first, **{"is": client.verb("is", "are")}, who=who
        )


def sentence(entry: Entry, telling: Telling) -> str | None:
    """Return what an entry says in one sentence without its full stop, or None for noise."""
    says = SUBJECTS.get((entry.subject, entry.event))
    return says(entry, telling) if says else None


def _answered(entry: Entry, telling: Telling) -> str | None:
    answer = {"yes": "said yes to meeting somebody", "not_now": "said not now", "no": "said no"}
    return f"{telling.client.subject_first} {answer.get(str(entry.detail.get('answer')), 'answered')}"


def _moved(entry: Entry, telling: Telling) -> str | None:
    state, detail, client = entry.detail.get("state"), entry.detail, telling.client
    match state:
        case "coming":
            return f"{telling.name(detail.get('receiver_id'))} accepted and is on the way"
        case "promised":
            why = telling.words(DROPS, detail.get("drop_reason", "other"))
            return f"Nobody met {client.object} live: {why}. A contact was promised"
        case "shared":
            return "First contact. From now on both hands hold"
        case "engaged":
            late = ", later than the rule says" if detail.get("engaged_late") is True else ""
            return f"{client.subject_first} {client.verb('is', 'are')} engaged{late}. The sender let go"
        case "closed":
            return f"Closed: {telling.words(CLOSINGS, detail.get('close_reason', ''))}"
        case "seeking":
            return "The sender holds alone again and looks for the next hand"
    return _stood_still(entry, telling)


def _stood_still(entry: Entry, telling: Telling) -> str | None:
    detail, client = entry.detail, telling.client
    if detail.get("paused_at"):
        where = telling.words(PAUSES, detail.get("pause_reason", ""))
        return f"Paused: {client.subject} {client.verb('is', 'are')} {where}. Dates stand still"
    if "paused_at" in detail:
        return "The pause ended. Dates run again"
    if "need_id" in detail:
        return f"What would help {client.object} was changed"
    if detail.get("introduction_ended_at"):
        return "The introduction ended"
    return f"{entry.who} noted the arrival" if detail.get("arrived_at") else None


def _hand(entry: Entry, telling: Telling) -> str | None:
    name, side = telling.name(entry.detail.get("staff_id")), entry.detail.get("side")
    which = "sending" if side == "sending" else "receiving"
    began = entry.detail.get("began_by")
    if began == "passed":
        return f"{name} took over the {which} side"
    return f"{entry.who} put the {which} side into the hands of {name}" if began == "assigned" else None


def _called(entry: Entry, telling: Telling) -> str | None:
    return (
        f"{entry.who} asked who can come now. {telling.client.subject_first} could wait until "
        + telling.time(entry.detail.get("waits_until"))
    )


def _call_ended(entry: Entry, telling: Telling) -> str | None:
    outcome = entry.detail.get("outcome")
    return telling.words(CALL_ENDS, outcome, entry.who) if outcome in CALL_ENDS else None


def _rung(entry: Entry, telling: Telling) -> str | None:
    return f"Rang {telling.name(entry.detail.get('staff_id'))}"


def _ring_answered(entry: Entry, telling: Telling) -> str | None:
    name = telling.rung.get(entry.subject_id, entry.who)
    match entry.detail.get("state"):
        case "declined":
            return f"{name} could not come: {telling.words(DECLINES, entry.detail.get('reason', 'other'))}"
        case "later":
            return f"{name} offered to come in 5 minutes"
        case "silent":
            return f"{name} did not answer"
        case "withdrawn":
            return f"{name} could not come after all"
    return None


def _pass_opened(entry: Entry, telling: Telling) -> str | None:
    if entry.detail.get("state") != "asked":
        return None
    return f"{entry.who} asked {telling.name(entry.detail.get('taker_id'))} to take over"


def _pass_answered(entry: Entry, telling: Telling) -> str | None:
    return {
        "declined": f"{entry.who} could not take over",
        "withdrawn": f"{entry.who} withdrew the request to take over",
    }.get(str(entry.detail.get("state")))


def _relief_asked(entry: Entry, telling: Telling) -> str | None:
    return f"{entry.who} asked to be relieved, and holds until somebody has taken over"


def _relief_ended(entry: Entry, telling: Telling) -> str | None:
    return f"{entry.who} stays after all" if entry.detail.get("state") == "withdrawn" else None


def _promised(entry: Entry, telling: Telling) -> str | None:
    by, how = (
        telling.time(entry.detail.get("due_at")),
        telling.words(CHANNELS, entry.detail.get("channel", "")),
    )
    return f"{telling.name(entry.detail.get('staff_id'))} is to reach {telling.client.object} {how} by {by}"


def _promise_changed(entry: Entry, telling: Telling) -> str | None:
    if "staff_id" in entry.detail:
        return f"{telling.name(entry.detail['staff_id'])} is to reach {telling.client.object} instead"
    if "due_at" in entry.detail:
        return f"The promised contact moved to {telling.time(entry.detail['due_at'])}"
    return None


def _planned(entry: Entry, telling: Telling) -> str | None:
    over = ", on purpose at a taken time" if entry.detail.get("overbooked_by_id") else ""
    at, name = telling.time(entry.detail.get("starts_at")), telling.name(entry.detail.get("staff_id"))
    return f"A visit with {name} was planned for {at}{over}"


def _visited(entry: Entry, telling: Telling) -> str | None:
    state = entry.detail.get("state")
    return telling.words(VISIT_ENDS, state) if state in VISIT_ENDS else None


def _tried(entry: Entry, telling: Telling) -> str | None:
    how, result = telling.words(CHANNELS, entry.detail.get("channel", "")), entry.detail.get("result")
    if result == "reached":
        return f"{entry.who} reached {telling.client.object} {how}"
    return f"{entry.who} tried to reach {telling.client.object} {how}: {telling.words(RESULTS, result)}"


def _summary(entry: Entry, telling: Telling) -> str | None:
    if entry.detail.get("read_back_at"):
        matches = entry.detail.get("read_back_matches") is not False
        return f"{entry.who} said it back" + (", and it matched" if matches else ", and it did not match yet")
    return f"{entry.who} wrote down what was said" if entry.event == "changed" else None


def _action(entry: Entry, telling: Telling) -> str | None:
    if entry.event == "opened":
        return f"{entry.who} added a next step"
    return f"{entry.who} marked a next step as done" if entry.detail.get("done_at") else None


def _meets(entry: Entry, telling: Telling) -> str | None:
    return "They meet by phone" if entry.detail.get("kind") == "phone" else "They meet by video"


def _met_otherwise(entry: Entry, telling: Telling) -> str | None:
    reason = entry.detail.get("fail_reason")
    return f"{entry.who} changed to the phone: {telling.words(PROBLEM_SAID, reason)}" if reason else None


def _notice(entry: Entry, telling: Telling) -> str | None:
    kind = str(entry.detail.get("kind"))
    if kind not in TOLD:
        return None
    return f"{telling.name(entry.detail.get('staff_id'))} was told: {telling.words(TOLD, kind)}"


def _said(entry: Entry, telling: Telling) -> str | None:
    words = telling.said.get(entry.subject_id)
    return f"{entry.who} wrote: “{words}”" if words else f"{entry.who} wrote a message"


SUBJECTS: Mapping[tuple[str, str], Callable[[Entry, Telling], str | None]] = {
    ("handoff", "opened"): _answered,
    ("handoff", "changed"): _moved,
    ("hand", "opened"): _hand,
    ("call", "opened"): _called,
    ("call", "changed"): _call_ended,
    ("ring", "opened"): _rung,
    ("ring", "changed"): _ring_answered,
    ("pass", "opened"): _pass_opened,
    ("pass", "changed"): _pass_answered,
    ("relief", "opened"): _relief_asked,
    ("relief", "changed"): _relief_ended,
    ("promise", "opened"): _promised,
    ("promise", "changed"): _promise_changed,
    ("visit", "opened"): _planned,
    ("visit", "changed"): _visited,
    ("attempt", "opened"): _tried,
    ("summary", "opened"): _summary,
    ("summary", "changed"): _summary,
    ("action", "opened"): _action,
    ("action", "changed"): _action,
    ("meeting", "opened"): _meets,
    ("meeting", "changed"): _met_otherwise,
    ("notice", "opened"): _notice,
    ("message", "opened"): _said,
}
