"""One line on the introduction's page: whoever comes has left a session for it."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.domain.etiquette import ends_in_words
from handclasp.handoffs.queries.interruptions import Interruption
from handclasp.web.shell.times import clock_words


@dataclass(frozen=True)
class InterruptionPage:
    """The line, or no words where nobody left a session."""

    handoff_id: int
    words: str
    is_called_back: bool


def interruption_page(handoff_id: int, found: list[Interruption], now: datetime) -> InterruptionPage:
    """Return the line for whoever has the introduction open."""
    if not found:
        return InterruptionPage(handoff_id, "", False)
    return InterruptionPage(handoff_id, _words(found[0], now), found[0].called_at is not None)


def _words(found: Interruption, now: datetime) -> str:
    if found.called_at is not None:
        now_what = f"is back in it since {clock_words(found.ended_at)}" if found.ended_at else "goes now"
        return (
            f"{found.first} was asked back into the other session at {clock_words(found.called_at)}, and {now_what}. "
            "What is left to do here goes on: ask somebody else, or agree on the next step."
        )
    if found.ended_at is None:
        more = "" if now < found.back_by else " The ten minutes are over."
        by = clock_words(ends_in_words(found.back_by))
        return f"{found.first} left a session for this, and is back in it by {by}.{more}"
    return f"{found.first} is back in the other session since {clock_words(found.ended_at)}."
