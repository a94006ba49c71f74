"""The handoff's life: its states and the only moves between them (product.md, "The handoff's life")."""

from enum import StrEnum


class State(StrEnum):
    """Where a handoff stands."""

    DECLINED = "declined"  # the client said no: recorded, nothing is sent anywhere
    NOT_NOW = "not_now"  # the client said another day
    SEEKING = "seeking"  # yes; the sender holds alone and looks for the next hand
    COMING = "coming"  # a receiver accepted and is on the way; acceptance is not contact
    PROMISED = "promised"  # follow-up tier: a dated contact by a named person
    SHARED = "shared"  # first contact happened: both hands
    ENGAGED = "engaged"  # the engagement rule is met: receiver alone
    CLOSED = "closed"  # ended for another listed reason


OPEN_STATES = (State.SEEKING, State.COMING, State.PROMISED, State.SHARED)

FIRST_STATES = (State.SEEKING, State.DECLINED, State.NOT_NOW)

MOVES: dict[State, tuple[State, ...]] = {
    State.DECLINED: (),
    State.NOT_NOW: (),
    State.SEEKING: (State.COMING, State.PROMISED, State.CLOSED),
    State.COMING: (State.SEEKING, State.PROMISED, State.SHARED, State.CLOSED),
    State.PROMISED: (State.SEEKING, State.SHARED, State.CLOSED),
    State.SHARED: (State.SEEKING, State.ENGAGED, State.CLOSED),
    State.ENGAGED: (),
    State.CLOSED: (),
}


def is_open(state: State) -> bool:
    """Say whether somebody must hold the client and a watch must be open."""
    return state in OPEN_STATES


def may_move(before: State, after: State) -> bool:
    """Say whether a handoff may go from `before` to `after`."""
    return after in MOVES[before]
