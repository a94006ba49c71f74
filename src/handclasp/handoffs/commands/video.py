"""Where an introduction meets that is not in one room: by video, on the room's tablet, or by phone."""

from datetime import datetime
from secrets import token_bytes

from handclasp.directory import checks
from handclasp.directory.models import Staff
from handclasp.domain.lifecycle import State
from handclasp.domain.meeting_words import FAILURES
from handclasp.domain.meetings import (
    SECRET_BYTES,
    Link,
    Offer,
    check_dial_in,
    check_link,
    link_for,
    person_name,
    platform_of,
    setting_for,
)
from handclasp.handoffs.commands import steps
from handclasp.handoffs.commands.meeting import require_part
from handclasp.handoffs.models import Handoff, Meeting
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

PHONE = Link("phone", "", "")


def open_for(handoff: Handoff, way: str, opened_by: int, now: datetime) -> None:
    """Open what whoever accepted meets by (`way` as their ring says it), inside the caller's transaction.

    Who walks needs nothing. Where there is no link for two people who meet by video, they have the phone.
    """
    setting = setting_for(handoff.setting, way)
    if setting != "in_person":
        link = _link(handoff) if setting != "phone" else None
        _open(handoff, setting if link else "phone", link or PHONE, opened_by, now)


def open_for_taker(handoff: Handoff, opened_by: int, now: datetime) -> None:
    """Let whoever took the receiving side over be met by what is theirs, where an introduction is apart and still on.

    The link and the number of whoever gave the side stay with them. Inside the caller's transaction.
    """
    before = _meeting(handoff)
    if before is None:
        return
    link = _link(handoff) if before.kind != "phone" else None
    _open(handoff, _by_video(handoff) if link else "phone", link or PHONE, opened_by, now)


def use_link(actor: Actor, handoff_id: int, link: str, dial_in: str, now: datetime) -> None:
    """Meet by a link that somebody typed for this introduction only, from any platform."""
    link, dial_in = checks.line(link, longest=500).strip(), checks.line(dial_in, longest=500).strip()
    steps.check(check_link(platform_of(link), link))
    steps.check(check_dial_in(dial_in) if dial_in else None)
    with steps.changing(actor, handoff_id, now, "meeting:open") as handoff:
        _require_open(actor, handoff)
        typed = Link("typed", platform_of(link), link)
        meeting = _open(handoff, _by_video(handoff), typed, actor.person, now)
        steps.write(meeting, dial_in=dial_in)


def change_to_phone(actor: Actor, handoff_id: int, reason: str, now: datetime) -> None:
    """Video does not work, for a reason of `FAILURES`: everybody goes on by phone. It stays a live introduction."""
    steps.require(reason in FAILURES, "unknown_choice")
    with steps.changing(actor, handoff_id, now, "meeting:open") as handoff:
        _require_open(actor, handoff)
        meeting = _meeting(handoff)
        if meeting is None or meeting.kind == "phone":
            raise Refusal("not_by_video")
        failed = {"failed_at": now, "failed_by_id": actor.person, "fail_reason": reason}
        _open(handoff, "phone", PHONE, actor.person, now, **failed)


def back_to_video(actor: Actor, handoff_id: int, now: datetime) -> None:
    """Try video again, in a new room where rooms are made for each introduction."""
    with steps.changing(actor, handoff_id, now, "meeting:open") as handoff:
        _require_open(actor, handoff)
        link = _link(handoff)
        if link is None:
            raise Refusal("no_video_link")
        _open(handoff, _by_video(handoff), link, actor.person, now)


def name_alternate(actor: Actor, handoff_id: int, name: str, phone: str, now: datetime) -> None:
    """Say whom everybody calls when nothing else works; without a name it is the front desk again."""
    name, phone = checks.line(name), checks.phone(phone)
    with steps.changing(actor, handoff_id, now, "meeting:open") as handoff:
        _require_open(actor, handoff)
        meeting = _meeting(handoff)
        if meeting is None:
            raise Refusal("already_moved_on")
        steps.require(bool(phone) or not name, "phone_unknown")
        steps.write(meeting, alternate_name=name, alternate_phone=phone or _front_desk(handoff))


def setting_before(handoff: Handoff) -> str:
    """Return how they were to meet before somebody came, for when nobody comes any more.

    The latest meeting says so, whether it is open or ended with its introduction.
    """
    asked = handoff.meetings.order_by("-pk").values_list("setting_before", flat=True).first()
    return asked or handoff.setting


def _require_open(actor: Actor, handoff: Handoff) -> None:
    is_over = handoff.introduction_ended_at is not None or handoff.receiver_id is None
    steps.require(handoff.state in {State.COMING, State.SHARED} and not is_over, "already_moved_on")
    require_part(actor, handoff)


def _open(
    handoff: Handoff, setting: str, link: Link, opened_by: int, now: datetime, **ended: object
) -> Meeting:
    """Open a meeting in the place of the one before (`ended` says why that ended); whom to call stays as it was."""
    before = _meeting(handoff)
    if before:
        steps.write(before, ended_at=now, **ended)
    meeting = Meeting.objects.create(
        handoff=handoff, kind=link.kind, platform=link.platform, link=link.url,
        dial_in=_dial_in(handoff, link), opened_at=now, opened_by_id=opened_by,
        setting_before=before.setting_before if before else handoff.setting,
        alternate_name=before.alternate_name if before else "",
        alternate_phone=before.alternate_phone if before else _front_desk(handoff),
    )  # fmt: skip
    if handoff.setting != setting:
        steps.write(handoff, setting=setting)
    return meeting


def _link(handoff: Handoff) -> Link | None:
    organization, receiver = handoff.from_program.site.organization, _receiver(handoff)
    offer = Offer(
        organization.meeting_platform,
        organization.meeting_pattern,
        receiver.meeting_link,
        person_name(receiver.email),
    )
    return link_for(offer, token_bytes(SECRET_BYTES))


def _dial_in(handoff: Handoff, link: Link) -> str:
    """Return the number by which one takes part without a picture: of the room, or of whoever comes."""
    receiver, organization = _receiver(handoff), handoff.from_program.site.organization
    if link.kind == "phone":
        return receiver.phone
    if link.kind == "generated":
        return organization.meeting_dial_in
    return receiver.meeting_dial_in if link.kind == "personal" else ""


def _by_video(handoff: Handoff) -> str:
    """Return how they meet by video here: as was asked, or on the tablet in the sender's room."""
    asked = setting_before(handoff)
    return asked if asked in {"video", "hybrid"} else "hybrid"


def _front_desk(handoff: Handoff) -> str:
    site = handoff.from_program.site
    return site.phone or site.organization.phone


def _receiver(handoff: Handoff) -> Staff:
    assert handoff.receiver_id is not None
    return Staff.objects.get(pk=handoff.receiver_id)


def _meeting(handoff: Handoff) -> Meeting | None:
    return handoff.meetings.filter(ended_at=None).first()
