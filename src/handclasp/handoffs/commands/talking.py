"""Talk among staff on a handoff: what was said stays said, and being late moves the time at which one is expected."""

from datetime import datetime

from django.db.models import Max

from handclasp.domain import talk
from handclasp.domain.lifecycle import State
from handclasp.domain.outcome import Refused
from handclasp.domain.plain_text import tidy_line
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff, Message, MessageRead, Ring
from handclasp.platform import live
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal


def say(actor: Actor, handoff_id: int, kind: str, body: str, now: datetime) -> None:
    """Say a phrase by its code, or one's own words (`kind` own, at most 500 characters), to all who are near.

    Refuses `talk_is_over`, `message_empty`, `message_too_long`, `late_too_often`, and `already_moved_on` for a phrase
    that fits no more. The same thing said twice within five seconds was said once.
    """
    words = _readable(body) if kind == talk.OWN else ""
    with steps.changing(actor, handoff_id, now, "message:write") as handoff:
        if _just_said(handoff, actor, kind, words, now):
            return
        part = talk.part_of(actor.person, handoff.receiver_id, _sender(handoff))
        steps.check(talk.may_say(State(handoff.state), part, kind, words))
        if kind == talk.LATE:
            _comes_later(handoff, now)
        said = Message.objects.create(
            handoff=handoff, author_id=actor.person, kind=kind, body=words, said_at=now
        )
        _read_to(handoff.pk, actor, said.pk)


def note_read(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Note that everything said so far was shown to somebody; their other pages hear of it."""
    with acting(actor, now, "message:read") as deed:
        handoff = Handoff.objects.filter(pk=handoff_id, organization_id=actor.home).first()
        if handoff is None:
            raise Refusal("not_found")
        steps.allow(actor, handoff, deed)
        last = handoff.messages.aggregate(Max("pk"))["pk__max"]
        if last is not None:
            _read_to(handoff_id, actor, last)
            live.tell([f"staff:{actor.person}"])


def _readable(body: str) -> str:
    steps.require(len(body) <= steps.LONGEST_NOTE, "message_too_long")
    try:
        return tidy_line(body)
    except ValueError as error:
        raise Refusal("text_unreadable") from error


def _just_said(handoff: Handoff, actor: Actor, kind: str, words: str, now: datetime) -> bool:
    mine = handoff.messages.filter(author_id=actor.person, kind=kind, body=words)
    return mine.filter(said_at__gt=now - talk.PRESSED_TWICE, said_at__lte=now).exists()


def _sender(handoff: Handoff) -> int | None:
    hand = facts.open_hand(handoff.pk, "sending")
    return hand.staff_id if hand else None


def _comes_later(handoff: Handoff, now: datetime) -> None:
    """Move the time at which the receiver is expected; the watch follows it, and how often is counted since the yes."""
    accepted = Ring.objects.filter(call__handoff=handoff, state="accepted").aggregate(at=Max("answered_at"))
    late = handoff.messages.filter(kind=talk.LATE, author_id=handoff.receiver_id)
    since = accepted["at"] or handoff.answered_at
    later = talk.comes_later(handoff.comes_by, now, late.filter(said_at__gte=since).count())
    if isinstance(later, Refused):
        raise Refusal(later.reason)
    steps.write(handoff, comes_by=later)


def _read_to(handoff_id: int, actor: Actor, last: int) -> None:
    """Note up to where somebody has read; what another page of theirs read further stays."""
    row, is_new = MessageRead.objects.select_for_update().get_or_create(
        handoff_id=handoff_id, staff_id=actor.person, defaults={"read_to": last}
    )
    if not is_new and row.read_to < last:
        steps.write(row, read_to=last)
