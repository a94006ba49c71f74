"""Stories that end in somebody saying how a place is, who answers for a program, or how somebody is introduced."""

from collections.abc import Callable
from typing import Any

from handclasp.directory.commands import organizations, places, profiles, roles
from handclasp.directory.models import Office, Site
from tests import cast
from tests.cast import MINUTE, NOW, program, staff
from tests.matrix.commands_places import a_picture

SOON = NOW + 5 * MINUTE


def _admin() -> str:
    Office.objects.get_or_create(staff_id=staff("dana"), role="admin")
    return "dana"


def _here() -> int:
    return Site.objects.get(name="Main Street").pk


def _annex() -> int:
    return Site.objects.create(name="Annex", organization=Site.objects.get(pk=_here()).organization).pk


def _walk() -> tuple[int, int]:
    return cast.room("Linen room"), cast.room("Music room")


PLACES: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    places.add_rooms: lambda: (_admin(), SOON, _here(), ["Exam room 1"]),
    places.change_room: lambda: (_admin(), SOON, cast.room("Linen room"), {"floor": 2}),
    places.set_room_walk: lambda: (_admin(), SOON, *_walk(), 3),
    places.set_site_walk: lambda: (_admin(), SOON, _here(), _annex(), 3),
    organizations.set_levels: lambda: (_admin(), SOON, program("Counseling"), [("4", "1.5")]),
    roles.name_people: lambda: (_admin(), SOON, program("Counseling"), {"last_rung": staff("tomas")}),
    profiles.keep_profile: lambda: ("imani", SOON, staff("imani"), {"say_it_like": "ih-MAH-nee"}),
    profiles.keep_photo: lambda: ("imani", SOON, staff("imani"), a_picture()),
    profiles.remove_photo: lambda: ("imani", SOON, staff("imani")),
}
