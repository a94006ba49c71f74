"""Where somebody of the staff is signed in, and ending it: for themselves, and for whoever keeps the directory."""

from collections.abc import Iterable
from datetime import datetime

from handclasp.directory import checks
from handclasp.directory.models import Staff
from handclasp.directory.queries import narrowed
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal
from handclasp.platform.signins import ending
from handclasp.platform.signins.ending import SignedIn


def active_users(user_ids: Iterable[int]) -> set[int]:
    """Return those users behind whom somebody of the active staff stands."""
    rows = Staff.objects.filter(user_id__in=list(user_ids), is_active=True)
    return {user_id for user_id in rows.values_list("user_id", flat=True) if user_id is not None}


def own_sessions(actor: Actor, this_key: str | None) -> list[SignedIn]:
    """Return where the actor is signed in, the session at hand first."""
    user_id = _user_of(actor, actor.person)
    return ending.sessions_of(user_id, this_key, wall_now()) if user_id is not None else []


def end_own_session(actor: Actor, name: str, now: datetime) -> bool:
    """Sign the actor out in one place, by its name on the page; False where that had ended already."""
    user_id = _user_of(actor, actor.person)
    with acting(actor, now):
        return user_id is not None and ending.end_one(user_id, name)


def end_sessions(actor: Actor, staff_id: int, now: datetime, but: str | None = None) -> int:
    """Sign somebody out everywhere (but for the session with the key `but`); return in how many places.

    Everybody may do this for themselves, else who may change the directory. Open pages end within a second.
    """
    user_id = _user_of(actor, staff_id)
    with acting(actor, now):
        return ending.end_all([user_id], but) if user_id is not None else 0


def _user_of(actor: Actor, staff_id: int) -> int | None:
    staff = narrowed(Staff.objects.all(), actor).filter(pk=staff_id).first()
    if staff is None:
        raise Refusal("not_found")
    if staff.pk != actor.staff_id:
        checks.may_change_directory(actor, staff.organization_id)
    return staff.user_id
