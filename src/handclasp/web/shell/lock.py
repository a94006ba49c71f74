"""How an open page knows when to cover itself, and how its person goes on in place."""

from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.limits import limits

Way = Literal["password", "press", "anew"]


@dataclass(frozen=True)
class Lock:
    """What a page is told with its first byte; times are milliseconds."""

    way: Way
    left: int
    idle: int
    note: int
    unlock_url: str
    standing_url: str
    here_url: str
    back_url: str


def lock(request: HttpRequest) -> Lock | None:
    """Return the lock of this person's page, or None where the request has no session of ours."""
    if not hasattr(request, "session") or not hasattr(request.session, "known_row"):
        return None
    return Lock(
        way_for(request.user, "locked"),
        milliseconds_left(request),
        _milliseconds(limits().idle.total_seconds()),
        _milliseconds(limits().note_after.total_seconds()),
        reverse("unlock"),
        reverse("standing"),
        reverse("here"),
        reverse("back"),
    )


def milliseconds_left(request: HttpRequest) -> int:
    """Return how long the screen stays open if nobody touches it."""
    row = request.session.known_row()  # type: ignore[attr-defined]
    left = limits().left(row.signed_in_at, row.active_at, wall_now()) if row else limits().idle
    return _milliseconds(left.total_seconds())


def way_for(user: Any, standing: str) -> Way:
    """Return how this person goes on in place: by password, by a press (in the demo), or by signing in anew."""
    if user.has_usable_password():
        return "anew" if standing == "expired" and has_second_factor(user) else "password"
    return "press" if settings.DEMO else "anew"


def has_second_factor(user: Any) -> bool:
    """Say whether the full sign-in asks this person for more than a password."""
    if not apps.is_installed("allauth.mfa"):
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(user))


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
