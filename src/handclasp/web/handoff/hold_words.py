"""Who holds a client, what must happen next and who is told if it does not: in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_label
from handclasp.domain.lifecycle import State
from handclasp.domain.pronouns import Pronoun, pronoun
from handclasp.domain.watches import LADDER
from handclasp.handoffs.queries.handoff_page import HandoffFacts
from handclasp.web.shell.times import local_day, moment_words, short_day_words

UNDONE = {
    "find_next_hand": "nobody has been found",
    "meet": "the introduction has not begun",
    "reach_client": "nobody has reached {o}",
    "plan_visit": "no visit is planned",
    "record_visit": "nobody has said how the visit went",
    "recover": "nobody has tried to reach {o} again",
    "review_pause": "nobody has looked at the pause",
}
HEADLINES = {
    "find_next_hand": "Find the next hand now",
    "meet": "The introduction has not begun",
    "reach_client": "{O} has not been reached",
    "plan_visit": "Plan a visit now",
    "record_visit": "Say how the visit went",
    "recover": "Reach {o}: {s} missed {p} visit",
    "review_pause": "Look at the pause again",
}
ENDINGS = {
    "client_choice": "{S} chose to stop",
    "other_care": "{S} {is} in other care",
    "moved": "{S} moved away",
    "died": "{S} died",
    "cannot_be_found": "{S} could not be found",
    "entered_in_error": "It was entered in error",
}


@dataclass(frozen=True)
class Head:
    """One side over the bar: how its hand is drawn, its name and a line of words."""

    hand: str
    name: str
    words: str


def name_for(staff: Staff | None, me: int) -> str:
    """Return `You` or the name of somebody."""
    if staff is None:
        return "Nobody yet"
    return "You" if staff.pk == me else staff_label(staff)


def heads(facts: HandoffFacts) -> tuple[Head, Head]:
    """Return both sides in words."""
    sender, receiver = facts.holder("sending"), facts.holder("receiving")
    first = Head("from", name_for(sender, facts.me), _sender_words(facts, sender))
    if receiver is not None:
        return first, Head("to", name_for(receiver, facts.me), _receiver_words(facts, receiver))
    words = {
        State.COMING: "On the way. Nothing is shared before first contact.",
        State.PROMISED: "Named. Nothing is shared before first contact.",
    }.get(facts.state, "")
    name = name_for(facts.named, facts.me) if facts.is_open or facts.named else "Nobody else held"
    return first, Head("none", name, words)


def _sender_words(facts: HandoffFacts, sender: Staff | None) -> str:
    who = pronoun(facts.handoff.client.pronoun)
    is_me = sender is not None and sender.pk == facts.me
    match facts.state:
        case State.SHARED:
            return f"{'Let' if is_me else 'Lets'} go when {who.subject} {who.verb('is', 'are')} engaged"
        case State.ENGAGED:
            return f"Let go on {_day(facts.handoff.engaged_at)}"
        case State.CLOSED:
            return f"Held until {_day(facts.handoff.closed_at)}"
        case State.DECLINED | State.NOT_NOW:
            return "Asked, and nothing was sent anywhere"
    since = facts.holder_since("sending") or facts.handoff.answered_at
    return f"{'Hold' if is_me else 'Holds'} {who.object} alone since {_day(since)}"


def _receiver_words(facts: HandoffFacts, receiver: Staff) -> str:
    who, is_me = pronoun(facts.handoff.client.pronoun), receiver.pk == facts.me
    if facts.state == State.ENGAGED:
        return f"{'Hold' if is_me else 'Holds'} {who.object} alone since {_day(facts.handoff.engaged_at)}"
    if facts.state == State.CLOSED:
        return f"Held until {_day(facts.handoff.closed_at)}"
    return f"{'Share' if is_me else 'Shares'} since {_day(facts.holder_since('receiving') or facts.now)}"


def watch_words(facts: HandoffFacts) -> str:
    """Return what happens if nothing happens: `If nobody has reached her by ..., Dr. X is told, then ...`."""
    watch = facts.watch
    if watch is None:
        return ""
    undone = UNDONE[watch.kind].format(o=pronoun(facts.handoff.client.pronoun).object)
    first, *later = _to_come(facts, watch.step)
    then = "".join(f", then {people}" for people in later)
    at = moment_words(watch.next_at, facts.now)
    if watch.step == 0:
        when = f" at {at}" if watch.next_at > watch.due_at else ""
        told = "are told" if first == "you" or " and " in first else "is told"
        return f"If {undone} by {moment_words(watch.due_at, facts.now)}, {first} {told}{when}{then}."
    return f"{undone[0].upper()}{undone[1:]}. {_told(facts, watch.step)} Next, {at}: {first}{then}."


def _to_come(facts: HandoffFacts, step: int) -> list[str]:
    """Return whom each rung to come adds to those before it, in words; past the end the last rung is told again."""
    known: set[int] = set()
    found = []
    for rung in facts.rungs[min(step, len(LADDER) - 1) :]:
        fresh = [(i, name) for i, name in zip(rung.staff_ids, rung.people, strict=True) if i not in known]
        known |= {i for i, _ in fresh}
        if fresh:
            found.append(listed("you" if i == facts.me else name for i, name in fresh))
    return found or ["the supervisor"]


def _told(facts: HandoffFacts, step: int) -> str:
    told = [rung for rung in facts.rungs[: min(step, len(LADDER))] if rung.people]
    names = dict.fromkeys(name for rung in told for name in _named(rung.staff_ids, rung.people, facts.me))
    return f"Told so far: {listed(names)}." if names else ""


def _named(ids: tuple[int, ...], names: tuple[str, ...], me: int) -> list[str]:
    return ["you" if staff_id == me else name for staff_id, name in zip(ids, names, strict=True)]


def listed(names: Iterable[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    all_names = list(names)
    return f"{', '.join(all_names[:-1])} and {all_names[-1]}" if len(all_names) > 1 else "".join(all_names)


def headline(facts: HandoffFacts) -> str:
    """Return what is late, in a few words, or an empty string."""
    watch = facts.watch
    if watch is None or not (watch.next_at <= facts.now or watch.step > 0 or watch.kind == "recover"):
        return ""
    return _filled(HEADLINES[watch.kind], pronoun(facts.handoff.client.pronoun))


def headline_more(facts: HandoffFacts) -> str:
    """Return since when something is late and who holds meanwhile."""
    assert facts.watch is not None
    due = moment_words(facts.watch.due_at, facts.now)
    when = f"It was due {due}." if facts.watch.due_at <= facts.now else f"It is due by {due}."
    holders = [
        name_for(facts.holder(side), facts.me) for side in ("sending", "receiving") if facts.holder(side)
    ]
    holders.sort(key=lambda name: name != "You")
    verb = "holds" if len(holders) == 1 and holders[0] != "You" else "hold"
    return f"{when} {listed(holders)} still {verb}."


def ended_words(facts: HandoffFacts) -> str:
    """Return how a handoff ended, or an empty string for an open one."""
    handoff, who = facts.handoff, pronoun(facts.handoff.client.pronoun)
    match facts.state:
        case State.ENGAGED:
            late = " It took longer than the rule says." if handoff.engaged_late else ""
            name = name_for(facts.holder("receiving"), facts.me).replace("You", "you")
            since = f"engaged since {_day(handoff.engaged_at)}, with {name}"
            return f"{who.subject_first} {who.verb('is', 'are')} {since}.{late}"
        case State.CLOSED:
            by = name_for(handoff.closed_by, facts.me).replace("You", "you")
            why = _filled(ENDINGS.get(handoff.close_reason, ""), who)
            closed = f"Closed on {_day(handoff.closed_at)} by {by}."
            return f"{why}. {closed}" if why else closed  # not everybody is told why
        case State.DECLINED:
            return f"{who.subject_first} said no on {_day(handoff.answered_at)}. Nothing was sent anywhere."
        case State.NOT_NOW:
            return f"{who.subject_first} said another day on {_day(handoff.answered_at)}. Nothing was sent anywhere."
    return ""


def bar_sentence(facts: HandoffFacts, name: str) -> str:
    """Return the whole bar in one sentence."""
    first, second = heads(facts)
    if facts.state == State.SHARED:
        return f"{first.name} and {second.name} share {name} since {_day(facts.handoff.first_contact_at)}."
    if not facts.is_open:
        return ended_words(facts)
    has, since = "have" if first.name == "You" else "has", _day(facts.handoff.answered_at)
    alone = f"{first.name} {has} held {name} alone since {since}."
    return f"{alone} {second.name} is named and has not met {name} yet." if facts.named else alone


def _filled(text: str, who: Pronoun) -> str:
    return text.format(
        s=who.subject, S=who.subject_first, o=who.object, O=who.subject_first, p=who.possessive,
        **{"is": who.verb("is", "are")},
    )  # fmt: skip


def _day(at: datetime | None) -> str:
    return short_day_words(local_day(at)) if at else ""
