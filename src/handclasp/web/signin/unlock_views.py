"""Going on in place after a screen was locked, and saying that somebody is still there."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import give_back
from handclasp.platform.signins.following import begin_session
from handclasp.web.shell.kept import shown_again, unseal_kept
from handclasp.web.shell.lock import way_for
from handclasp.web.shell.permission import allow
from handclasp.web.signin.events import opened_again, wrong_at_locked_screen
from handclasp.web.signin.lockout import count, unlocking
from handclasp.web.signin.unlock_page import as_words, standing_of, unlock_page

WRONG = "That is not your password. Your page is still as it was; type it once more."
TOO_OFTEN = (
    "The password was wrong five times on this screen. Your page is still as it was. "
    "Wait five minutes, then try again."
)
ANEW = "It takes the whole sign-in now. Choose “Sign in again”; your page stays as it is."
KEPT_TITLE = "Welcome back. One thing was not sent"
KEPT_WORDS = "The screen was locked when you pressed, so nothing was changed. What you typed is here."


@login_not_required
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password, and open the screen again where it was."""
    if request.locked_user is None:  # type: ignore[attr-defined]
        return _on(request)
    if request.method == "GET":
        return unlock_page(request, _next(request))
    problem = _problem(request)
    if problem:
        return _refused(request, problem)
    _open(request)
    return _on(request)


@login_not_required
@require_GET
def standing(request: HttpRequest) -> HttpResponse:
    """Tell an open page how its session stands."""
    return JsonResponse(as_words(standing_of(request)))


@allow("account:keep")
@require_POST
def here(request: HttpRequest) -> HttpResponse:
    """Note that somebody has a hand on the page (the middleware has), and say how long it stays open."""
    return JsonResponse(as_words(standing_of(request)))


@allow("account:keep")
def back(request: HttpRequest) -> HttpResponse:
    """Say that the sign-in in this tab is done and the other one goes on."""
    return render(request, "signin/back.html")


def _problem(request: HttpRequest) -> str:
    """Return why the screen stays locked, or an empty string."""
    user: Any = request.locked_user  # type: ignore[attr-defined]
    way = way_for(user, request.standing)  # type: ignore[attr-defined]
    if way == "anew":
        return ANEW
    names = count(unlocking(request.session.session_key or ""), wall_now())
    if names is None:
        return TOO_OFTEN
    if way == "password" and not user.check_password(request.POST.get("password", "")):
        wrong_at_locked_screen(request, user)
        return WRONG
    give_back(names)
    return ""


def _open(request: HttpRequest) -> None:
    """Open the screen; after the longest time the session begins anew under a new key."""
    request.user = request.locked_user  # type: ignore[attr-defined]
    opened_again(request, request.user)
    if request.standing == "expired":  # type: ignore[attr-defined]
        begin_session(request, request.user)
    else:
        request.session.open_again(wall_now())  # type: ignore[attr-defined]
    request.standing, request.locked_user = "open", None  # type: ignore[attr-defined]


def _on(request: HttpRequest) -> HttpResponse:
    if _asks_by_script(request):
        return JsonResponse(as_words(standing_of(request)))
    kept = (
        unseal_kept(request.POST.get("kept", ""), str(request.user.pk)) if request.method == "POST" else None
    )
    if kept is not None:
        return shown_again(request, kept, KEPT_TITLE, KEPT_WORDS)
    return redirect(_next(request))


def _refused(request: HttpRequest, problem: str) -> HttpResponse:
    if _asks_by_script(request):
        return JsonResponse(as_words(standing_of(request), problem))
    return unlock_page(request, _next(request), request.POST.get("kept", ""), problem, status=422)


def _asks_by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _next(request: HttpRequest) -> str:
    url = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe and url.startswith("/") else "/"
