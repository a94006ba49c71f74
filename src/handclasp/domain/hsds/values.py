"""The small pieces of a record, taken as liberally as their meaning allows: directories are typed by many hands."""

import html
import math
import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final, cast

from handclasp.domain.fhir.values import LONGEST_ID, Unfit, tidy

Row = Mapping[str, Any]
LONGEST_PASSAGE: Final = 2_000
QUOTES: Final = "\"'“”„«»` "
TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
BREAKS: Final = re.compile(r"<(br|/p|/li|/div|/h[1-6])\b[^<>]{0,100}>", re.IGNORECASE)
DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![0-9])", re.ASCII)
CLOCK: Final = re.compile(
    r"T?(\d{1,2})(?::?(\d{2}))?(?::?\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.ASCII | re.I
)
OFFSET: Final = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})$", re.ASCII | re.I)


def line(row: Row, field: str, *, longest: int = 200) -> str:
    """Return a field on one tidy line without quotation marks around it; numbers count as text."""
    value = row.get(field)
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        value = f"{value:.15g}" if isinstance(value, float) else str(value)[:LONGEST_ID]
    return tidy(value, field, longest=max(longest, LONGEST_PASSAGE))[:longest].strip(QUOTES)


def name(row: Row, field: str) -> str:
    """Return a field as a name, or say that it is too long to be one."""
    found = line(row, field, longest=LONGEST_PASSAGE)
    if len(found) > 200:
        raise Unfit(field, f"is {len(found):,} characters long; 200 fit")
    return found


def identity(row: Row, field: str = "id") -> str:
    """Return an id (a UUID in the standard, anything in the wild), or an empty string."""
    found = row.get(field)
    if isinstance(found, dict | list | bool):
        raise Unfit(field, "should be text in quotation marks")
    key = line(row, field, longest=LONGEST_ID + 1)
    if len(key) > LONGEST_ID:
        raise Unfit(field, f"is longer than {LONGEST_ID} characters")
    return key


def passage(row: Row, field: str) -> str:
    """Return text of several lines without markup; what is longer than 2,000 characters is cut and ends in dots."""
    value = row.get(field)
    if value is None or isinstance(value, bool | int | float):
        return line(row, field)
    if not isinstance(value, str):
        raise Unfit(field, "should be text in quotation marks")
    plain = html.unescape(TAGS.sub(" ", BREAKS.sub("\n", value[: 20 * LONGEST_PASSAGE])))
    lines = [tidy(one, field, longest=len(plain) + 1) for one in plain.splitlines()]
    text = "\n".join(one for one in lines if one)
    return text if len(text) <= LONGEST_PASSAGE else text[: LONGEST_PASSAGE - 1].rstrip() + "…"


def number(row: Row, field: str) -> float | None:
    """Return a number, also where it is written as text; None for anything else."""
    value = row.get(field)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def day(row: Row, field: str) -> date | None:
    """Return the day that a date or date and time begins with; None where it begins with none."""
    value = row.get(field)
    found = DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def clock(row: Row, field: str) -> time | None:
    """Return a time of day from `09:30:00`, `9:30`, `0930`, `09:30Z` or `9:30 am`; 24:00 counts as 23:59."""
    value = row.get(field)
    if not isinstance(value, str):
        return None
    found = CLOCK.fullmatch(OFFSET.sub("", value.strip()))
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def several(row: Row, field: str) -> list[Row]:
    """Return the objects of a repeating field; one object alone counts as a list of one."""
    found = row.get(field)
    if found is None or found == "":
        return []
    if isinstance(found, dict):
        return [cast(Row, found)]
    if not isinstance(found, list):
        raise Unfit(field, "should be a list in square brackets")
    for n, one in enumerate(found):
        if one is not None and not isinstance(one, dict):
            raise Unfit(f"{field}[{n}]", "should be an object in curly brackets")
    return [cast(Row, one) for one in found if one is not None]
