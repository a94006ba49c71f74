"""On which platform an organization meets: what an administrator sets, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from handclasp.directory.models import Organization
from handclasp.domain.meetings import (
    PERSON,
    PLATFORMS,
    ROOM,
    SECRET_BYTES,
    check_pattern,
    room_name,
)
from handclasp.domain.refusals import words_for

SAMPLE_PERSON = "imani"


@dataclass(frozen=True)
class PlatformChoice:
    """One platform; `note` says what a pattern can do there."""

    code: str
    name: str
    note: str
    is_chosen: bool


@dataclass(frozen=True)
class SetupPage:
    """The form with what was typed or is kept; `preview` is a link as the kept pattern makes it."""

    platforms: tuple[PlatformChoice, ...]
    pattern: str
    dial_in: str
    has_platform: bool
    preview: str
    preview_is_made: bool
    problems: tuple[str, ...] = ()


def setup_page(
    organization: Organization, secret: bytes, typed: Mapping[str, str] | None, problems: tuple[str, ...] = ()
) -> SetupPage:
    """Return the page with what was typed, else with what is kept; `secret` makes the sample's room."""
    kept = {
        "platform": organization.meeting_platform,
        "pattern": organization.meeting_pattern,
        "dial_in": organization.meeting_dial_in,
    }
    shown = {name: (typed or {}).get(name, value) for name, value in kept.items()}
    return SetupPage(
        platforms=(_none(shown["platform"]), *_platforms(shown["platform"])),
        pattern=shown["pattern"],
        dial_in=shown["dial_in"],
        has_platform=bool(shown["platform"]),
        preview=_preview(shown["platform"], shown["pattern"], secret),
        preview_is_made=ROOM in shown["pattern"],
        problems=problems,
    )


def why_no_link(platform: str, pattern: str) -> tuple[str, ...]:
    """Return why a pattern makes no link, in the words that keeping it would be refused with."""
    refused = check_pattern(platform, pattern) if platform and pattern else None
    return (words_for(refused.reason),) if refused else ()


def _none(chosen: str) -> PlatformChoice:
    return PlatformChoice("", "None", "People meet in person or by phone", chosen == "")


def _platforms(chosen: str) -> list[PlatformChoice]:
    return [PlatformChoice(code, one.name, _note(code), code == chosen) for code, one in PLATFORMS.items()]


def _note(code: str) -> str:
    platform = PLATFORMS[code]
    if not platform.fills:
        return "No pattern: each person pastes their own link"
    if ROOM not in platform.fills:
        return f"One room for each person: {platform.example}"
    return f"A new room for each introduction: {platform.example}"


def _preview(platform: str, pattern: str, secret: bytes) -> str:
    """Return a link as this pattern makes it, or nothing for a pattern that is empty or refused."""
    if platform not in PLATFORMS or not pattern or check_pattern(platform, pattern):
        return ""
    return pattern.replace(ROOM, room_name(secret[:SECRET_BYTES])).replace(PERSON, SAMPLE_PERSON)
