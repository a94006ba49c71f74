"""The small pieces that every FHIR resource is made of, taken with care: files say anything."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from handclasp.domain.plain_text import tidy_line

LONGEST_LINE: Final = 200
LONGEST_ID: Final = 255
Resource = Mapping[str, Any]


class Unfit(Exception):
    """What keeps a record out: the field and the reason, in words that complete `field: reason`."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def as_object(value: object, field: str) -> Resource:
    """Return a JSON object, or say that the field should hold one."""
    if not isinstance(value, dict):
        raise Unfit(field, "should be an object in curly brackets")
    return cast(Resource, value)


def many(resource: Resource, field: str, within: str = "") -> Iterator[tuple[str, Resource]]:
    """Yield each object of a repeating field with its place, such as `name[0]`."""
    at = f"{within}.{field}" if within else field
    found = resource.get(field)
    if found is None:
        return
    if not isinstance(found, list):
        raise Unfit(at, "should be a list in square brackets")
    for n, item in enumerate(found):
        if item is not None:
            yield f"{at}[{n}]", as_object(item, f"{at}[{n}]")


def text(resource: Resource, field: str, within: str = "", *, longest: int = LONGEST_LINE) -> str:
    """Return a text field on one tidy line, or an empty string when it is not there."""
    return tidy(resource.get(field), f"{within}.{field}" if within else field, longest=longest)


def tidy(value: object, at: str, *, longest: int = LONGEST_LINE) -> str:
    """Return a value as one tidy line, or say why it cannot be kept."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unfit(at, "should be text in quotation marks")
    try:
        tidied = tidy_line(value)
    except ValueError as error:
        raise Unfit(at, str(error)) from error
    if len(tidied) > longest:
        raise Unfit(at, f"is {len(tidied):,} characters long; {longest} fit")
    return tidied


def texts(resource: Resource, field: str, within: str) -> list[str]:
    """Return the texts of a repeating field, without empty ones."""
    found = resource.get(field)
    if found is None:
        return []
    if not isinstance(found, list):
        raise Unfit(f"{within}.{field}", "should be a list in square brackets")
    tidied = [tidy(item, f"{within}.{field}[{n}]") for n, item in enumerate(found)]
    return [item for item in tidied if item]


def truth(resource: Resource, field: str) -> bool | None:
    """Return true, false, or None when the field is not there."""
    found = resource.get(field)
    if found is not None and not isinstance(found, bool):
        raise Unfit(field, "should be true or false")
    return found


def whole_day(resource: Resource, field: str) -> date | None:
    """Return the day of a FHIR date or dateTime; None when it is missing or names only a year or a month.

    The day is the one written, in the offset it was written in (https://hl7.org/fhir/R4/datatypes.html#dateTime).
    """
    written = text(resource, field, longest=60)
    day, _, time = written.partition("T")
    if time and len(day) != 10:
        raise Unfit(field, "should read YYYY-MM-DD")
    if not written:
        return None
    parts = day.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(_is_number(p) for p in parts):
        raise Unfit(field, "should read YYYY-MM-DD")
    try:
        numbers = [int(part) for part in parts]
        known = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    except ValueError as error:
        raise Unfit(field, f"{day} is no day of the calendar") from error
    return known if len(parts) == 3 else None


def has_ended(resource: Resource, within: str, today: date) -> bool:
    """Say whether a name, number or address with a period was only valid until before `today`."""
    period = resource.get("period")
    if period is None:
        return False
    ends = whole_day(as_object(period, f"{within}.period"), "end")
    return ends is not None and ends < today


def resource_id(resource: Resource, full_url: str) -> str:
    """Return the id under which a resource is found again, or say that there is none."""
    own = text(resource, "id", longest=LONGEST_ID)
    if own:
        return own
    if full_url.startswith("urn:uuid:"):
        return tidy(full_url, "fullUrl", longest=LONGEST_ID).removeprefix("urn:uuid:")
    for at, identifier in many(resource, "identifier"):
        value = text(identifier, "value", at, longest=LONGEST_ID)
        if value:
            return value
    raise Unfit("id", "is missing, and there is no identifier, so the record could not be found again")


def identifiers(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield system and value of each identifier that has a value and is not an old one."""
    for at, identifier in many(resource, "identifier"):
        value = text(identifier, "value", at, longest=LONGEST_ID)
        if value and identifier.get("use") != "old":
            yield text(identifier, "system", at, longest=LONGEST_ID), value


def concept(value: object, at: str) -> str:
    """Return the words of a CodeableConcept: its text, else its first display, else its first code."""
    holder = as_object(value, at)
    own = text(holder, "text", at)
    if own:
        return own
    codings = list(many(holder, "coding", at))
    displays = [text(coding, "display", where) for where, coding in codings]
    codes = [text(coding, "code", where) for where, coding in codings]
    return next((found for found in [*displays, *codes] if found), "")


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit()
