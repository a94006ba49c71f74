"""The page of rooms' tablets, for the staff."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.models import RoomTablet
from handclasp.availability.queries.tablets import is_there, tablets_of
from handclasp.directory.queries import sites, staff_by_id, staff_label
from handclasp.directory.queries.places import room_names
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.web.shell.times import moment_words


@dataclass(frozen=True)
class Standing:
    """One connected tablet."""

    tablet_id: int
    room: str
    site: str
    words: str
    can_disconnect: bool
    is_double: bool = False


@dataclass(frozen=True)
class Place:
    """One site to choose."""

    site_id: int
    name: str
    is_mine: bool


@dataclass(frozen=True)
class TabletsPage:
    """The whole page."""

    topic: str
    tablets: tuple[Standing, ...]
    places: tuple[Place, ...]
    rooms: tuple[str, ...]
    room: str
    problem: str = ""


def tablets_page(actor: Actor, now: datetime, problem: str = "", room: str = "") -> TabletsPage:
    """Return the organization's tablets, and the form to connect one; `room` is what was typed."""
    me = staff_by_id(actor, actor.person)
    here = me.site_id if me else None
    rows = tablets_of(actor)
    in_room = Counter(_door(row) for row in rows)
    return TabletsPage(
        topic=f"org:{actor.home}",
        tablets=tuple(_standing(row, actor, now, in_room[_door(row)] > 1) for row in rows),
        places=tuple(Place(site.pk, site.name, site.pk == here) for site in sites(actor)),
        rooms=tuple(room_names(actor, here)),
        room=room or (me.room if me else ""),
        problem=problem,
    )


def stands_there(actor: Actor, site_id: int, room: str, now: datetime) -> str:
    """Return which tablet stands in a room already, `Connected 9:12 am by Bea. There now`, or an empty string."""
    doors = (row for row in tablets_of(actor) if _door(row) == (site_id, room.strip().casefold()))
    row = next(doors, None)
    return _standing(row, actor, now, is_double=False).words if row else ""


def _door(row: RoomTablet) -> tuple[int, str]:
    return row.site_id, row.room.casefold()


def _standing(row: RoomTablet, actor: Actor, now: datetime, is_double: bool) -> Standing:
    assert row.paired_at is not None
    by = f" by {staff_label(row.paired_by)}" if row.paired_by else ""
    may = actor.is_supervisor or actor.is_admin or row.paired_by_id == actor.staff_id
    words = f"Connected {moment_words(row.paired_at, now)}{by}. {_seen(row, now, wall_now())}"
    return Standing(row.pk, row.room, row.site.name, words, may, is_double)


def _seen(row: RoomTablet, now: datetime, wall: datetime) -> str:
    if row.seen_at is None:
        return "Not seen since then"
    if is_there(row, wall):
        return "There now"
    return f"Last seen {moment_words(row.seen_at + (now - wall), now)}"
