"""The page, and the answer for a script, on which a locked screen asks who is there."""

from dataclasses import asdict, dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from handclasp.directory.queries import person_for_user
from handclasp.platform.clock import wall_now
from handclasp.platform.signins.limits import limits


@dataclass(frozen=True)
class Unlock:
    """What the page shows: whose screen it is, how to go on, and the form that waits, sealed."""

    name: str
    standing: str
    way: str
    next: str
    kept: str
    problem: str


@dataclass(frozen=True)
class Standing:
    """What an open page must know about its session; `me` is the person's own topic."""

    standing: str
    me: str = ""
    left: int = 0
    csrf: str = ""


def unlock_page(
    request: HttpRequest, next_url: str, kept: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """Ask whose screen it is."""
    user = request.locked_user  # type: ignore[attr-defined]
    standing = request.standing  # type: ignore[attr-defined]
    page = Unlock(_name(user), standing, way_for(user, standing), next_url, kept, problem)
    return render(request, "signin/unlock.html", {"page": page}, status=status)


def way_for(user: Any, standing: str) -> str:
    """Return how this person goes on in place: `password`, `press` (in the demo), or `anew` by the sign-in page."""
    if user.has_usable_password():
        return "anew" if standing == "expired" and has_second_factor(user) else "password"
    return "press" if settings.DEMO else "anew"


def has_second_factor(user: Any) -> bool:
    """Say whether the full sign-in asks this person for more than a password."""
    if not apps.is_installed("allauth.mfa"):
        return False
    from allauth.mfa.utils import is_mfa_enabled

    return bool(is_mfa_enabled(user))


def standing_of(request: HttpRequest) -> Standing:
    """Return how the session stands; a stranger's is out."""
    user: Any = request.locked_user or request.user  # type: ignore[attr-defined]
    if not user.is_authenticated:
        return Standing("out")
    person = person_for_user(user.pk)
    if person is None:
        return Standing("out")
    me = f"staff:{person[0].staff_id}"
    standing = request.standing  # type: ignore[attr-defined]
    if standing != "open":
        return Standing(standing, me)
    return Standing("open", me, milliseconds_left(request), get_token(request))


def milliseconds_left(request: HttpRequest) -> int:
    """Return how long the screen stays open if nobody touches it."""
    row = request.session.known_row()  # type: ignore[attr-defined]
    left = limits().left(row.signed_in_at, row.active_at, wall_now()) if row else limits().idle
    return int(left.total_seconds() * 1000)


def as_words(standing: Standing, problem: str = "") -> dict[str, object]:
    """Return what a script is told."""
    return asdict(standing) | {"problem": problem}


def _name(user: Any) -> str:
    person = person_for_user(user.pk)
    return person[0].label if person else user.email
