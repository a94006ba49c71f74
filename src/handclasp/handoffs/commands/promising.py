"""The follow-up tier: a dated promise by a named person, and the tries to keep it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handclasp.directory.models import Membership, Program
from handclasp.domain.lifecycle import State
from handclasp.domain.periods import follow_up_due, one_business_day_due
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.handoffs import facts
from handclasp.handoffs.commands import interrupting, meeting, steps, video, waves
from handclasp.handoffs.last_rungs import require_last_rung
from handclasp.handoffs.models import Attempt, Handoff, Promise
from handclasp.handoffs.models.promises import CHANNELS
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal

DROP_REASONS = (
    "nobody_free", "away", "client_could_not_wait", "technology", "client_preferred", "no_consent", "other",
)  # fmt: skip
RESULTS = ("reached", "no_answer", "message_left", "another_time")
TWO_WAY = ("call", "video", "in_person", "outreach")
FURTHEST = timedelta(days=14)
SAME_TRY = timedelta(minutes=1)


@dataclass(frozen=True)
class Promised:
    """Who will reach the client, for which program, over which channel, by when (None: three days), and why so.

    `backed_by_id` is the supervisor whose name an urgent drop needs.
    """

    staff_id: int
    program_id: int
    channel: str
    drop_reason: str
    due_at: datetime | None = None
    backed_by_id: int | None = None


def promise_contact(actor: Actor, handoff_id: int, promised: Promised, now: datetime) -> None:
    """Fall to the follow-up tier with a named person and a date; who is being rung stops being rung."""
    with steps.changing(actor, handoff_id, now, "promise:make") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        steps.require(handoff.state in {State.SEEKING, State.COMING}, "already_moved_on")
        steps.require(handoff.paused_at is None, "paused")
        _check_choices(handoff, promised, now)
        due_at = _due(handoff, promised, now)
        waves.end_call(handoff, "stopped", now)
        _stop_coming(handoff, now)
        Promise.objects.create(
            handoff=handoff, staff_id=promised.staff_id, channel=promised.channel, due_at=due_at, made_at=now
        )
        steps.write(
            handoff, state=State.PROMISED, tier="followup", drop_reason=promised.drop_reason,
            backed_by_id=promised.backed_by_id, to_program_id=promised.program_id, receiver=None, comes_by=None,
            setting=video.setting_before(handoff),
        )  # fmt: skip
        steps.notify(handoff, [promised.staff_id, promised.backed_by_id], "promised", now, but=actor.person)


def usual_due(handoff: Handoff, program: Program, now: datetime) -> datetime:
    """Return when a promise made now by somebody of `program` is due unless somebody says otherwise.

    Their program's hours count, not the sender's: they are the ones who have to be there to keep it.
    """
    hours = facts.hours_at(program)
    return follow_up_due(now, hours) if handoff.urgency == "routine" else one_business_day_due(now, hours)


def record_attempt(
    actor: Actor, handoff_id: int, channel: str, result: str, note: str, now: datetime,
    again_at: datetime | None = None,
) -> None:  # fmt: skip
    """Record a try to reach the client. "Reached" by the receiving side is first contact where one was promised;
    voicemail and texts are not. "Another time" moves the promise to `again_at`."""
    with steps.changing(actor, handoff_id, now, "attempt:record") as handoff:
        steps.require(channel in CHANNELS and result in RESULTS, "unknown_choice")
        steps.require_short(note)
        _require_part(actor, handoff)
        steps.require(result != "reached" or channel in TWO_WAY, "not_a_two_way_contact")
        _note_attempt(handoff, now, staff_id=actor.person, channel=channel, result=result, note=note)
        if handoff.state == State.PROMISED and result == "reached":
            _keep(actor, handoff, now)
        elif handoff.state == State.PROMISED and result == "another_time":
            _move(handoff, again_at, now)


def seek_again(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Drop the promise and look for somebody who can come now; the sender keeps holding."""
    with steps.changing(actor, handoff_id, now, "promise:make") as handoff:
        steps.require(facts.holds(handoff.pk, actor.person), "not_your_hands")
        steps.require(handoff.state == State.PROMISED, "already_moved_on")
        promise = handoff.promises.get(state="open")
        steps.write(promise, state="dropped", ended_at=now)
        _end_requests(handoff, now)
        steps.write(handoff, state=State.SEEKING, to_program=None, tier="", drop_reason="", backed_by=None)
        steps.notify(handoff, [promise.staff_id], "no_longer_needed", now, but=actor.person)


def see_notice(actor: Actor, notice_id: int, now: datetime) -> None:
    """Put a notice away; only whoever was told can."""
    from handclasp.handoffs.models import Notice

    with acting(actor, now, "notice:keep") as deed:
        mine = Notice.objects.filter(pk=notice_id, staff_id=actor.person)
        mine.filter(seen_at=None).update(seen_at=now)
        for handoff_id, client_id in mine.values_list("handoff_id", "handoff__client_id"):
            deed.on(client_id=client_id, handoff_id=handoff_id, relation="own")  # whoever was told is near


def _check_choices(handoff: Handoff, promised: Promised, now: datetime) -> None:
    known = promised.channel in CHANNELS and promised.drop_reason in DROP_REASONS
    steps.require(known, "unknown_choice")
    eligible = Membership.objects.filter(
        staff_id=promised.staff_id, program_id=promised.program_id, staff__is_active=True,
        program__organization_id=handoff.organization_id, program__receives=True,
        program__needs=handoff.need_id, role__in=HOLDING_ROLES,
    )  # fmt: skip
    steps.require(eligible.exists(), "receiver_not_eligible")
    require_last_rung(promised.program_id, now)
    if handoff.urgency != "routine":
        backing = facts.supervisors_of(handoff.from_program_id, promised.program_id)
        steps.require(promised.backed_by_id in backing, "urgent_needs_supervisor")


def _due(handoff: Handoff, promised: Promised, now: datetime) -> datetime:
    program = Program.objects.select_related("site__organization").get(pk=promised.program_id)
    due_at = promised.due_at or usual_due(handoff, program, now)
    steps.require(due_at > now, "promise_in_the_past")
    if handoff.urgency != "routine":
        steps.require(due_at <= one_business_day_due(now, facts.hours_at(program)), "urgent_needs_a_day")
    steps.require(due_at <= now + FURTHEST, "promise_too_late")
    return due_at


def _stop_coming(handoff: Handoff, now: datetime) -> None:
    if handoff.state == State.COMING:
        steps.notify(handoff, [handoff.receiver_id], "no_longer_needed", now)
        interrupting.let_go(handoff, "sender", now)
        for call in handoff.calls.order_by("-pk")[:1]:
            call.rings.filter(state="accepted").update(state="stopped")


def _note_attempt(handoff: Handoff, now: datetime, **said: object) -> None:
    """Write the try down; the same words of the same person within a minute are the same try, sent twice."""
    if not handoff.attempts.filter(made_at__gt=now - SAME_TRY, **said).exists():
        Attempt.objects.create(handoff=handoff, made_at=now, **said)


def _keep(actor: Actor, handoff: Handoff, now: datetime) -> None:
    promise = handoff.promises.get(state="open")
    receiving = Membership.objects.filter(
        staff_id=actor.person, program=handoff.to_program, role__in=HOLDING_ROLES
    )
    steps.require(promise.staff_id == actor.person or receiving.exists(), "not_the_receiving_side")
    steps.write(promise, state="kept", ended_at=now)
    if promise.staff_id != actor.person:
        _end_requests(handoff, now)
    steps.write(handoff, receiver_id=actor.person)
    meeting.begin_sharing(handoff, "first_contact", now)


def _end_requests(handoff: Handoff, now: datetime) -> None:
    """Withdraw the request to take the promise over: whoever asked holds it no more."""
    for request in handoff.passes.filter(side="receiving", state="asked"):
        steps.write(request, state="withdrawn", answered_at=now)


def _move(handoff: Handoff, again_at: datetime | None, now: datetime) -> None:
    if again_at is None:
        raise Refusal("missing")
    steps.require(
        now < again_at <= now + FURTHEST, "promise_too_late" if again_at > now else "promise_in_the_past"
    )
    old = handoff.promises.get(state="open")
    if old.due_at == again_at:
        return
    steps.write(old, state="dropped", ended_at=now)
    Promise.objects.create(
        handoff=handoff, staff_id=old.staff_id, channel=old.channel, due_at=again_at, made_at=now
    )


def _require_part(actor: Actor, handoff: Handoff) -> None:
    member = Membership.objects.filter(
        staff_id=actor.person,
        program_id__in=[p for p in (handoff.to_program_id, handoff.from_program_id) if p],
    )
    steps.require(
        handoff.state not in {State.ENGAGED, State.CLOSED, State.DECLINED, State.NOT_NOW}, "already_moved_on"
    )
    steps.require(member.exists() or facts.supervises(actor.person, handoff), "not_yours")
