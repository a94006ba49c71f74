"""The sections of the page of a handoff, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from handclasp.clients.models import Client
from handclasp.directory.queries import staff_label
from handclasp.domain.closing import untried
from handclasp.domain.permissions import Relation
from handclasp.domain.pronouns import pronoun
from handclasp.handoffs.models import Action
from handclasp.handoffs.queries.handoff_page import HandoffFacts
from handclasp.handoffs.queries.seen import CONTACT
from handclasp.web.handoff.hold_words import listed, name_for
from handclasp.web.handoff.rights import Rights
from handclasp.web.shell.times import moment_words, short_day_words

SEVERITIES = {"stable": "Stable", "watcher": "Watch closely", "unstable": "Needs help now"}
VISIT_WORDS = {
    "planned": "Planned", "attended": "Came", "missed": "Missed", "rescheduled": "Moved", "cancelled": "Called off",
}  # fmt: skip
TRIED = {
    "call": "Call", "text": "Text", "letter": "Letter", "outreach": "Went there", "in_person": "In person",
    "video": "Video", "email": "Email",
}  # fmt: skip
CAME_OF_IT = {
    "reached": "reached", "no_answer": "no answer", "message_left": "message left", "another_time": "another time",
}  # fmt: skip
RUNGS = {"call": "a call", "text": "a text", "letter": "a letter", "outreach": "going there"}


@dataclass(frozen=True)
class Reach:
    """How the client wants to be reached; an empty phone means that none is known."""

    phone: str
    tel_url: str
    sms_url: str
    note: str
    voicemail: str


@dataclass(frozen=True)
class Said:
    """One part of the summary as it was spoken."""

    label: str
    text: str


@dataclass(frozen=True)
class ActionLine:
    """One next step."""

    action_id: int
    what: str
    whose: str
    is_done: bool
    can_finish: bool


@dataclass(frozen=True)
class VisitLine:
    """One visit; `can_record` once it has begun, `can_change` while it is planned."""

    visit_id: int
    at: str
    whose: str
    state: str
    can_record: bool
    can_change: bool
    is_planned: bool
    overbooked: str


@dataclass(frozen=True)
class AskLine:
    """An open request to take a side over."""

    pass_id: int
    words: str
    reason: str
    can_answer: bool
    can_withdraw: bool


@dataclass(frozen=True)
class Choice:
    """The colleagues to choose from for one side."""

    side: str
    options: tuple[tuple[str, str], ...]


def reach(client: Client) -> Reach:
    """Return how to reach a client."""
    digits = "".join(c for c in client.phone if c.isdigit() or c == "+")
    voicemail = "A voicemail is safe." if client.voicemail_is_safe else "No voicemail."
    return Reach(
        client.phone, f"tel:{digits}", f"sms:{digits}", client.reach_note, voicemail if client.phone else "",
    )  # fmt: skip


def languages(client: Client) -> str:
    """Return the languages that a client speaks, preferred first."""
    return listed(LANGUAGES.get(tag.partition("-")[0], tag) for tag in client.languages)


LANGUAGES = {
    "en": "English", "es": "Spanish", "ar": "Arabic", "zh": "Chinese", "fr": "French", "ht": "Haitian Creole",
    "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "tl": "Tagalog", "vi": "Vietnamese",
}  # fmt: skip


KEPT = (
    (CONTACT, "how to reach {o}"),
    ("handoff.need", "what would help"),
    ("handoff.attempts", "what was tried"),
    ("handoff.summary", "what was said together"),
    ("handoff.reasons", "the reasons"),
    ("handoff.history", "what happened"),
)


def withheld_words(facts: HandoffFacts) -> str:
    """Return what of this handoff its reader is not given and who is, or an empty string."""
    who, near = pronoun(facts.handoff.client.pronoun), facts.seen.relation <= Relation.PROGRAM
    # Where nothing was sent, nobody is to be reached: nobody who stands near is told that it is kept back.
    told = set(facts.seen.fields) | ({CONTACT} if near and not facts.is_sent else set())
    kept = listed(words.format(o=who.object) for field, words in KEPT if field not in told)
    whose = f"those who treat {who.object}" if near else f"those who hold {who.object}, and their programs"
    return f"{kept[0].upper()}{kept[1:]}: that is for {whose}." if kept else ""


def said(facts: HandoffFacts) -> tuple[Said, ...]:
    """Return the summary as it was spoken, without what nobody said."""
    summary = facts.summary
    if summary is None:
        return ()
    back = summary.read_back
    if back and summary.read_back_by and summary.read_back_at:
        matched = "it matched" if summary.read_back_matches else "it did not match yet"
        back = f"{back} ({staff_label(summary.read_back_by)}, {matched})"
    parts = (
        ("How serious", SEVERITIES.get(summary.severity, "")), ("Why we are here", summary.said),
        ("What matters most", summary.priority), ("Corrected or added", summary.corrections),
        ("If something goes wrong", summary.contingency), ("One small step", summary.small_step), ("Said back", back),
    )  # fmt: skip
    return tuple(Said(label, text) for label, text in parts if text)


def action_lines(facts: HandoffFacts, may: Rights) -> tuple[ActionLine, ...]:
    """Return the next steps, open ones first."""
    lines = [
        ActionLine(
            row.pk, row.what, _whose(row, facts), row.done_at is not None, may.finish and not row.done_at
        )
        for row in facts.actions
    ]
    return tuple(sorted(lines, key=lambda line: line.is_done))


def _whose(action: Action, facts: HandoffFacts) -> str:
    name = name_for(action.owner, facts.me) if action.owner else "The client"
    return f"{name}, by {short_day_words(action.due_on)}" if action.due_on else name


def visit_lines(facts: HandoffFacts, may: Rights) -> tuple[VisitLine, ...]:
    """Return the visits, the planned ones last."""
    return tuple(
        VisitLine(
            visit.pk, moment_words(visit.starts_at, facts.now), name_for(visit.staff, facts.me),
            VISIT_WORDS[visit.state], _open(visit.state, may) and visit.starts_at <= facts.now,
            _open(visit.state, may), visit.state == "planned",
            "On purpose at a taken time." if visit.overbooked_by_id else "",
        )
        for visit in facts.visits
    )  # fmt: skip


def _open(state: str, may: Rights) -> bool:
    return state == "planned" and may.record


def tries(facts: HandoffFacts) -> Iterator[tuple[datetime, str]]:
    """Yield the tries to reach the client, newest first."""
    for attempt in facts.attempts[:10]:
        note = f" “{attempt.note}”" if attempt.note else ""
        how = f"{TRIED[attempt.channel]}, {CAME_OF_IT[attempt.result]}"
        yield attempt.made_at, f"{name_for(attempt.staff, facts.me)}: {how}.{note}"


def ask_lines(facts: HandoffFacts) -> tuple[AskLine, ...]:
    """Return the open requests to take a side over."""
    return tuple(
        AskLine(
            row.pk,
            f"{name_for(row.giver, facts.me)} asked {_object(row.taker_id, staff_label(row.taker), facts.me)} "
            f"to take over the {row.side} side.",
            row.reason,
            row.taker_id == facts.me,
            row.giver_id == facts.me,
        )
        for row in facts.passes
    )


def _object(staff_id: int, name: str, me: int) -> str:
    return "you" if staff_id == me else name


def choices(facts: HandoffFacts, sides: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the colleagues who could take each of these sides."""
    found = []
    for side in sides:
        holder = facts.holder(side) or (facts.named if side == "receiving" else None)
        people = [staff for staff in facts.colleagues[side] if holder is None or staff.pk != holder.pk]
        if people:
            found.append(Choice(side, tuple((f"{side}:{staff.pk}", staff_label(staff)) for staff in people)))
    return tuple(found)


def untried_words(facts: HandoffFacts) -> str:
    """Return which rungs of the recovery ladder nobody has tried, in words."""
    left = untried({attempt.channel for attempt in facts.attempts})
    return listed(RUNGS[channel] for channel in left)
