"""The page, and the answer for a script, on which a locked screen asks who is there."""

from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from handclasp.directory.queries import person_for_user
from handclasp.web.shell.lock import milliseconds_left, way_for


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
    way: str = ""
    csrf: str = ""


def unlock_page(
    request: HttpRequest, next_url: str, kept: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """Ask whose screen it is."""
    user = request.locked_user  # type: ignore[attr-defined]
    standing = request.standing  # type: ignore[attr-defined]
    page = Unlock(_name(user), standing, way_for(user, standing), next_url, kept, problem)
    return render(request, "signin/unlock.html", {"page": page}, status=status)


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
        return Standing(standing, me, way=way_for(user, standing), csrf=get_token(request))
    return Standing("open", me, milliseconds_left(request), csrf=get_token(request))


def as_words(standing: Standing, problem: str = "") -> dict[str, object]:
    """Return what a script is told."""
    return asdict(standing) | {"problem": problem}


def _name(user: Any) -> str:
    person = person_for_user(user.pk)
    return person[0].label if person else user.email
