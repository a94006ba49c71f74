"""What every request passes: a number, the policy, readable input, and the person behind it."""

import logging
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.db import DatabaseError, DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from handclasp.directory.models import Staff
from handclasp.directory.queries import person_for_user, time_zone_of_staff
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.db import read_on
from handclasp.web.shell import errors
from handclasp.web.shell.bodies import FileRefused, is_a_form, is_too_large
from handclasp.web.shell.permission import is_open_to, permission_of
from handclasp.web.shell.readings import answer_as
from handclasp.web.shell.requests import wants_a_fragment

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]
POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "worker-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
HEADERS_UNDER_HTTPS: Final = HEADERS | {
    "Content-Security-Policy": f"{POLICY}; upgrade-insecure-requests",
    "Strict-Transport-Security": "max-age=31536000",
}


class Policy:
    """Give each request a number for the logs and each answer the house's headers."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and leave headers alone that a page has set itself."""
        request.number = uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code == 405:
            response = _in_words(request, response)
        response.headers["X-Request-ID"] = request.number  # type: ignore[attr-defined]
        for name, value in (HEADERS_UNDER_HTTPS if settings.SECURE_HSTS_SECONDS else HEADERS).items():
            response.headers.setdefault(name, value)
        return response


def _in_words(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """Fill Django's empty answer to a wrong method, keeping which methods are right."""
    response = errors.not_this_way(request)
    response.headers["Allow"] = refused.headers.get("Allow", "")
    return response


class ReadableInput:
    """Refuse what no database can keep, so that no page answers 500 to it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse long bodies and a NUL in the address, and forget cookies that hold one (quoted cookies can)."""
        if is_too_large(request):
            return errors.too_large(request)
        if not is_a_form(request):
            return errors.no_files(request)
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse a file, and a NUL in a form."""
        try:
            sent = request.POST.lists() if request.method == "POST" else ()
        except FileRefused:
            return errors.no_files(request)
        if any("\0" in value for _, values in sent for value in values):
            raise BadRequest("NUL in a form")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 to numbers and dates that are too large for the database."""
        if isinstance(exception, DatabaseError):
            read_on()
        if isinstance(exception, DataError | OverflowError):
            log.warning("Unreadable input was refused (%s).", type(exception).__name__)
            return errors.bad_request(request)
        return None


class Person:
    """Put the person on the request, show times in their site's zone, and close every page to strangers.

    A view is open to strangers only when it says so by Django's `login_not_required`, and to somebody of the staff
    only when it names a permission of theirs by `allow`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the person."""
        actor, staff = _person(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.staff = staff  # type: ignore[attr-defined]
        with timezone.override(time_zone_of_staff(staff) if staff else None):
            return answer_as(actor, request, self.get_response) if actor else self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponseBase | None:
        """Let strangers sign in, tell those without a place here whom to ask, and hide what is not their role's."""
        if not getattr(view, "login_required", True):
            return None
        if request.actor:  # type: ignore[attr-defined]
            return _as_their_role(request, view)
        if request.user.is_authenticated:
            return errors.no_place(request)
        if wants_a_fragment(request) or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return errors.signed_out(request)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def _as_their_role(request: HttpRequest, view: Any) -> HttpResponseBase | None:
    """Answer as if nothing were here unless the view names a permission that one of the roles is given."""
    if not is_open_to(request.actor, view):  # type: ignore[attr-defined]
        permission = permission_of(view)
        if permission is not None and not wants_a_fragment(request):  # a part of a page comes by itself
            audit.refused(permission)
        return errors.page_not_found(request)
    request.permission = permission_of(view)  # type: ignore[attr-defined]
    return None


def _person(request: HttpRequest) -> tuple[Actor, Staff] | tuple[None, None]:
    """Return who is signed in; a browser without a session costs no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None, None
    return person_for_user(request.user.pk) or (None, None)
