"""Where people meet who are not in one room: platforms, the links they take, and rooms that nobody can guess.

The shapes of links are those the makers publish (looked up in 2026). They add hosts without notice; what is refused
for its host can be kept under `other`, which takes any web address that begins with https.
"""

import re
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from handclasp.domain.outcome import Refused

LONGEST_LINK: Final = 500
LONGEST_PATTERN: Final = 400
LONGEST_DIAL_IN: Final = 120
SECRET_BYTES: Final = 16  # 128 bits; NIST SP 800-63B asks 112 of a secret that nobody types more than once
ROOM, PERSON = "{room}", "{person}"
PLAIN: Final = re.compile(
    r"[!#$%&()*+,\-./0-9:;=?@A-Z_a-z~]+"
)  # RFC 3986 without quotes, brackets and braces
HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
STEP_UP: Final = re.compile(
    r"(?:\.|%2[eE]){1,2}"
)  # a browser resolves them away, so that a path leads elsewhere
# An address with a name for links; PostgreSQL asks the same, in queries and in handoffs/sql/0018_reach.sql.
NAMED: Final = r"^([A-Za-z0-9][A-Za-z0-9._-]{0,63})(@|\Z)"
AT_HOME: Final = re.compile(r"[2-9][0-9]{9}")  # the North American plan: no area code begins with 0 or 1
PHONE: Final = re.compile(r"\+?[0-9][0-9 ().\-]{5,24}[0-9]")


@dataclass(frozen=True)
class Platform:
    """One maker's meetings: `hosts` and what is under them (none: any host), `paths` a link begins with (none: any).

    `fills` are the placeholders with which a working link can be made from a pattern, without asking the maker.
    """

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    fills: frozenset[str]
    example: str


# An own room, made and kept by ourselves, becomes one more entry here (`own`) whose link `link_for` makes from our own
# address; the migration that brings it lets the database take its name, and nothing else in the commands changes.
PLATFORMS: Final[Mapping[str, Platform]] = {
    # Each Teams meeting has an address that Microsoft makes, so no pattern leads to one: everybody pastes their own.
    "teams": Platform(
        "Microsoft Teams",
        ("teams.microsoft.com", "teams.live.com", "teams.microsoft.us"),
        ("/l/meetup-join/", "/meet/"),
        frozenset(),
        "",
    ),
    "zoom": Platform(
        "Zoom",
        ("zoom.us", "zoomgov.com"),
        ("/j/", "/my/", "/s/"),
        frozenset({PERSON}),
        "https://example.zoom.us/my/{person}",
    ),
    "jitsi": Platform(
        "Jitsi", (), (), frozenset({ROOM, PERSON}), "https://meet.example.org/{room}"
    ),  # a new name is a new room, on the maker's host and on one's own
    "webex": Platform(
        "Webex", ("webex.com",), (), frozenset({PERSON}), "https://example.webex.com/meet/{person}"
    ),
    "other": Platform(
        "Another platform", (), (), frozenset({ROOM, PERSON}), "https://video.example.org/{room}"
    ),
}


@dataclass(frozen=True)
class Link:
    """A link to meet by: kind `generated`, `personal` or `typed`."""

    kind: str
    platform: str
    url: str


@dataclass(frozen=True)
class Offer:
    """What an organization and the person who comes have: any of them may be empty. `person` fills {person}."""

    platform: str
    pattern: str
    personal_link: str
    person: str

    @property
    def can_video(self) -> bool:
        """Say whether there is a way to meet this person by video."""
        return bool(self.personal_link or (self.pattern and (self.person or not needs_a_name(self.pattern))))


def needs_a_name(pattern: str) -> bool:
    """Say whether a pattern leads only to those whose email address has a name for it."""
    return PERSON in pattern


def check_link(platform: str, link: str) -> Refused | None:
    """Refuse what is no safe web address, or no link of this platform."""
    parts = _parts(link, LONGEST_LINK)
    if parts is None:
        return Refused("link_unsafe")
    return None if _is_of(PLATFORMS[platform], parts) else Refused("link_of_another_platform")


def check_pattern(platform: str, pattern: str) -> Refused | None:
    """Refuse a pattern that makes no safe link of this platform, or the same one for everybody."""
    if len(pattern) > LONGEST_PATTERN or pattern.count(ROOM) > 1 or pattern.count(PERSON) > 1:
        return Refused("link_unsafe")
    filled = pattern.replace(ROOM, "r").replace(PERSON, "p")
    refused = check_link(platform, filled)
    if refused:
        return refused
    host_and_before = pattern.split("/", 3)[:3]
    if any("{" in part for part in host_and_before) or "{" in urlsplit(pattern).fragment:
        return Refused("link_unsafe")
    found = {one for one in (ROOM, PERSON) if one in pattern}
    if not found:
        return Refused("pattern_without_a_place")
    return None if found <= PLATFORMS[platform].fills else Refused("pattern_cannot_be_filled")


def check_dial_in(text: str) -> Refused | None:
    """Refuse a dial-in without a phone number, or longer than a line."""
    readable = len(text) <= LONGEST_DIAL_IN and text.isprintable()
    return None if readable and tel(text) else Refused("dial_in_unreadable")


def room_name(secret: bytes) -> str:
    """Return a room's name that tells nothing and cannot be guessed: 26 letters and digits from 16 random bytes.

    Lower case only, because Jitsi takes capital and small letters for the same.
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError("a room's name needs 128 bits")
    return b32encode(secret).decode().rstrip("=").lower()


def setting_for(asked: str, way: str) -> str:
    """Return how an introduction meets once somebody comes `way`: by video into a room means on the room's tablet."""
    return {"video": "hybrid", "phone": "phone"}.get(way, asked) if asked == "in_person" else asked


def link_for(offer: Offer, secret: bytes) -> Link | None:
    """Return the link for one introduction: a room of its own before the person's own room; None where there is none.

    A room of its own comes first because nobody from an introduction before can walk in.
    """
    filled = offer.pattern.replace(ROOM, room_name(secret)).replace(PERSON, offer.person)
    if ROOM in offer.pattern and (offer.person or PERSON not in offer.pattern):
        return Link("generated", offer.platform, filled)
    if offer.personal_link:
        return Link("personal", platform_of(offer.personal_link), offer.personal_link)
    if PERSON in offer.pattern and ROOM not in offer.pattern and offer.person:
        return Link("personal", offer.platform, filled)
    return None


def platform_of(link: str) -> str:
    """Return whose link this is by its host: `other` where the host tells nothing."""
    parts = _parts(link, LONGEST_LINK)
    if parts is None:
        return "other"
    return next((code for code, one in PLATFORMS.items() if one.hosts and _at_home(one, parts)), "other")


def person_name(email: str) -> str:
    """Return what stands for a person in a link: their name in the organization's addresses, or nothing."""
    name = re.match(NAMED, email)
    return name.group(1).lower() if name else ""


def tel(text: str) -> str:
    """Return the first phone number of a text as a link to call it (RFC 3966), or an empty string.

    Ten digits are a number of this country and get its +1, as every other number that is kept.
    """
    found = PHONE.search(text)
    digits = re.sub(r"[^0-9+]", "", found.group()) if found else ""
    digits = f"+1{digits}" if AT_HOME.fullmatch(digits) else digits
    return f"tel:{digits}" if 7 <= len(digits.lstrip("+")) <= 15 else ""


def _parts(link: str, longest: int) -> SplitResult | None:
    """Return the parts of a web address that begins with https and carries no login, or None."""
    if len(link) > longest or not link.startswith("https://") or not PLAIN.fullmatch(link):
        return None
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    climbs = any(STEP_UP.fullmatch(step) for step in parts.path.split("/"))
    return parts if "@" not in parts.netloc and HOST.fullmatch(host) and port != 0 and not climbs else None


def _at_home(platform: Platform, parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return any(host == one or host.endswith(f".{one}") for one in platform.hosts)


def _is_of(platform: Platform, parts: SplitResult) -> bool:
    begins = not platform.paths or any(parts.path.startswith(p) and parts.path != p for p in platform.paths)
    return (not platform.hosts or _at_home(platform, parts)) and begins and parts.path not in ("", "/")
