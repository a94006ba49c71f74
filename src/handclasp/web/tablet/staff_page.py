"""The page of rooms' tablets, for the staff."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.models import RoomTablet
from handclasp.availability.queries.tablets import tablets_of
from handclasp.directory.queries import sites, staff_by_id, staff_label
from handclasp.directory.queries.places import room_names
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import moment_words


@dataclass(frozen=True)
class Standing:
    """One connected tablet."""

    tablet_id: int
    room: str
    site: str
    words: str
    can_disconnect: bool


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
    return TabletsPage(
        topic=f"org:{actor.home}",
        tablets=tuple(_standing(row, actor, now) for row in tablets_of(actor)),
        places=tuple(Place(site.pk, site.name, site.pk == here) for site in sites(actor)),
        rooms=tuple(room_names(actor, here)),
        room=room or (me.room if me else ""),
        problem=problem,
    )


def _standing(row: RoomTablet, actor: Actor, now: datetime) -> Standing:
    assert row.paired_at is not None
    by = f" by {staff_label(row.paired_by)}" if row.paired_by else ""
    may = actor.is_supervisor or actor.is_admin or row.paired_by_id == actor.staff_id
    return Standing(row.pk, row.room, row.site.name, f"Connected {moment_words(row.paired_at, now)}{by}", may)
