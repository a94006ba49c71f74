"""Together: the page that sender and receiver both have open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from handclasp.clients.queries import display_name
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_label
from handclasp.domain.lifecycle import State
from handclasp.domain.words import PROMPTS, Prompt
from handclasp.handoffs.models import Action
from handclasp.handoffs.queries.together import Together, together
from handclasp.platform.actor import Actor
from handclasp.web.introduce.said import first_name
from handclasp.web.introduce.tier_page import where
from handclasp.web.shell.clasp import Bar

CLOSES_FOR: Final = timedelta(seconds=10)
SEVERITY: Final = {"stable": "Stable", "watcher": "Watch closely", "unstable": "Needs help now"}


@dataclass(frozen=True)
class Choice:
    """One radio tile."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Text:
    """One field of words: `typed` is shown, `saved` is what it was changed from."""

    name: str
    label: str
    hint: str
    saved: str
    typed: str


@dataclass(frozen=True)
class Clash:
    """A field that two people changed at once: the other's text, beside one's own."""

    name: str
    label: str
    theirs: str


@dataclass(frozen=True)
class Step:
    """One next step."""

    action_id: int
    what: str
    who: str
    due_on: datetime | None
    is_done: bool


@dataclass(frozen=True)
class ReadBack:
    """What the receiver said back."""

    said: str
    by: str
    at: datetime | None
    matches: bool


@dataclass(frozen=True)
class TogetherPage:
    """Everything of the page; what may be pressed is said here."""

    handoff_id: int
    client: str
    need: str
    where: str
    spanish_first: bool
    state: str
    sender: str
    receiver: str
    receiver_first: str
    arrived_at: datetime | None
    met_at: datetime | None
    ended_at: datetime | None
    bar: Bar
    can_write: bool
    can_mark_present: bool
    can_read_back: bool
    can_plan: bool
    topics: str
    now: datetime
    prompts: Mapping[str, Prompt]
    severities: tuple[Choice, ...]
    saved_severity: str
    texts: Mapping[str, Text]
    clashes: tuple[Clash, ...]
    steps: tuple[Step, ...]
    owners: tuple[Choice, ...]
    typed: Mapping[str, str]
    read_back: ReadBack | None
    visit_at: datetime | None
    earliest_day: str
    problems: tuple[str, ...] = ()


LABELS: Final = {
    "severity": ("How it stands", ""),
    "said": ("Why we are here, in a few sentences", "What was said, what was tried, what worries you"),
    "priority": ("What matters most, in the client’s own words", ""),
    "corrections": ("What the client corrects or adds", ""),
    "contingency": ("If it gets worse before then", "What to do, whom to call"),
    "small_step": ("One small step for today", "Small enough to be done before tonight"),
}


@dataclass(frozen=True)
class Typed:
    """What came with the form: shown again, so that nothing is lost."""

    words: Mapping[str, str]
    base: Mapping[str, str]
    other: Mapping[str, str]
    clashes: Mapping[str, str]


NOTHING_TYPED: Final = Typed({}, {}, {}, {})


def together_page(
    actor: Actor, handoff_id: int, now: datetime, typed: Typed = NOTHING_TYPED, problems: tuple[str, ...] = ()
) -> TogetherPage | None:
    """Return the page, or None for a handoff that the actor may not see."""
    found = together(actor, handoff_id)
    return _page(actor, found, now, typed, problems) if found else None


def _page(
    actor: Actor, found: Together, now: datetime, typed: Typed, problems: tuple[str, ...]
) -> TogetherPage:
    handoff, state = found.handoff, State(found.handoff.state)
    is_receiver = handoff.receiver_id == actor.staff_id
    is_shared = state is State.SHARED
    return TogetherPage(
        handoff_id=handoff.pk,
        client=display_name(handoff.client),
        need=handoff.need.name_en,
        where=where(handoff),
        spanish_first=handoff.language == "es",
        state=handoff.state,
        sender=staff_label(found.sender) if found.sender else "",
        receiver=staff_label(found.receiver) if found.receiver else "",
        receiver_first=first_name(found.receiver.given) if found.receiver else "",
        arrived_at=handoff.arrived_at,
        met_at=handoff.first_contact_at,
        ended_at=handoff.introduction_ended_at,
        bar=_bar(found, now),
        can_write=found.takes_part and state in {State.COMING, State.SHARED},
        can_mark_present=is_receiver and state is State.COMING,
        can_read_back=is_receiver and is_shared,
        can_plan=found.takes_part and is_shared and handoff.paused_at is None,
        topics=f"handoff:{handoff.pk}",
        now=now,
        prompts=PROMPTS,
        severities=_severities(found, typed),
        saved_severity=typed.base.get("severity", found.texts.severity),
        texts={name: _text(name, found, typed) for name in LABELS if name != "severity"},
        clashes=tuple(Clash(n, LABELS[n][0], _plain(n, text)) for n, text in typed.clashes.items()),
        steps=tuple(_step(action, display_name(handoff.client)) for action in found.actions),
        owners=_owners(actor, found, typed.other.get("owner")),
        typed=typed.other,
        read_back=_read_back(found),
        visit_at=found.visit.starts_at if found.visit else None,
        earliest_day=f"{timezone.localtime(now):%Y-%m-%d}",
        problems=problems,
    )


def _severities(found: Together, typed: Typed) -> tuple[Choice, ...]:
    chosen = typed.words.get("severity", found.texts.severity)
    return tuple(Choice(code, words, code == chosen) for code, words in SEVERITY.items())


def _text(name: str, found: Together, typed: Typed) -> Text:
    """Return a field; one that was not saved keeps what this person typed and what they began from."""
    label, hint = LABELS[name]
    saved = found.texts.by_name[name]
    if name in typed.words:
        return Text(name, label, hint, typed.base.get(name, ""), typed.words[name])
    return Text(name, label, hint, saved, saved)


def _plain(name: str, text: str) -> str:
    return SEVERITY.get(text, text) if name == "severity" else text


def _step(action: Action, client: str) -> Step:
    who = client if action.owner is None else staff_label(action.owner)
    return Step(action.pk, action.what, who, action.due_on, action.done_at is not None)  # type: ignore[arg-type]


def _owners(actor: Actor, found: Together, chosen: str | None) -> tuple[Choice, ...]:
    people = [person for person in (found.sender, found.receiver) if person]
    first = chosen if chosen is not None else str(actor.staff_id or "")
    mine = [Choice(str(p.pk), _named(p, actor), str(p.pk) == first) for p in people]
    return (*mine, Choice("", display_name(found.handoff.client), first == ""))


def _named(person: Staff, actor: Actor) -> str:
    return "Me" if person.pk == actor.staff_id else first_name(person.given)


def _read_back(found: Together) -> ReadBack | None:
    summary = found.summary
    if summary is None or summary.read_back_at is None or summary.read_back_by is None:
        return None
    by = staff_label(summary.read_back_by)
    return ReadBack(summary.read_back, by, summary.read_back_at, bool(summary.read_back_matches))


def _bar(found: Together, now: datetime) -> Bar:
    """Return the two hands without a scale: one alone, then both; the clasp closes once."""
    handoff = found.handoff
    sender = staff_label(found.sender) if found.sender else "The sender"
    receiver = staff_label(found.receiver) if found.receiver else "nobody yet"
    if handoff.state != State.SHARED or handoff.first_contact_at is None:
        label = f"{sender} holds alone. Named, and not yet in contact: {receiver}."
        return Bar((0, 10), label, sender=(0, 7), reach=7, now=3, expects="to", now_words=None)
    closing = "closing" if now - handoff.first_contact_at < CLOSES_FOR else ""
    label = f"Both hands: {sender} and {receiver}. The sender lets go only when the client is engaged."
    return Bar((0, 10), label, sender=(0, 7), receiver=(3, 10), now=4, look=closing, now_words=None)
