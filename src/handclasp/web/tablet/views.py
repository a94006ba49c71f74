"""What the device in the room asks: it has a token of its own, and no person of the staff behind it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.availability.commands import waiting as commands
from handclasp.availability.commands.tablets import note_seen, redeem_code
from handclasp.availability.models import RoomTablet
from handclasp.availability.queries.tablets import pause_in, tablet_just_disconnected, tablet_of
from handclasp.directory.queries import time_zone_of_site
from handclasp.domain.etiquette_words import LANGUAGES
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.platform.signins.counting import Allowance, take
from handclasp.web.shell import errors
from handclasp.web.shell.networks import network_of
from handclasp.web.tablet.cookie import keep_token, token_of
from handclasp.web.tablet.pages import PAUSED, over_page, state_of, tablet_page

AGAIN_SECONDS: Final = "30"
OLD: Final = "tablet_page_old"
TRIES: Final = Allowance(20, timedelta(minutes=5))


@login_not_required
@require_http_methods(["GET", "HEAD"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the waiting page during a pause in this room, a quiet page otherwise, the code's form on a new device."""
    return _page(request, note=request.GET.get("note", ""))


@login_not_required
@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """Say in one word whether the page still shows what is so; the page asks again and again."""
    tablet = _tablet(request)
    state = state_of(tablet, pause_in(tablet, clock.now())) if tablet else "over"
    return JsonResponse({"state": state})


@login_not_required
@require_POST
def connect(request: HttpRequest) -> HttpResponse:
    """Take the code that a colleague was given; whoever was signed in on this device is signed out."""
    if not take(f"tablet:{network_of(request)}", TRIES, clock.wall_now()):
        return errors.too_many(request)
    code = request.POST.get("code", "")[:40]
    try:
        token = redeem_code(code, clock.now())
    except Refusal as refusal:
        said = {"problem": words_for(refusal.reason), "code": code}
        return render(request, "tablet/connect.html", said, status=422)
    logout(request)
    return keep_token(redirect("tablet"), token)


@login_not_required
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Ask the clinician to come back."""
    return _do(request, lambda token: commands.call_back(token, clock.now(), _meant(request)))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def mind(request: HttpRequest) -> HttpResponse:
    """Ask once more, then write down that the client wants no pause; without a session the answer is the same."""
    if request.method == "POST":
        return _do(
            request, lambda token: commands.take_back_yes(token, clock.now(), _meant(request)), "mind_done"
        )
    return _page(request, "tablet/mind.html")


@login_not_required
@require_POST
def show(request: HttpRequest) -> HttpResponse:
    """Show the clinician what was written."""
    token, words = token_of(request), request.POST.get("note", "")
    try:
        done = commands.show_note(token, words, clock.now(), _meant(request))
    except Refusal as refusal:
        if refusal.reason in {"tablet_over", "session_over", OLD}:
            return _again(request, _old(refusal))
        return _page(request, note="not_kept", typed=words, status=422)
    return _again(request, "shown" if done else "not_shown")


def _do(request: HttpRequest, command: Callable[[str], object], note: str = "") -> HttpResponse:
    try:
        command(token_of(request))
    except Refusal as refusal:  # the page says how it stands
        return _again(request, _old(refusal))
    return _again(request, note)


def _meant(request: HttpRequest) -> str:
    return request.POST.get("mark", "")


def _old(refusal: Refusal) -> str:
    return "old" if refusal.reason == OLD else ""


def _again(request: HttpRequest, note: str = "") -> HttpResponse:
    answer = redirect("tablet")
    spoken = request.POST.get("lang", "")
    words = [f"lang={spoken}"] * (spoken in LANGUAGES) + [f"note={note}"] * bool(note)
    answer["Location"] += f"?{'&'.join(words)}" if words else ""
    return answer


def _tablet(request: HttpRequest) -> RoomTablet | None:
    """Return the connected tablet that asks, having noted that it is there."""
    tablet = tablet_of(token_of(request))
    if tablet is not None:
        note_seen(tablet, clock.wall_now())
    return tablet


def _over(request: HttpRequest, spoken: str, status: int) -> HttpResponse:
    before = tablet_just_disconnected(token_of(request), clock.now())
    if before is None:
        return render(request, "tablet/connect.html", {"problem": "", "code": ""}, status=status)
    return render(request, "tablet/over.html", {"page": over_page(before, spoken)}, status=status)


def _page(
    request: HttpRequest, template: str = "", note: str = "", typed: str = "", status: int = 200
) -> HttpResponse:
    tablet = _tablet(request)
    spoken = request.GET.get("lang", "") or request.POST.get("lang", "")
    if tablet is None:
        return _over(request, spoken, status)
    with timezone.override(time_zone_of_site(tablet.site)):
        page = tablet_page(tablet, clock.now(), spoken, note, typed)
        shown = render(request, template or f"tablet/{page.kind}.html", {"page": page}, status=status)
    if page.kind != PAUSED and not template:
        shown.headers["Refresh"] = AGAIN_SECONDS  # without a script; nobody types on these pages
    return shown
