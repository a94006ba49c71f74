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


def staff_of_user(user_id: int | None) -> Staff | None:
    """Return who an account belongs to, on the active staff or not."""
    return Staff.objects.select_related("organization").filter(user_id=user_id).first() if user_id else None


def staff_by_email(email: str) -> Staff | None:
    """Return whose account has this address, on the active staff or not; only what the door writes down asks this."""
    rows = Staff.objects.select_related("organization").filter(user__email__iexact=email.strip()[:200])
    return rows.order_by("pk").first() if email.strip() else None
