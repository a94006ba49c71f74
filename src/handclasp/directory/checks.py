"""What may stand in a directory row: each check returns the tidied value or raises the refusal."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import available_timezones

import phonenumbers

from handclasp.domain.age_groups import AGE_GROUPS
from handclasp.domain.calls import Settings
from handclasp.domain.plain_text import tidy_line
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4_000
LONGEST_LEAVE: Final = timedelta(days=731)
MOST_DAYS: Final = 400
HOME_REGION: Final = "US"
EMAIL: Final = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def must_be_allowed(actor: Actor, permission: str, organization_id: int | None) -> None:
    """Refuse whoever is neither the system nor given this permission in that organization."""
    if actor.is_system and actor.organization_id is None:
        return
    if not actor.may(permission) or actor.organization_id != organization_id:
        audit.refused(permission)
        raise Refusal("not_allowed")


def may_change_directory(actor: Actor, organization_id: int | None) -> None:
    """Refuse whoever may not change the places and people of that organization."""
    must_be_allowed(actor, "directory:change", organization_id)


def line(text: str, *, longest: int = LONGEST_LINE) -> str:
    """Return one tidy line, or refuse `text_unreadable` or `text_too_long`."""
    try:
        tidied = tidy_line(text)
    except ValueError as error:
        raise Refusal("text_unreadable") from error
    if len(tidied) > longest:
        raise Refusal("text_too_long")
    return tidied


def name(text: str) -> str:
    """Return a tidy name, or refuse `name_missing`."""
    tidied = line(text)
    if not tidied:
        raise Refusal("name_missing")
    return tidied


def paragraphs(text: str) -> str:
    """Return text of several lines without what cannot be kept, or refuse as `line` does."""
    if len(text) > LONGEST_TEXT:
        raise Refusal("text_too_long")
    return "\n".join(line(part, longest=LONGEST_TEXT) for part in text.splitlines()).strip()


def time_zone(text: str, *, or_empty: bool = False) -> str:
    """Return the IANA name of a time zone, or refuse `time_zone_unknown`."""
    if text not in _zones() and not (or_empty and not text):
        raise Refusal("time_zone_unknown")
    return text


def email(text: str) -> str:
    """Return an email address in lower case (empty stays empty), or refuse `email_unknown`."""
    tidied = line(text).lower()
    if tidied and not EMAIL.fullmatch(tidied):
        raise Refusal("email_unknown")
    return tidied


def phone(text: str) -> str:
    """Return a phone number as +12125550123, with an extension where given, or refuse `phone_unknown`."""
    tidied = line(text)
    if not tidied:
        return ""
    try:
        number = phonenumbers.parse(tidied, HOME_REGION)
    except phonenumbers.NumberParseException as error:
        raise Refusal("phone_unknown") from error
    if not phonenumbers.is_possible_number(number):
        raise Refusal("phone_unknown")
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).split(";")[0] + extension


def languages(tags: list[str]) -> list[str]:
    """Return language tags without repeats (BCP 47: `es`, `en-US`), or refuse `language_unknown`."""
    tidied = list(dict.fromkeys(line(tag) for tag in tags if tag.strip()))
    if any(not LANGUAGE.fullmatch(tag) for tag in tidied):
        raise Refusal("language_unknown")
    return tidied


def age_groups(groups: list[str]) -> list[str]:
    """Return age groups in their usual order (none: every age), or refuse `unknown_choice`."""
    if not set(groups) <= set(AGE_GROUPS):
        raise Refusal("unknown_choice")
    return [group for group in AGE_GROUPS if group in groups]


def calling(**said: Any) -> Settings:
    """Return how a program rings, as said and otherwise as usual, or refuse `calling_not_possible`."""
    settings = Settings(**said)
    if not settings.is_possible():
        raise Refusal("calling_not_possible")
    return settings


def days(chosen: list[date]) -> list[date]:
    """Return days in order, each once, or refuse `too_many`."""
    tidied = sorted(set(chosen))
    if len(tidied) > MOST_DAYS:
        raise Refusal("too_many")
    return tidied


def leave(first: date, back: date | None, today: date) -> None:
    """Refuse a leave that ends before it begins, is over already, or lasts longer than two years."""
    if back is not None and (back <= first or back <= today):
        raise Refusal("leave_ends_too_early")
    if abs(first - today) > LONGEST_LEAVE or (back is not None and back - first > LONGEST_LEAVE):
        raise Refusal("leave_too_long")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
