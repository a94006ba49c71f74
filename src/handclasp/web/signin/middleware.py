"""Whether the screen is open: a quiet one is locked, and after a working day one signs in anew."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.limits import limits
from handclasp.web.shell import errors
from handclasp.web.shell.kept import kept_from, seal_kept
from handclasp.web.shell.requests import BY_ITSELF, wants_a_fragment
from handclasp.web.signin.known_devices import remember
from handclasp.web.signin.unlock_page import unlock_page


class Sessions:
    """Take the person away from every request of a locked or expired session, and note what a hand did.

    `request.standing` is open, locked or expired; `request.locked_user` is who it belongs to while it is not open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the session stands, and let a browser be known in which somebody just signed in."""
        _look(request)
        response = self.get_response(request)
        user = getattr(request, "signed_in_now", None)
        if user is not None and user.email:
            remember(request, response, user.email)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponseBase | None:
        """Show nothing while the screen is locked; what was sent is kept, and asked for again afterwards."""
        if request.locked_user is None or not getattr(view, "login_required", True):  # type: ignore[attr-defined]
            return None
        if wants_a_fragment(request) or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return errors.locked(request)
        kept = kept_from(request)
        if kept is not None:
            sealed = seal_kept(kept, str(request.locked_user.pk))  # type: ignore[attr-defined]
            return unlock_page(request, "/", sealed, status=401)
        where = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse('unlock')}?{urlencode({'next': where})}")


def _look(request: HttpRequest) -> None:
    request.standing, request.locked_user = "open", None  # type: ignore[attr-defined]
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return
    row = request.session.known_row()  # type: ignore[attr-defined]
    if row is None:
        return
    standing = limits().standing(row.signed_in_at, row.active_at, wall_now())
    if standing == "open":
        if BY_ITSELF not in request.headers:
            request.session.touch(limits())  # type: ignore[attr-defined]
    elif not (request.method == "POST" and request.path == reverse("account_logout")):
        request.standing, request.locked_user = standing, request.user  # type: ignore[attr-defined]
        request.user = AnonymousUser()
