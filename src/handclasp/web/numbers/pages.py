"""The numbers as a page: every count in words that point at nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.domain.meeting_words import FAILURES
from handclasp.domain.small_numbers import FEWEST, number_words
from handclasp.handoffs.queries.numbers import DAYS, numbers
from handclasp.platform.actor import Actor

STATES: Final = {
    "seeking": "Looking for the next hand",
    "coming": "On the way",
    "promised": "Contact promised",
    "shared": "In both hands",
}
ANSWERS: Final = {"not_now": "Another day", "no": "Said no"}
TIERS: Final = {
    "live": "Yes: live introduction",
    "followup": "Yes: follow-up contact",
    "": "Yes: not decided yet",
}
ENDINGS: Final = {
    "client_choice": "The client chose to stop",
    "other_care": "In other care",
    "moved": "Moved away",
    "died": "Died",
    "cannot_be_found": "Cannot be found",
    "entered_in_error": "Entered in error",
}


@dataclass(frozen=True)
class ProgramRow:
    """The open handoffs that one program sends; `cells` stand in the order of the states, the late ones last."""

    program: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """One count and what it counts."""

    words: str
    many: str


@dataclass(frozen=True)
class NumbersPage:
    """The whole page."""

    days: int
    fewest: int
    heads: tuple[str, ...]
    programs: tuple[ProgramRow, ...]
    lists: tuple[tuple[str, tuple[Count, ...]], ...]


def numbers_page(actor: Actor, now: datetime) -> NumbersPage | None:
    """Return the page, or None for somebody to whom the numbers are not open."""
    found = numbers(actor, now)
    if found is None:
        return None
    ended = (
        Count("Engaged in time", number_words(found.engaged)),
        Count("Engaged later than the rule says", number_words(found.engaged_late)),
    )
    return NumbersPage(
        days=DAYS,
        fewest=FEWEST,
        heads=(*STATES.values(), "Late"),
        programs=tuple(_row(name, found.open[name], found.late.get(name, 0)) for name in sorted(found.open)),
        lists=(
            # One list: how many said yes, beside how they were introduced, would tell the smallest of them.
            ("What came of asking", _counts(TIERS, found.tiers) + _counts(ANSWERS, found.answers)),
            ("Changed from video to the phone", _counts(FAILURES, found.video_failed)),
            ("How it ended", ended + _counts(ENDINGS, found.closed)),
        ),
    )


def _row(name: str, states: Mapping[str, int], late: int) -> ProgramRow:
    cells = [number_words(states.get(state, 0)) for state in STATES]
    return ProgramRow(name, (*cells, number_words(late)))


def _counts(words: Mapping[str, str], found: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(Count(text, number_words(found.get(code, 0))) for code, text in words.items())
