"""Who is reached when all else fails in a program, and why nobody could be: the reason, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

RUNG_WORDS: Final = {"duty": "duty person", "last_rung": "last rung", "supervisor": "supervisor"}


@dataclass(frozen=True)
class Rung:
    """One person named for a program; `problem` is empty, `left`, `away` (until `back`) or `no_way`."""

    staff_id: int
    name: str
    rung: str
    problem: str = ""
    back: date | None = None


def reachable(rungs: Sequence[Rung]) -> Rung | None:
    """Return the first who can be reached, in the order duty person, last rung, supervisor; else None."""
    return next((rung for rung in rungs if not rung.problem), None)


def refusal_of(rungs: Sequence[Rung]) -> str:
    """Return the reason code why a program cannot be chosen, the one soonest put right first; empty where it can."""
    if reachable(rungs):
        return ""
    problems = {rung.problem for rung in rungs}
    for problem, code in (("no_way", "last_rung_without_a_way"), ("away", "last_rung_away")):
        if problem in problems:
            return code
    return "no_last_rung"


def why_not(rungs: Sequence[Rung]) -> str:
    """Return in words why nobody is reached when all else fails; empty where somebody is.

    Somebody named twice is told of once: `Only Bea Fontaine, who is on leave until April 7`.
    """
    if reachable(rungs):
        return ""
    once = {rung.staff_id: rung for rung in rungs}
    if not once:
        return "Nobody is named who is reached when all else fails."
    told = [f"{rung.name}, who {_state(rung)}" for rung in once.values()]
    if len(told) == 1:
        return f"When all else fails there is only {told[0]}."
    return f"When all else fails there are only {'; '.join(told[:-1])}; and {told[-1]}."


def _state(rung: Rung) -> str:
    if rung.problem == "left":
        return "has left"
    if rung.problem == "no_way":
        return "has no way to be reached yet (no account, no phone number)"
    return f"is on leave until {rung.back:%B} {rung.back.day}" if rung.back else "is on leave"
