"""Who is signed in, and where."""

from collections.abc import Iterable

from handclasp.directory.models import Staff
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.signins.ending import SignedIn, sessions_of


def active_users(user_ids: Iterable[int]) -> set[int]:
    """Return those users behind whom somebody of the active staff stands."""
    rows = Staff.objects.filter(user_id__in=list(user_ids), is_active=True)
    return {user_id for user_id in rows.values_list("user_id", flat=True) if user_id is not None}


def own_sessions(actor: Actor, this_key: str | None) -> list[SignedIn]:
    """Return where the actor is signed in, the session at hand first."""
    user_id = Staff.objects.filter(pk=actor.person).values_list("user_id", flat=True).first()
    return sessions_of(user_id, this_key, wall_now()) if user_id is not None else []
