"""Connecting a tablet to a room, and taking it away again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handclasp.availability.models import RoomTablet
from handclasp.availability.tokens import hash_of_code, hash_of_token, new_code, new_token
from handclasp.directory.checks import line
from handclasp.directory.models import Site
from handclasp.platform.actor import TABLET, Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

CODE_LASTS: Final = timedelta(minutes=10)
NOTED_EVERY: Final = timedelta(minutes=1)  # its page asks every three seconds


@dataclass(frozen=True)
class Offered:
    """A code as whoever asked for it sees it, once; afterwards nobody can read it again."""

    tablet_id: int
    code: str
    until: datetime


def offer_code(actor: Actor, site_id: int, room: str, now: datetime) -> Offered:
    """Give out a code that connects one tablet to this room within ten minutes.

    Refuses `room_missing` and `not_found` (a site of another organization).
    """
    code = new_code()
    with acting(actor, now, "tablet:pair") as deed:
        _forget_unused(actor, now)
        tablet = _new(actor, site_id, room, code_hash=hash_of_code(code), code_until=now + CODE_LASTS)
        deed.on(f"tablet:{tablet.pk}")
    return Offered(tablet.pk, code, now + CODE_LASTS)


def connect_here(actor: Actor, site_id: int, room: str, now: datetime) -> str:
    """Connect the device that asks to this room, and return its token; refuses as `offer_code` does."""
    token = new_token()
    with acting(actor, now, "tablet:pair") as deed:
        tablet = _new(actor, site_id, room, token_hash=hash_of_token(token), paired_at=now)
        deed.on(f"tablet:{tablet.pk}")
        tell([f"org:{actor.home}"])
    return token


def redeem_code(code: str, now: datetime) -> str:
    """Connect the device on which a code was typed, and return its token; refuses `tablet_code_over`."""
    token = new_token()
    with acting(TABLET, now, "tablet:pair"):
        waiting = RoomTablet.objects.select_for_update().filter(
            code_hash=hash_of_code(code), code_until__gt=now, revoked_at=None
        )
        tablet = waiting.first()
        if tablet is None:
            raise Refusal("tablet_code_over")
        tablet.code_hash, tablet.code_until = None, None
        tablet.token_hash, tablet.paired_at = hash_of_token(token), now
        tablet.save(update_fields=["code_hash", "code_until", "token_hash", "paired_at"])
        tell([f"org:{tablet.organization_id}"])
    return token


def note_seen(tablet: RoomTablet, at: datetime) -> None:
    """Note that a connected tablet's own page asked at `at` (wall time), once a minute: looking stays cheap."""
    due = at - NOTED_EVERY
    if tablet.seen_at is not None and tablet.seen_at > due:
        return
    with acting(TABLET, at, "tablet:pair"):
        rows = RoomTablet.objects.filter(pk=tablet.pk, revoked_at=None).exclude(seen_at__gt=due)
        rows.update(seen_at=at)


def disconnect(actor: Actor, tablet_id: int, now: datetime) -> None:
    """Let a tablet belong to no room any more; it shows nothing from that moment. Twice changes nothing.

    Refuses `not_your_tablet` unless the actor connected it, supervises or administers.
    """
    with acting(actor, now, "tablet:pair") as deed:
        rows = RoomTablet.objects.select_for_update().filter(pk=tablet_id, organization_id=actor.home)
        tablet = rows.first()
        if tablet is None:
            raise Refusal("not_found")
        if not (actor.is_supervisor or actor.is_admin or tablet.paired_by_id == actor.staff_id):
            raise Refusal("not_your_tablet")
        deed.on(f"tablet:{tablet.pk}")
        if tablet.revoked_at is None:
            tablet.revoked_at = now
            tablet.save(update_fields=["revoked_at"])
        tell([f"org:{actor.home}"])


def _new(actor: Actor, site_id: int, room: str, **columns: object) -> RoomTablet:
    door = line(room)
    if not door:
        raise Refusal("room_missing")
    if not Site.objects.filter(pk=site_id, organization_id=actor.home).exists():
        raise Refusal("not_found")
    return RoomTablet.objects.create(
        organization_id=actor.home, site_id=site_id, room=door, paired_by_id=actor.staff_id, **columns
    )


def _forget_unused(actor: Actor, now: datetime) -> None:
    """Remove the codes that nobody typed: they name nobody and open nothing."""
    RoomTablet.objects.filter(organization_id=actor.home, paired_at=None, code_until__lte=now).delete()
