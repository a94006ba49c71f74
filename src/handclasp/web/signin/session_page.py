"""The list of places where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.directory.signed_in import own_sessions
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.signins.limits import limits


@dataclass(frozen=True)
class Place:
    """One browser, as its person knows it; `name` goes into the form that ends it."""

    name: str
    device: str
    address: str
    since: datetime
    seen: datetime
    is_this: bool
    is_locked: bool


@dataclass(frozen=True)
class Sessions:
    """Every place, this one first."""

    places: tuple[Place, ...]

    @property
    def has_others(self) -> bool:
        """Say whether this person is signed in anywhere else."""
        return any(not place.is_this for place in self.places)


def sessions_page(actor: Actor, this_key: str | None) -> Sessions:
    """Return where the actor is signed in, but for what has expired."""
    now = wall_now()
    places = []
    for one in own_sessions(actor, this_key):
        standing = limits().standing(one.signed_in_at, one.active_at, now)
        if standing != "expired":
            places.append(
                Place(
                    one.name, one.device, one.address, one.signed_in_at, one.active_at,
                    one.is_this, standing == "locked",
                )
            )  # fmt: skip
    return Sessions(tuple(places))
