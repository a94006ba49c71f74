"""One's own meeting link, and trying it on this device."""

from collections.abc import Mapping
from dataclasses import dataclass

from handclasp.directory.models import Organization, Staff
from handclasp.domain.meeting_words import CHECKLIST, trouble_words, worked_words
from handclasp.domain.meetings import PLATFORMS, ROOM, Offer, link_for, person_name, platform_of
from handclasp.web.meeting.forms import TRIED
from handclasp.web.shell.tried import tried_words


@dataclass(frozen=True)
class Check:
    """One line of the checklist, and what was said of it: a key of `TRIED`, empty for nothing."""

    code: str
    words: str
    answer: str


@dataclass(frozen=True)
class LinkPage:
    """The form, the link to try, and how it went last time."""

    link: str
    dial_in: str
    platform: str
    house: str
    makes_rooms: bool
    try_link: str
    checks: tuple[Check, ...]
    answers: tuple[tuple[str, str], ...]
    tried: str
    trouble: str
    worked: str
    device: str
    problems: tuple[str, ...] = ()


def link_page(
    staff: Staff,
    organization: Organization,
    device: str,
    secret: bytes,
    typed: Mapping[str, str] | None = None,
    problems: tuple[str, ...] = (),
) -> LinkPage:
    """Return the page with what was typed, else with what is kept; `secret` makes the room to try."""
    sent, platform = typed or {}, PLATFORMS.get(organization.meeting_platform)
    found = link_for(_offer(staff, organization), secret)
    return LinkPage(
        link=sent.get("link", staff.meeting_link),
        dial_in=sent.get("dial_in", staff.meeting_dial_in),
        platform=PLATFORMS[platform_of(staff.meeting_link)].name if staff.meeting_link else "",
        house=platform.name if platform else "",
        makes_rooms=ROOM in organization.meeting_pattern,
        try_link=found.url if found else "",
        checks=tuple(Check(code, words, sent.get(f"check-{code}", "")) for code, words in CHECKLIST.items()),
        answers=tuple(TRIED.items()),
        tried=tried_words(staff.link_checked_at, staff.link_checked_on),
        trouble=trouble_words(staff.link_trouble),
        worked=worked_words(staff.link_trouble, staff.link_untried),
        device=device,
        problems=problems,
    )


def _offer(staff: Staff, organization: Organization) -> Offer:
    return Offer(
        organization.meeting_platform,
        organization.meeting_pattern,
        staff.meeting_link,
        person_name(staff.email),
    )
