"""Answers when something is wrong: what happened, what was kept, what to do next."""

import logging
import sys
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from handclasp.web.shell.kept import kept_from, shown_again
from handclasp.web.shell.requests import wants_a_fragment

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Problem:
    """A problem in words, and the way on."""

    status: int
    title: str
    words: str
    way_url: str = "/"
    way_words: str = "Go to Today"
    signs_out: bool = False


BAD_REQUEST = Problem(
    400,
    "That could not be read",
    "Something in the address or the form cannot be used here, so nothing was changed. "
    "Go back, check what you typed, and try again.",
)
SIGNED_OUT = Problem(
    401,
    "You are signed out",
    "Nothing was changed. Sign in again, then press once more; what you typed is still on your page.",
    "/accounts/login/",
    "Sign in",
)
LOCKED = Problem(
    401,
    "This screen is locked",
    "Nobody touched it for a while, so nothing was changed. Say who you are, then press once more; "
    "what you typed is still on your page.",
    "/accounts/unlock/",
    "Go on",
)
NO_PLACE = Problem(
    403,
    "You have no place here yet",
    "You are signed in, but no active person of the staff belongs to this account. "
    "Ask an administrator of your organization to add you or to make you active again.",
    signs_out=True,
)
FORBIDDEN = Problem(
    403,
    "That is not open to you",
    "Nothing was changed. If you need it for your work, ask a supervisor of the program.",
)
FORM_TOO_OLD = Problem(
    403,
    "This page was open too long",
    "Nothing was changed. Go back, reload the page, and press again. If it happens again, "
    "allow cookies for this address.",
)
TYPED_IS_HERE = "Nothing was changed. What you typed is here: look at it, then send it."
NOT_FOUND = Problem(
    404,
    "There is nothing here",
    "The address may be mistyped, or what was here is no longer on your list. "
    "Go to Today and open it from there.",
)
NOT_THIS_WAY = Problem(
    405,
    "That address takes a press, not a visit",
    "Nothing was changed. Open the page it belongs to and press there.",
)
TOO_LARGE = Problem(
    413,
    "That was too much at once",
    "Nothing was changed. Go back, shorten what you typed or choose a smaller photo, and send it again.",
)
NO_FILES = Problem(
    415,
    "Files cannot be taken here",
    "Nothing was changed, and nothing of the file was kept. Go back and type what matters.",
)
TOO_MANY = Problem(
    429,
    "That was too often",
    "Nothing was changed. Wait a minute, then try again. If you forgot your password, "
    "ask an administrator of your organization for a new one.",
    "/accounts/login/",
    "Sign in",
)
TOO_MANY_CHANGES = Problem(
    429,
    "That was too often",
    "More changes came from you than a hand can press, so this one was not done. What you typed is still on "
    "your page. Wait half a minute, then press once more.",
)
DEFECT = Problem(
    500,
    "That went wrong on our side",
    "Nothing was changed by this step, and what you saved before is kept. Go back and try again. "
    "If it happens again, tell your administrator the number below.",
)
NO_DATABASE = Problem(
    503,
    "The records cannot be reached right now",
    "Nothing was changed, and what you saved before is kept. Wait a moment, then try again.",
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return answer(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return answer(request, FORBIDDEN)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose protection against forgery does not fit; one from our own page is shown again."""
    kept = kept_from(request)
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin" and request.user.is_authenticated
    if kept is None or not is_ours or wants_a_fragment(request):
        return answer(request, FORM_TOO_OLD)
    return shown_again(request, kept, FORM_TOO_OLD.title, TYPED_IS_HERE, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for what is hidden and for what is missing."""
    return answer(request, NOT_FOUND)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 to more than any form of ours holds."""
    return answer(request, TOO_LARGE)


def no_files(request: HttpRequest) -> HttpResponse:
    """Answer 415 to a file, or to a body that is no form."""
    return answer(request, NO_FILES)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when the database does not answer, else 500."""
    error = sys.exc_info()[1]
    log.error("Number %s: %s.", getattr(request, "number", ""), type(error).__name__)
    is_away = isinstance(error, OperationalError | InterfaceError)
    return answer(request, NO_DATABASE if is_away else DEFECT)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 429 to somebody who tries passwords or links too often."""
    return answer(request, TOO_MANY)


def too_many_changes(request: HttpRequest) -> HttpResponse:
    """Answer 429 to somebody who changes things faster than a hand can."""
    return answer(request, TOO_MANY_CHANGES)


def not_this_way(request: HttpRequest) -> HttpResponse:
    """Answer 405."""
    return answer(request, NOT_THIS_WAY)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer 401 to a script."""
    return answer(request, SIGNED_OUT)


def locked(request: HttpRequest) -> HttpResponse:
    """Answer 401 to a script whose page has to ask who is there."""
    return answer(request, LOCKED)


def no_place(request: HttpRequest) -> HttpResponse:
    """Answer 403 to somebody who is signed in and is not on the active staff."""
    return answer(request, NO_PLACE)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the problem as a page, or as one sentence for a script that must not swap a page in."""
    if wants_a_fragment(request):
        response = HttpResponse(problem.words, "text/plain; charset=utf-8", problem.status)
        response.headers["Handclasp-Problem"] = "1"
        return response
    return HttpResponse(_page(request, problem), status=problem.status)


def _page(request: HttpRequest, problem: Problem) -> str:
    """Draw the page without asking the database, which may be what is wrong."""
    context: dict[str, Any] = {"problem": problem, "number": getattr(request, "number", "")}
    if problem.signs_out:
        return render_to_string("shell/problem.html", context, request)
    return render_to_string("shell/problem.html", context)
