"""Saving words that several people write at once."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404, QueryDict

from handclasp.domain.merging import merge
from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands.meeting import Words, save_words
from handclasp.handoffs.queries.together import texts_of
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.together.forms import keeps_both, words_sent
from handclasp.web.together.pages import Typed

TRIES = 4


@dataclass(frozen=True)
class Saved:
    """What became of the words: clashes to show, or why they could not be saved."""

    clashes: dict[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_well(self) -> bool:
        """Say whether everything typed is in the record."""
        return not self.clashes and not self.problem


def save(actor: Actor, handoff_id: int, sent: QueryDict, now: datetime) -> Saved:
    """Merge what was typed into what stands there and save it; somebody who saves in between is merged again."""
    base, mine = words_sent(sent)
    for _ in range(TRIES):
        current = texts_of(actor, handoff_id)
        if current is None:
            raise Http404
        merged = merge(base, mine, current.by_name, keeps_both(sent))
        if merged.texts == current.by_name:
            return Saved(merged.clashes)
        try:
            save_words(actor, handoff_id, Words(**merged.texts), current.version, now)
        except Refusal as refusal:
            if refusal.reason != "stale_summary":
                return Saved(merged.clashes, words_for(refusal.reason))
        else:
            return Saved(merged.clashes)
    return Saved(problem=words_for("stale_summary"))


def typed(sent: QueryDict, saved: Saved) -> Typed:
    """Return what the page shows again: words that were not saved, and everything else that was typed."""
    base, mine = words_sent(sent)
    unsaved = mine if saved.problem else {name: mine[name] for name in saved.clashes}
    names = ("what", "owner", "due_on", "said_back", "visit_date", "visit_time")
    other = {name: str(sent[name]) for name in names if name in sent}
    return Typed(unsaved, {} if saved.is_well else base, other, saved.clashes)
