"""What staff say to each other about a handoff: the phrases at hand, who is offered which, and their own words."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.domain.outcome import Refused

OWN: Final = "own"  # somebody's own words; everything else is a phrase below
LATE: Final = "running_late"
PHRASES: Final[Mapping[str, str]] = {
    "on_my_way": "On my way.",
    LATE: "Running two minutes late.",
    "bring_tablet": "Please bring the tablet.",
    "start_without_me": "Start without me, I am joining.",
    "client_leaves_soon": "The client has to leave soon.",
    "room_changed": "The room has changed. Please ask me which.",
    "wait_outside": "Please wait outside for a moment.",
    "call_me": "Please call me.",
    "understood": "Understood.",
}
KINDS: Final = (OWN, *PHRASES)
LONGEST: Final = 500
LATER_BY: Final = timedelta(minutes=2)
LATE_AT_MOST: Final = 3  # a watch that can be pushed on for ever would never tell anybody
PRESSED_TWICE: Final = timedelta(seconds=5)

COMER, SENDER, OTHER = "comer", "sender", "other"
_EVERYBODYS: Final = ("call_me", "understood")
_OFFERED: Final[Mapping[tuple[State, str], tuple[str, ...]]] = {
    (State.COMING, COMER): ("on_my_way", LATE, "start_without_me", "bring_tablet"),
    (State.COMING, SENDER): ("client_leaves_soon", "room_changed", "wait_outside", "bring_tablet"),
    (State.SEEKING, SENDER): ("client_leaves_soon",),
}


def part_of(person: int, receiver: int | None, sender: int | None) -> str:
    """Return which part somebody has in an introduction: who comes, who sends, or neither."""
    return COMER if person == receiver else SENDER if person == sender else OTHER


def offered(state: State, part: str) -> tuple[str, ...]:
    """Return the phrases at hand for somebody, the likeliest first; none once the handoff has ended."""
    if state not in OPEN_STATES:
        return ()
    return _OFFERED.get((state, part), ()) + _EVERYBODYS


def words_of(kind: str, body: str) -> str:
    """Return what a message says."""
    return body if kind == OWN else PHRASES.get(kind, kind)


def may_say(state: State, part: str, kind: str, body: str) -> Refused | None:
    """Say why a message cannot be sent, or None: phrases are for those to whom they are offered."""
    if state not in OPEN_STATES:
        return Refused("talk_is_over")
    if kind == OWN:
        return _own_words(body)
    return (
        None
        if kind in offered(state, part)
        else Refused("already_moved_on" if kind in PHRASES else "unknown_choice")
    )


def _own_words(body: str) -> Refused | None:
    if not any(
        unicodedata.category(sign)[0] in "LNPS" for sign in body
    ):  # marks that nobody can see say nothing
        return Refused("message_empty")
    return Refused("message_too_long") if len(body) > LONGEST else None


def comes_later(comes_by: datetime | None, now: datetime, said_before: int) -> datetime | Refused:
    """Return when somebody is expected who is two minutes late, or the refusal once it was said three times."""
    if said_before >= LATE_AT_MOST:
        return Refused("late_too_often")
    return max(comes_by or now, now) + LATER_BY
