"""What in the audit looks unusual: rules that show something to the privacy officer, and accuse nobody.

That somebody looks is law: 45 CFR 164.308(a)(1)(ii)(D) asks for a regular review of audit logs, (a)(5)(ii)(C) for a
watch on sign-ins. What they look for is not; each rule says whether it is common practice or our own choice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handclasp.domain.plain_text import search_key

MANY_OPENED: Final = 30  # different clients in an hour; our choice
MANY_FOUND: Final = 100  # where they only stood in the results of a search
HOUR: Final = timedelta(hours=1)
DARK_MARGIN: Final = timedelta(hours=2)  # before opening and after closing; our choice
OWN_ROLE_WITHIN: Final = timedelta(days=1)
GUESSES: Final = 3  # wrong passwords within an hour before a success; our choice
KNOWN_FOR: Final = timedelta(days=90)  # an address from which somebody signed in lately is not new
PARTICLES: Final = frozenset(
    ("al", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le", "los", "san", "st",
     "van", "von", "y")
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """One rule: what it shows, why one would look, and where that comes from."""

    title: str
    why: str
    source: str


RULES: Final[Mapping[str, Rule]] = {
    "own_name": Rule(
        "Same family name",
        "Reading about one’s own family is the most common reason for looking without need.",
        "Common practice in record audits; no rule names it.",
    ),
    "coworker": Rule(
        "A client who works here",
        "A colleague’s record draws curiosity. The name, the phone or the email of the client is one of the staff’s.",
        "Common practice in record audits; no rule names it.",
    ),
    "many": Rule(
        "Very many in an hour",
        f"More than {MANY_OPENED} different clients opened, or {MANY_FOUND} seen in searches, within one hour, that "
        "have nothing to do with the reader’s programs.",
        "The idea is common practice; the numbers are our choice.",
    ),
    "after_dark": Rule(
        "After dark",
        "Read more than two hours before the site opens or after it closes, or on a day when it is closed.",
        "The idea is common practice; the two hours are our choice.",
    ),
    "no_relation": Rule(
        "Nothing to do with it",
        "Opened a handoff that is neither theirs nor their program’s. The minimum necessary is 45 CFR 164.502(b).",
        "Our choice: the law does not say how to notice.",
    ),
    "own_role": Rule(
        "Gave themself a role",
        "An administrator changed their own roles and read about a client within a day.",
        "Separation of duties is common practice (NIST SP 800-53, AC-5); the day is our choice.",
    ),
    "new_address": Rule(
        "Guessed, then signed in",
        f"At least {GUESSES} wrong passwords within an hour, then a sign-in from an address not seen for 90 days.",
        "A watch on sign-ins: 45 CFR 164.308(a)(5)(ii)(C). The numbers are our choice.",
    ),
}


@dataclass(frozen=True)
class Person:
    """What is compared of a client or of somebody of the staff."""

    given: str
    family: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Hours:
    """When a site is open, in its own zone; ISO weekdays, 1 is Monday."""

    zone: ZoneInfo
    opens: time = time(8)
    closes: time = time(17)
    weekdays: frozenset[int] = field(default_factory=lambda: frozenset(range(1, 6)))
    closed_on: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Knock:
    """A wrong password (`is_in` is False) or a sign-in, and the address it came from."""

    at: datetime
    is_in: bool
    origin: str


def share_a_family_name(one: str, other: str) -> bool:
    """Say whether two family names have a part in common: accents, case and particles such as `de` aside.

    A single letter is an initial and no name.
    """
    return not name_parts(one).isdisjoint(name_parts(other))


def name_parts(family: str) -> frozenset[str]:
    """Return the parts of a family name that are compared."""
    words = search_key(family).replace("-", " ").replace("’", "").replace("'", "").split()
    return frozenset(word for word in words if len(word) > 1 and not word.endswith(".")) - PARTICLES


def marks_of(who: Person) -> frozenset[str]:
    """Return what somebody is known by: given and family name together (no initials), phone, email."""
    given, family = search_key(who.given), search_key(who.family).rstrip(".")
    name = f"name {given} {family}" if len(given) > 1 and len(family) > 1 else ""
    phone = f"phone {who.phone}" if who.phone else ""
    email = f"email {who.email.casefold()}" if who.email else ""
    return frozenset(mark for mark in (name, phone, email) if mark)


def is_the_same_person(one: Person, other: Person) -> bool:
    """Say whether both may be one person: the same given and family name, the same phone or the same email."""
    return not marks_of(one).isdisjoint(marks_of(other))


def hours_ending(seen: Iterable[tuple[datetime, int]]) -> Iterator[tuple[datetime, int]]:
    """Return for each time, in order, how many different clients were seen within the hour that ends with it.

    What was seen a whole hour before is outside. An hour may begin before midnight: it counts as one.
    """
    ordered = sorted(seen)
    start, inside = 0, dict[int, int]()
    for at, client in ordered:
        inside[client] = inside.get(client, 0) + 1
        while at - ordered[start][0] >= HOUR:
            gone = ordered[start][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            start += 1
        yield at, len(inside)


def is_after_dark(at: datetime, hours: Hours) -> bool:
    """Say whether an instant is outside the site's hours and the margin around them, in the site's own zone."""
    local = at.astimezone(hours.zone)
    day = local.date()
    if day.isoweekday() not in hours.weekdays or day in hours.closed_on:
        return True
    naive = local.replace(tzinfo=None)
    first, last = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
    return naive < first - DARK_MARGIN or naive > last + DARK_MARGIN


def reads_by_own_role(granted_at: datetime, read_at: datetime) -> bool:
    """Say whether a reading followed within a day on a role that somebody gave themself."""
    return timedelta(0) <= read_at - granted_at <= OWN_ROLE_WITHIN


def guessed_and_came_in(knocks: Iterable[Knock], known: Mapping[str, datetime]) -> list[Knock]:
    """Return each sign-in from a new address before which somebody guessed.

    `known` says when each address was last signed in from before the first knock.
    """
    wrong: list[datetime] = []
    seen, found = dict(known), list[Knock]()
    for knock in sorted(knocks, key=lambda one: one.at):
        if not knock.is_in:
            wrong.append(knock.at)
            continue
        lately = [at for at in wrong if knock.at - at <= HOUR]
        last = seen.get(knock.origin)
        is_new = last is None or knock.at - last > KNOWN_FOR
        if is_new and len(lately) >= GUESSES:
            found.append(knock)
        seen[knock.origin] = knock.at
    return found
