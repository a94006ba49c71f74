"""Becoming one of the demo's people, and moving its clock forward."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from handclasp.directory.queries import organizations
from handclasp.platform import clock
from handclasp.platform.actor import DEMO_LOADER
from handclasp.platform.live import tell
from handclasp.web.demo.pages import casts, user_of

STEPS: Final = {
    "1m": timedelta(minutes=1),
    "10m": timedelta(minutes=10),
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
LONGEST_STEP: Final = timedelta(days=365)
END_OF_TIME: Final = datetime(2100, 1, 1, tzinfo=UTC)
CANNOT_MOVE: Final = (
    "The clock was not moved. It moves forward by 1 minute to 365 days, and not past the year 2099. "
    "Choose one of the steps, or type a number of minutes."
)


@login_not_required
@require_GET
def picker(request: HttpRequest) -> HttpResponse:
    """Show the demo's people."""
    return render(request, "demo/picker.html", {"casts": casts()})


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without a password."""
    text = request.POST.get("staff", "")
    user_id = user_of(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if user_id is None:
        raise Http404
    user = get_object_or_404(get_user_model(), pk=user_id, is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("/")


@login_not_required
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the demo's clock forward and let every page show its new time."""
    by = _asked_step(request)
    if by is None or clock.now() + by >= END_OF_TIME:
        messages.error(request, CANNOT_MOVE)
        return redirect(_back(request))
    with transaction.atomic():
        clock.move_forward(by)
        tell(f"org:{organization.pk}" for organization in organizations(DEMO_LOADER))
    return redirect(_back(request))


def _asked_step(request: HttpRequest) -> timedelta | None:
    named = STEPS.get(request.POST.get("by", ""))
    text = request.POST.get("minutes", "").strip()
    if named or not (text.isascii() and text.isdigit() and len(text) < 10):
        return named
    by = timedelta(minutes=int(text))
    return by if timedelta(0) < by <= LONGEST_STEP else None


def _back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if safe and url.startswith("/") else "/demo/"
