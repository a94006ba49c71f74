"""Changing rooms and the minutes on foot between them and between sites."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from handclasp.directory import checks
from handclasp.directory.commands.rows import Fields, checked, found, updated
from handclasp.directory.models import Room, RoomWalk, Site, SiteWalk
from handclasp.directory.models.places import LONGEST_WALK, ROOM_KINDS
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

MOST_ROOMS: Final = 200


def _kind(kind: str) -> str:
    if kind not in ROOM_KINDS:
        raise Refusal("unknown_choice")
    return kind


def _floor(floor: int) -> int:
    if not -9 <= floor <= 199:
        raise Refusal("floor_unknown")
    return floor


ROOM: Final[Fields] = {"name": checks.name, "floor": _floor, "kind": _kind, "is_active": bool}


def add_rooms(
    actor: Actor, now: datetime, site_id: int, names: Sequence[str], floor: int = 0, kind: str = "exam"
) -> list[Room]:
    """Add rooms of one floor and kind to a site; a name that is there already is brought back rather than doubled.

    Refuses `name_missing` where no name is given, and `too_many` beyond 200 at once.
    """
    site = found(Site, actor, site_id)
    wanted: dict[str, str] = {}
    for name in filter(None, (checks.line(text) for text in names)):
        wanted.setdefault(name.lower(), name)
    if not wanted or len(wanted) > MOST_ROOMS:
        raise Refusal("too_many" if wanted else "name_missing")
    columns = checked(ROOM, {"floor": floor, "kind": kind})
    with acting(actor, now, "directory:change") as deed:
        checks.may_change_directory(actor, site.organization_id)
        deed.on(f"site:{site.pk}")
        rows = [_room(site, name, columns) for name in wanted.values()]
        tell([f"org:{site.organization_id}"])
    return rows


def change_room(actor: Actor, now: datetime, room_id: int, **fields: Any) -> Room:
    """Change the given columns of a room (name, floor, kind, is_active)."""
    room = found(Room, actor, room_id, "site__organization_id")
    return updated(room, _home(room), actor, now, checked(ROOM, fields))


def set_room_walk(actor: Actor, now: datetime, first_id: int, second_id: int, minutes: int | None) -> None:
    """Say how long it takes on foot between two rooms of a site; None lets the site's usual minutes count again."""
    first, second = (found(Room, actor, pk, "site__organization_id") for pk in sorted([first_id, second_id]))
    with acting(actor, now, "directory:change") as deed:
        checks.may_change_directory(actor, _home(first))
        _must_lead_somewhere(first.pk, second.pk, minutes)
        if first.site_id != second.site_id:
            raise Refusal("not_one_site")
        deed.on(f"site:{first.site_id}")
        _set_walk(RoomWalk, first.pk, second.pk, minutes)
        tell([f"org:{_home(first)}"])


def set_site_walk(actor: Actor, now: datetime, first_id: int, second_id: int, minutes: int | None) -> None:
    """Say how long it takes on foot between two sites; None lets nobody walk there."""
    first, second = (found(Site, actor, pk) for pk in sorted([first_id, second_id]))
    with acting(actor, now, "directory:change") as deed:
        checks.may_change_directory(actor, first.organization_id)
        _must_lead_somewhere(first.pk, second.pk, minutes)
        deed.on(f"site:{first.pk}")
        _set_walk(SiteWalk, first.pk, second.pk, minutes)
        tell([f"org:{first.organization_id}"])


def _room(site: Site, name: str, columns: dict[str, Any]) -> Room:
    room = Room.objects.filter(site=site, name__iexact=name).first()
    if room is None:
        return Room.objects.create(site=site, name=name, **columns)
    room.is_active = True
    room.save(update_fields=["is_active"])
    return room


def _home(room: Room) -> int:
    return Site.objects.values_list("organization_id", flat=True).get(pk=room.site_id)


def _must_lead_somewhere(first_id: int, second_id: int, minutes: int | None) -> None:
    if first_id == second_id:
        raise Refusal("walk_leads_nowhere")
    if minutes is not None and not 0 <= minutes <= LONGEST_WALK:
        raise Refusal("walk_too_long")


def _set_walk(model: type[RoomWalk | SiteWalk], first: int, second: int, minutes: int | None) -> None:
    rows = model._default_manager.filter(Q(first_id=first, second_id=second))
    if minutes is None:
        rows.delete()
    else:
        model._default_manager.update_or_create(
            first_id=first, second_id=second, defaults={"minutes": minutes}
        )
