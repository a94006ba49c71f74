"""What the commands about rooms, walks, levels of care and profiles need to be tried."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from handclasp.directory.models import Site
from tests import cast


@cache
def a_picture() -> bytes:
    """Return a small photo."""
    written = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(written, "PNG")
    return written.getvalue()


def _site(*_: Any) -> int:
    return Site.objects.values_list("pk", flat=True).get(name="Main Street")


def _room(name: str) -> Callable[..., int]:
    return lambda *_: cast.room(name)


def _program(*_: Any) -> int:
    return cast.program("Housing")


def _wes(*_: Any) -> int:
    return cast.staff("wes")


def places_commands(make: Callable[..., Any], oneself: str) -> dict[str, Any]:
    """Return them, each made by `make`: a permission, what decides beside the role, then what is given."""
    change, linen, music = "directory:change", _room("Linen room"), _room("Music room")
    return {
        "directory.places.add_rooms": make(change, site_id=_site, names=lambda *_: ["Exam room 1"]),
        "directory.places.change_room": make(change, room_id=linen, floor=2),
        "directory.places.set_room_walk": make(change, first_id=linen, second_id=music, minutes=3),
        "directory.places.set_site_walk": make(change, first_id=_site, second_id=_site, minutes=3),
        "directory.organizations.set_levels": make(
            change, program_id=_program, levels=lambda *_: [("4", "1.5")]
        ),
        "directory.roles.name_people": make("role:grant", program_id=_program, last_rung=_wes),
        "directory.profiles.keep_profile": make(change, staff_id=_wes, say_it_like="HAL-vor-sen"),
        "directory.profiles.keep_photo": make(change, staff_id=_wes, picture=lambda *_: a_picture()),
        "directory.profiles.remove_photo": make(change, staff_id=_wes),
        "directory.profiles.keep_profile (oneself)": make(
            "account:keep", oneself, staff_id=lambda _, actor: actor.person, say_it_like="HAL-vor-sen"
        ),
        "directory.profiles.keep_photo (oneself)": make(
            "account:keep", oneself, staff_id=lambda _, actor: actor.person, picture=lambda *_: a_picture()
        ),
        "directory.profiles.remove_photo (oneself)": make(
            "account:keep", oneself, staff_id=lambda _, actor: actor.person
        ),
    }
