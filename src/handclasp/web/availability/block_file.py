"""One's own blocks as an iCalendar file (RFC 5545): the days that are written ahead, in UTC."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from handclasp.availability.queries.blocks import BlockTime

LONGEST_LINE: Final = 73  # octets of content, so that a fold's leading space stays below 75


def calendar_of(times: Iterable[BlockTime], labels: Mapping[int, str], now: datetime) -> str:
    """Return a calendar of these times; `labels` are the words of each block."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Handclasp//Blocks//EN"]
    for one in times:
        lines += [
            "BEGIN:VEVENT",
            f"UID:block-{one.block_id}-{one.on_date:%Y%m%d}@handclasp",
            f"DTSTAMP:{_instant(now)}",
            f"DTSTART:{_instant(one.starts_at)}",
            f"DTEND:{_instant(one.ends_at)}",
            f"SUMMARY:{_text(_summary(labels.get(one.block_id, '')))}",
            "END:VEVENT",
        ]
    return "\r\n".join(part for line in [*lines, "END:VCALENDAR"] for part in _folded(line)) + "\r\n"


def _summary(label: str) -> str:
    return f"Open for handoffs: {label}" if label else "Open for handoffs"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Return text as RFC 5545 3.3.11 writes it."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Return a line in parts of at most 75 octets (RFC 5545 3.1), no letter cut in two."""
    parts = [""]
    for letter in line:
        if len((parts[-1] + letter).encode()) > LONGEST_LINE:
            parts.append(" ")
        parts[-1] += letter
    return parts
