"""One line that later proves what stood in the chained tables: its words, and how they are read again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

VERSION: Final = "handclasp-digest-1"
PART: Final = re.compile(r"([a-z]+)=(\d{1,18}):(\d{1,18}):([0-9a-f]{64})")


@dataclass(frozen=True)
class Stood:
    """What one table held: how many rows, the highest number, and a root over the last row of every chain."""

    table: str
    rows: int
    highest: int
    root: str


@dataclass(frozen=True)
class Digest:
    """What every chained table held at one moment."""

    at: datetime
    tables: tuple[Stood, ...]

    @property
    def line(self) -> str:
        """Return `handclasp-digest-1 2026-03-11T15:00:00+00:00 history=12:12:ab... audit=...`."""
        parts = (f"{one.table}={one.rows}:{one.highest}:{one.root}" for one in self.tables)
        return " ".join([VERSION, self.at.isoformat(timespec="seconds"), *parts])


def read_digest(line: str) -> Digest | None:
    """Return the digest that a line holds, or None for a line that is none (a printed one may be typed again)."""
    version, *words = line.split()[:10] or [""]
    if version != VERSION or len(words) < 2:
        return None
    found = [PART.fullmatch(word) for word in words[1:]]
    tables = tuple(Stood(one[1], int(one[2]), int(one[3]), one[4]) for one in found if one)
    try:
        at = datetime.fromisoformat(words[0])
    except ValueError:
        return None
    is_whole = len(tables) == len(found) and at.tzinfo is not None
    return Digest(at, tables) if is_whole else None
