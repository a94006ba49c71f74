"""Ask: the client's answer begins a handoff, or ends before one begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Program
from handclasp.directory.queries import are_own_words, why_not_offered
from handclasp.domain.lifecycle import State
from handclasp.domain.need_words import TONES
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

FIRST_STATE = {"yes": State.SEEKING, "not_now": State.NOT_NOW, "no": State.DECLINED}
SETTINGS = ("in_person", "video", "hybrid", "phone")
URGENCIES = ("routine", "urgent", "emergency")
SAME_ANSWER = timedelta(minutes=1)


@dataclass(frozen=True)
class Asked:
    """What the sender asked and what the client answered (yes, not_now or no).

    `words_tone` and `words_version` say which words were read; without a version they were the house's own.
    """

    client_id: int
    need_id: int
    from_program_id: int
    urgency: str
    answer: str
    language: str = "en"
    setting: str = "in_person"
    place: str = ""
    words_tone: str = ""
    words_version: int | None = None


def record_answer(actor: Actor, asked: Asked, now: datetime) -> Handoff:
    """Record what the client answered; a yes puts the client into the sender's hands, a no sends nothing anywhere."""
    with acting(actor, now, "handoff:ask") as deed:
        _check_words(asked)
        _check_reach(actor, asked)
        same = _just_answered(actor, asked, now)
        if same is not None:
            return same
        handoff = _create(actor, asked, now)
        deed.on(client_id=handoff.client_id, handoff_id=handoff.pk, relation="own")
        if asked.answer == "yes":
            steps.open_side(handoff, "sending", actor.person, "yes", now)
        steps.settle(handoff, now)
        steps.tell(handoff)
        return handoff


def change_need(actor: Actor, handoff_id: int, need_id: int, now: datetime) -> None:
    """Change what would help, as long as nobody has come; whoever is being rung stops being rung."""
    from handclasp.handoffs.commands.waves import end_call

    with steps.changing(actor, handoff_id, now, "handoff:call") as handoff:
        steps.require(handoff.state == State.SEEKING, "already_moved_on")
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        _require_offered(actor, need_id)
        _require_no_other(handoff.client_id, need_id, but=handoff.pk)
        end_call(handoff, "stopped", now)
        steps.write(handoff, need_id=need_id)


def _check_words(asked: Asked) -> None:
    known = asked.answer in FIRST_STATE and asked.urgency in URGENCIES and asked.setting in SETTINGS
    steps.require(known and asked.language in {"en", "es"}, "unknown_choice")
    steps.require(len(asked.place) <= 200, "too_long")
    steps.require(asked.words_tone in {"", *TONES}, "unknown_choice")


def _check_reach(actor: Actor, asked: Asked) -> None:
    """Refuse clients, needs and programs that the sender may not use."""
    client = Client.objects.filter(pk=asked.client_id, organization_id=actor.home).first()
    if client is None:
        raise Refusal("not_found")
    steps.require(not client.is_deceased, "client_deceased")
    _require_offered(actor, asked.need_id)
    if asked.answer == "yes":
        _require_no_other(client.pk, asked.need_id)
    mine = Membership.objects.filter(staff_id=actor.person, program_id=asked.from_program_id)
    steps.require(mine.exists(), "no_program")
    program = Program.objects.get(pk=asked.from_program_id)
    steps.require(not program.is_part2, "part2_program")
    steps.require(bool(facts.last_rungs_of(program.pk)), "no_last_rung")


def _require_offered(actor: Actor, need_id: int) -> None:
    why = why_not_offered(actor, need_id)
    steps.require(not why, why)


def _require_no_other(client_id: int, need_id: int, but: int | None = None) -> None:
    """Refuse a second handoff for a need as long as the first may still come back to its beginning.

    The database allows one that seeks; whoever withdraws from another must find that place free.
    """
    before_contact = [State.SEEKING, State.COMING, State.PROMISED]
    others = Handoff.objects.filter(client=client_id, need=need_id, state__in=before_contact)
    steps.require(not (others.exclude(pk=but) if but else others).exists(), "already_open")


def _just_answered(actor: Actor, asked: Asked, now: datetime) -> Handoff | None:
    """Return the same "no" or "not now" of the last minute: a button pressed twice is one answer.

    A second yes meets the open handoff instead.
    """
    if asked.answer == "yes":
        return None
    recent = Handoff.objects.filter(answered_at__range=(now - SAME_ANSWER, now), asked_by_id=actor.person)
    return recent.filter(client_id=asked.client_id, need_id=asked.need_id, answer=asked.answer).first()


def _create(actor: Actor, asked: Asked, now: datetime) -> Handoff:
    return Handoff.objects.create(
        organization_id=actor.home,
        client_id=asked.client_id,
        need_id=asked.need_id,
        from_program_id=asked.from_program_id,
        asked_by_id=actor.person,
        state=FIRST_STATE[asked.answer],
        urgency=asked.urgency,
        answer=asked.answer,
        answered_at=now,
        language=asked.language,
        setting=asked.setting,
        place=asked.place,
        words_tone=asked.words_tone,
        words_version=_version_read(actor, asked),
    )


def _version_read(actor: Actor, asked: Asked) -> int | None:
    """Return the version that was read, as far as it is one of the organization's in this tone and language."""
    version = asked.words_version
    known = version is not None and are_own_words(actor, version, asked.words_tone, asked.language)
    return version if known else None
