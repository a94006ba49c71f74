"""Endings other than engagement: only for a listed reason, always with a name on it."""

from collections.abc import Collection

from handclasp.domain.outcome import Refused

REASONS = ("client_choice", "other_care", "moved", "died", "cannot_be_found", "entered_in_error")
RECOVERY_LADDER = ("call", "text", "letter", "outreach")


def may_close(reason: str, *, holds: bool, supervises: bool, tried: Collection[str]) -> Refused | None:
    """Return why somebody may not close for a reason, or None.

    Who holds a side, or a supervisor, may close; "cannot be found" needs a supervisor after every rung of the
    recovery ladder was tried. `tried` holds the channels of all attempts.
    """
    if reason not in REASONS:
        return Refused("unknown_close_reason")
    if not (holds or supervises):
        return Refused("not_your_hands")
    if reason == "cannot_be_found":
        return _may_give_up(supervises, tried)
    return None


def untried(tried: Collection[str]) -> tuple[str, ...]:
    """Return the rungs of the recovery ladder that nobody has tried yet, in their order."""
    return tuple(channel for channel in RECOVERY_LADDER if channel not in tried)


def _may_give_up(supervises: bool, tried: Collection[str]) -> Refused | None:
    if untried(tried):
        return Refused("recovery_not_exhausted")
    return None if supervises else Refused("needs_a_supervisor")
