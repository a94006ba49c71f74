"""Every view names the permission it asks for; one that names none is closed to everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

from handclasp.domain.permissions import PERMISSIONS
from handclasp.platform.actor import Actor

View = TypeVar("View", bound=Callable[..., Any])


def allow(permission: str) -> Callable[[View], View]:
    """Open a view to whoever is given this permission in any relation; queries and commands narrow it to the client.

    Views for strangers say Django's `login_not_required` instead.
    """
    if permission not in PERMISSIONS:
        raise LookupError(f"{permission} is not on the page of permissions (handclasp.domain.permissions)")

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(view: Any) -> str | None:
    """Return what a view asks for, or None where it says nothing."""
    return getattr(view, "permission", None)


def is_open_to(actor: Actor, view: Any) -> bool:
    """Say whether somebody who is signed in finds this view at all."""
    permission = permission_of(view)
    return permission is not None and actor.may(permission)
