"""Counts that leak: how often something was tried lately, agreed between all processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

# The level falls by `rate` a second and rises by one a try; a try beyond `most` is refused and not counted.
TAKE: Final = """
INSERT INTO signins_count AS c (name, level, counted_at) VALUES (%(name)s, 1, %(now)s)
ON CONFLICT (name) DO UPDATE SET counted_at = greatest(c.counted_at, excluded.counted_at), level =
    greatest(0, c.level - %(rate)s * greatest(0, extract(epoch FROM excluded.counted_at - c.counted_at))) + 1
WHERE greatest(0, c.level - %(rate)s * greatest(0, extract(epoch FROM excluded.counted_at - c.counted_at))) + 1
    <= %(most)s
"""
GIVE_BACK: Final = "UPDATE signins_count SET level = greatest(0, level - 1) WHERE name = ANY(%s)"
FORGET: Final = "DELETE FROM signins_count WHERE name = ANY(%s)"
FORGET_OLD: Final = "DELETE FROM signins_count WHERE counted_at < %s"
LONGEST: Final = timedelta(days=1)


@dataclass(frozen=True)
class Allowance:
    """So many at once, and as many again in `within`."""

    most: int
    within: timedelta

    @property
    def rate(self) -> float:
        """Return how many come back a second."""
        return self.most / self.within.total_seconds()


def take(name: str, allowance: Allowance, now: datetime) -> bool:
    """Count one try under `name` (at `now`, wall time); False where the allowance is used up."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"name": name, "now": now, "rate": allowance.rate, "most": allowance.most})
        return bool(cursor.rowcount == 1)


def give_back(names: list[str]) -> None:
    """Take back one try under each name: it was no failure."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [names])


def forget(names: list[str]) -> None:
    """Forget every try under these names."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [names])


def forget_old(now: datetime) -> None:
    """Forget what has leaked away long ago."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET_OLD, [now - LONGEST])
