"""How long somebody walks to a room: minutes on foot within a building, and between buildings that are near."""

from dataclasses import dataclass
from typing import Final

FARTHEST: Final = 15  # minutes between two sites; whoever is farther away comes by video or phone
NEARBY: Final = (
    5  # and whoever is farther than this comes by video where they can: a client usually waits so long
)


@dataclass(frozen=True)
class Spot:
    """Where somebody is: a site, the room as it is written there, and its floor where the room is on the list."""

    site_id: int
    room: str = ""
    floor: int | None = None


@dataclass(frozen=True)
class Usual:
    """A site's usual minutes: between two rooms of one floor, and more for each floor between."""

    on_a_floor: int = 1
    per_floor: int = 1


@dataclass(frozen=True)
class Walk:
    """Whole minutes on foot; `is_about` where one of the rooms is not known, `is_outside` between two buildings."""

    minutes: int
    is_about: bool = False
    is_outside: bool = False


def walk(here: Spot, there: Spot, usual: Usual, said: int | None = None) -> Walk | None:
    """Return the walk between two spots, or None where nobody walks.

    `said` are the minutes that somebody measured for these two rooms or, between buildings, for these two sites.
    """
    if here.site_id != there.site_id:
        return Walk(said, is_outside=True) if said is not None and said <= FARTHEST else None
    if _is_same_room(here, there):
        return Walk(0)
    if said is not None:
        return Walk(said)
    if here.floor is None or there.floor is None:
        return Walk(usual.on_a_floor, is_about=True)
    return Walk(usual.on_a_floor + usual.per_floor * abs(here.floor - there.floor))


def _is_same_room(here: Spot, there: Spot) -> bool:
    return bool(here.room.strip()) and here.room.strip().lower() == there.room.strip().lower()
