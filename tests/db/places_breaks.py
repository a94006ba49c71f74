"""What breaks the rules about rooms, walking times, levels of care, and how people present themselves."""

from collections.abc import Callable
from typing import Final

from handclasp.directory.models import (
    Program,
    ProgramLevel,
    Room,
    RoomWalk,
    Site,
    SiteWalk,
    Staff,
    StaffPhoto,
)
from tests.cast import NOW, program, staff

HOUSE, LAKE = "Main Street", "Lake House"


def a_room(name: str = "Exam room 4", site: str = HOUSE, **changes: object) -> Room:
    return Room.objects.create(name=name, site=Site.objects.get(name=site), **changes)  # type: ignore[misc]


def a_walk(**changes: object) -> RoomWalk:
    usual = {"first": a_room(), "second": a_room("Room 12"), "minutes": 2}
    return RoomWalk.objects.create(**(usual | changes))  # type: ignore[arg-type]


def a_walk_to_another_site() -> None:
    RoomWalk.objects.create(first=a_room(), second=a_room("Porch", LAKE), minutes=2)


def a_walk_outside(site: str = "Annex", home: str = HOUSE, **changes: object) -> SiteWalk:
    first = Site.objects.get(name=home)
    second, _ = Site.objects.get_or_create(name=site, defaults={"organization": first.organization})
    low, high = sorted([first, second], key=lambda row: row.pk)
    usual = {"first": low, "second": high, "minutes": 5}
    return SiteWalk.objects.create(**(usual | changes))  # type: ignore[arg-type]


def backwards(walk: RoomWalk | SiteWalk) -> None:
    type(walk)._default_manager.create(first_id=walk.second_id, second_id=walk.first_id, minutes=1)


def again(walk: RoomWalk | SiteWalk) -> None:
    type(walk)._default_manager.create(first_id=walk.first_id, second_id=walk.second_id, minutes=1)


def a_level(edition: str, code: str) -> None:
    ProgramLevel.objects.create(program_id=program("Counseling"), edition=edition, code=code)


def a_photo(**changes: object) -> None:
    usual = {"staff_id": staff("wes"), "image": b"RIFF", "digest": "a" * 64, "taken_at": NOW}
    StaffPhoto.objects.create(**(usual | changes))  # type: ignore[arg-type]


PLACES: Final[dict[str, Callable[[], object]]] = {
    "room_has_a_name": lambda: a_room(""),
    "room_floor_is_possible": lambda: a_room(floor=400),
    "room_kind_is_known": lambda: a_room(kind="dungeon"),
    "room_has_one_name_at_a_site": lambda: (a_room(), a_room("EXAM room 4")),
    "room_walk_is_said_once": lambda: again(a_walk()),
    "room_walk_leads_somewhere": lambda: backwards(a_walk()),
    "room_walk_takes_minutes": lambda: a_walk(minutes=-1),
    "room_walk_stays_at_one_site": a_walk_to_another_site,
    "site_walk_is_said_once": lambda: again(a_walk_outside()),
    "site_walk_leads_somewhere": lambda: backwards(a_walk_outside()),
    "site_walk_takes_minutes": lambda: a_walk_outside(minutes=500),
    "site_walk_stays_in_one_organization": lambda: a_walk_outside(LAKE),
    "site_walks_take_minutes": lambda: Site.objects.update(minutes_per_floor=-1),
    "program_level_is_known_to_its_edition": lambda: a_level("4", "0.5"),
    "program_level_is_said_once": lambda: (a_level("4", "3.5"), a_level("4", "3.5")),
    "program_age_groups_are_known": lambda: Program.objects.update(age_groups=["ghost"]),
    "retired_program_receives_nobody": lambda: Program.objects.update(is_active=False, receives=True),
    "staff_age_groups_are_known": lambda: Staff.objects.update(age_groups=["ghost"]),
    "photo_is_small": lambda: a_photo(image=b"x" * 70_000),
    "photo_is_named_by_its_digest": lambda: a_photo(digest="face"),
}
