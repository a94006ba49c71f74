"""How two people meet who are not in one room: the part that stands in other pages, and the client's card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from handclasp.clients.queries import display_name
from handclasp.directory.queries import short_name, staff_label
from handclasp.domain.meeting_words import (
    FAILURES,
    Instructions,
    Meet,
    client_decides,
    failed_words,
    instructions,
)
from handclasp.domain.names import full_name
from handclasp.handoffs.queries.video import MeetingFacts, meeting_of
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import clock_words

HERE: Final = ("going", "tier", "together", "page", "own")  # where the part stands; each has an id of its own
OPEN_WORDS: Final = {"video": "Open it on this screen", "hybrid": "Open it on this tablet", "phone": ""}
CALL: Final = {"sender": "Call", "receiver": "They call you on"}
OPEN_APART: Final = "Open it on this screen"  # whoever joins from elsewhere is not at the room’s tablet
HEADS: Final = {"video": "By video", "hybrid": "On the tablet in the room", "phone": "By phone"}


@dataclass(frozen=True)
class MeetingPage:
    """The part, or all of it as a page; `is_apart` is False where nobody needs a link or a number."""

    handoff_id: int
    here: str
    element_id: str
    level: int
    topics: str
    client: str
    is_apart: bool
    head: str
    words: Instructions | None
    open_words: str
    call_words: str
    by_video: bool
    failed: str
    can_change: bool
    can_video: bool
    languages: tuple[str, ...]
    failures: tuple[tuple[str, str], ...]
    typed: Mapping[str, str]
    opened: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClientCard:
    """The client's own page: no need, no program, and a number that a person answers."""

    language: str
    handoff_id: int
    organization: str
    words: Instructions
    open_words: str
    decides: str
    phone: str


def meeting_page(actor: Actor, handoff_id: int, here: str) -> MeetingPage | None:
    """Return the part for where it stands, or None for somebody who does not see where they meet."""
    found = meeting_of(actor, handoff_id)
    if found is None:
        return None
    handoff, setting = found.handoff, found.handoff.setting
    here = here if here in HERE else "own"
    by_video = found.meeting is not None and found.meeting.kind != "phone"
    joins_apart = setting == "hybrid" and _reader(actor, found) == "receiver"
    return MeetingPage(
        handoff_id=handoff.pk,
        here=here,
        element_id=f"meeting-{here}-{handoff.pk}",
        level=2 if here in {"own", "page"} else 3,
        topics=f"handoff:{handoff.pk}",
        client=display_name(handoff.client),
        is_apart=found.is_apart,
        head=HEADS["video" if joins_apart else setting] if found.is_apart else "",
        words=_told(actor, found) if found.is_apart else None,
        open_words=OPEN_APART if joins_apart else OPEN_WORDS.get(setting, ""),
        call_words="Dial in" if by_video else CALL[_reader(actor, found)],
        by_video=by_video,
        failed="" if by_video else _failed(found),
        can_change=found.can_change,
        can_video=found.can_video,
        languages=("es", "en") if handoff.language == "es" else ("en", "es"),
        failures=tuple(FAILURES.items()),
        typed={},
    )


def refused(
    page: MeetingPage, opened: str, typed: Mapping[str, str], problems: tuple[str, ...]
) -> MeetingPage:
    """Return the part with what was typed, open where it was typed, and why it was not done."""
    return replace(page, opened=opened, typed=typed, problems=problems)


def client_card(actor: Actor, handoff_id: int, language: str) -> ClientCard | None:
    """Return the client's card in `en` or `es`, or None where nobody meets apart."""
    found = meeting_of(actor, handoff_id)
    if found is None or not found.is_apart:
        return None
    site = found.handoff.from_program.site
    words = _instructions(found, "client", language)
    setting = found.handoff.setting
    opened = {"en": OPEN_WORDS, "es": {"video": "Abrir en esta pantalla", "hybrid": "Abrir en esta tableta"}}
    phone = site.phone or site.organization.phone
    return ClientCard(
        language, handoff_id, site.organization.name, words, opened[language].get(setting, ""),
        client_decides(setting, language), phone,
    )  # fmt: skip


def _reader(actor: Actor, found: MeetingFacts) -> str:
    return "receiver" if actor.staff_id == found.handoff.receiver_id else "sender"


def _told(actor: Actor, found: MeetingFacts) -> Instructions:
    """Return what the actor is told, with nobody's own number as one to call."""
    both = (found.sender, found.handoff.receiver)
    own_phone = next((one.phone for one in both if one and one.pk == actor.staff_id), "")
    return _instructions(found, _reader(actor, found), own_phone=own_phone)


def _instructions(
    found: MeetingFacts, reader: str, language: str = "en", own_phone: str = ""
) -> Instructions:
    handoff, meeting, receiver = found.handoff, found.meeting, found.handoff.receiver
    assert receiver is not None
    name = full_name(receiver.given, receiver.family) if reader == "client" else staff_label(receiver)
    meet = Meet(
        setting=handoff.setting if meeting else "phone",
        link=meeting.link if meeting else "",
        dial_in=meeting.dial_in if meeting else "",
        alternate_name=meeting.alternate_name if meeting else "",
        alternate_phone=meeting.alternate_phone if meeting else "",
        place=handoff.place,
        sender=staff_label(found.sender),
        receiver=name,
        client=display_name(handoff.client),
    )
    return instructions(meet, reader, language, own_phone)


def _failed(found: MeetingFacts) -> str:
    """Return why they changed to the phone, for both of them: `Video did not work: there was no sound`."""
    failed = found.failed
    if failed is None or failed.failed_at is None or failed.failed_by is None:
        return ""
    who, at = short_name(failed.failed_by), clock_words(failed.failed_at)
    return f"{failed_words(failed.fail_reason)}. {who} changed to the phone at {at}."
