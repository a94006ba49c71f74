"""The ways in which somebody can be reached besides the page, kept by themselves."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from handclasp.availability.models import ReachWay
from handclasp.directory import checks
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

MOST_WAYS: Final = 10
CHECKS: Final[Mapping[str, Callable[[str], str]]] = {
    "phone": checks.phone,
    "text": checks.phone,
    "email": checks.email,
    "pager": checks.line,
}


def keep_way(actor: Actor, now: datetime, kind: str, address: str) -> ReachWay:
    """Keep a way to be reached; nobody has tried it yet.

    Refuses `unknown_choice`, `missing`, `phone_unknown`, `email_unknown`, `way_kept` and `kept_enough`.
    """
    if kind not in CHECKS:
        raise Refusal("unknown_choice")
    tidied = CHECKS[kind](address)
    if not tidied:
        raise Refusal("missing")
    with acting(actor, now, "presence:declare") as deed:
        deed.on(f"staff:{actor.person}")
        if ReachWay.objects.filter(staff_id=actor.person).count() >= MOST_WAYS:
            raise Refusal("kept_enough")
        way = ReachWay.objects.create(staff_id=actor.person, kind=kind, address=tidied)
        tell([f"org:{actor.home}"])
    return way


def switch_way(actor: Actor, now: datetime, way_id: int, is_on: bool) -> None:
    """Say whether one is reached this way for now."""
    with acting(actor, now, "presence:declare") as deed:
        deed.on(f"staff:{actor.person}")
        way = _own(actor, way_id)
        way.is_on = is_on
        way.save(update_fields=["is_on"])
        tell([f"org:{actor.home}"])


def note_trial(actor: Actor, now: datetime, way_id: int, worked: bool) -> None:
    """Note that somebody tried a way, and whether it worked; the last word counts, also within one instant."""
    with acting(actor, now, "presence:declare") as deed:
        deed.on(f"staff:{actor.person}")
        way = _own(actor, way_id)
        if worked:
            way.worked_at = now
            way.failed_at = way.failed_at if way.failed_at and way.failed_at < now else None
        else:
            way.failed_at = now
        way.save(update_fields=["worked_at", "failed_at"])
        tell([f"org:{actor.home}"])


def drop_way(actor: Actor, now: datetime, way_id: int) -> None:
    """Forget a way."""
    with acting(actor, now, "presence:declare") as deed:
        deed.on(f"staff:{actor.person}")
        _own(actor, way_id).delete()
        tell([f"org:{actor.home}"])


def _own(actor: Actor, way_id: int) -> ReachWay:
    way = ReachWay.objects.select_for_update().filter(pk=way_id, staff_id=actor.person).first()
    if way is None:
        raise Refusal("not_found")
    return way
