"""Together: everyone present is first contact and both hands; then what is said before the client."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from handclasp.directory.models import Staff
from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Action, Handoff, Summary
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

SEVERITIES = ("", "stable", "watcher", "unstable")


@dataclass(frozen=True)
class Words:
    """What the people in the room say; every text at most 10,000 characters."""

    severity: str = ""
    said: str = ""
    contingency: str = ""
    corrections: str = ""
    priority: str = ""
    small_step: str = ""


def mark_arrived(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Record that the receiver is in the room (or on the line); this alone is not first contact."""
    with steps.changing(actor, handoff_id, now, "introduction:hold") as handoff:
        steps.require(handoff.state == State.COMING, "already_moved_on")
        require_part(actor, handoff)
        if handoff.arrived_at is None:
            steps.write(handoff, arrived_at=now)


def mark_everyone_present(actor: Actor, handoff_id: int, now: datetime) -> None:
    """The receiver marks everybody present: first contact. From here both hands hold."""
    with steps.changing(actor, handoff_id, now, "introduction:hold") as handoff:
        if handoff.state == State.SHARED and handoff.receiver_id == actor.person:
            return
        steps.require(handoff.state == State.COMING, "already_moved_on")
        steps.require(handoff.receiver_id == actor.person, "not_present_yet")
        begin_sharing(handoff, "first_contact", now)
        steps.write(handoff, arrived_at=handoff.arrived_at or now)


def begin_sharing(handoff: Handoff, began_by: str, now: datetime) -> None:
    """Make first contact inside the caller's transaction: the named receiver's hand closes."""
    assert handoff.receiver_id is not None
    steps.open_side(handoff, "receiving", handoff.receiver_id, began_by, now)
    first = handoff.first_contact_at is None
    steps.write(
        handoff, state=State.SHARED, first_contact_at=handoff.first_contact_at or now,
        paused_for=timedelta(0) if first else handoff.paused_for,
    )  # fmt: skip
    hand = facts.open_hand(handoff.pk, "sending")
    steps.notify(handoff, [hand.staff_id if hand else None], "both_hands", now)


def save_words(actor: Actor, handoff_id: int, words: Words, version: int, now: datetime) -> int:
    """Save the summary as it stands; return its new version. A save over somebody else's newer one is refused
    with `stale_summary`, and the caller still has the words."""
    with steps.changing(actor, handoff_id, now, "summary:write") as handoff:
        require_part(actor, handoff)
        steps.require(handoff.state in OPEN_STATES, "already_moved_on")
        steps.require(words.severity in SEVERITIES, "unknown_choice")
        texts = {field.name: getattr(words, field.name) for field in fields(words)}
        steps.require_short(*texts.values())
        summary, _ = Summary.objects.select_for_update().get_or_create(handoff=handoff)
        if all(getattr(summary, name) == text for name, text in texts.items()):
            return summary.version
        steps.require(summary.version == version, "stale_summary")
        steps.write(summary, **texts, version=summary.version + 1)
        return summary.version


def read_back(actor: Actor, handoff_id: int, said: str, matches: bool, now: datetime) -> None:
    """The receiver says back what was heard, and whether it matched; a mismatch asks for another read-back."""
    with steps.changing(actor, handoff_id, now, "summary:write") as handoff:
        steps.require(handoff.state == State.SHARED, "not_shared_yet")
        steps.require(handoff.receiver_id == actor.person, "not_the_receiving_side")
        steps.require_short(said)
        summary, _ = Summary.objects.get_or_create(handoff=handoff)
        steps.write(
            summary,
            read_back=said,
            read_back_by_id=actor.person,
            read_back_at=now,
            read_back_matches=matches,
        )


def add_action(
    actor: Actor, handoff_id: int, what: str, owner_id: int | None, due_on: date | None, now: datetime
) -> None:
    """Add a next step: `owner_id` is a holder or colleague, or None where the client does it."""
    with steps.changing(actor, handoff_id, now, "summary:write") as handoff:
        require_part(actor, handoff)
        steps.require(handoff.state in OPEN_STATES, "already_moved_on")
        what = what.strip()
        steps.require(bool(what), "missing")
        steps.require_short(what)
        if owner_id is not None:
            mine = Staff.objects.filter(pk=owner_id, organization=handoff.organization_id, is_active=True)
            steps.require(mine.exists(), "unknown_choice")
        if not Action.objects.filter(handoff=handoff, what=what, owner_id=owner_id, due_on=due_on).exists():
            Action.objects.create(
                handoff=handoff, what=what, owner_id=owner_id, client_does_it=owner_id is None,
                due_on=due_on, added_at=now,
            )  # fmt: skip


def finish_action(actor: Actor, handoff_id: int, action_id: int, now: datetime) -> None:
    """Mark a next step as done."""
    with steps.changing(actor, handoff_id, now, "summary:write") as handoff:
        require_part(actor, handoff)
        action = Action.objects.filter(pk=action_id, handoff=handoff).first()
        if action is None:
            raise Refusal("not_found")
        if action.done_at is None:
            steps.write(action, done_at=now)


def end_introduction(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Record when the introduction ended and people left the room; hands stay as they are."""
    with steps.changing(actor, handoff_id, now, "introduction:hold") as handoff:
        require_part(actor, handoff)
        steps.require(handoff.first_contact_at is not None, "not_shared_yet")
        if handoff.introduction_ended_at is None:
            steps.write(handoff, introduction_ended_at=now)


def require_part(actor: Actor, handoff: Handoff) -> None:
    """Refuse whoever neither holds a side, nor is the one who comes, nor supervises."""
    takes_part = facts.holds(handoff.pk, actor.person) or handoff.receiver_id == actor.person
    steps.require(takes_part or facts.supervises(actor.person, handoff), "not_yours")
