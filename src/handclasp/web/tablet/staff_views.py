"""Connecting tablets to rooms, and disconnecting them, by somebody of the staff."""

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands import tablets as commands
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest
from handclasp.web.tablet.cookie import keep_token
from handclasp.web.tablet.forms import RoomForm
from handclasp.web.tablet.staff_page import stands_there, tablets_page


@allow("tablet:pair")
@require_GET
def tablets(request: StaffRequest) -> HttpResponse:
    """Show which rooms have a tablet, and connect one."""
    return _page(request)


@allow("tablet:pair")
@require_POST
def connect(request: StaffRequest) -> HttpResponse:
    """Connect this very device; whoever is signed in on it is signed out."""
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _page(request, words_for("room_missing"), 422)
    site, room = form.cleaned_data["site"], form.cleaned_data["room"]
    try:
        token = commands.connect_here(request.actor, site, room, clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    logout(request)
    return keep_token(redirect("tablet"), token)


@allow("tablet:pair")
@require_POST
def code(request: StaffRequest) -> HttpResponse:
    """Give out a code to type on another device; it is shown this once."""
    form = RoomForm(request.POST)
    if not form.is_valid():
        return _page(request, words_for("room_missing"), 422)
    site, room = form.cleaned_data["site"], form.cleaned_data["room"]
    try:
        offered = commands.offer_code(request.actor, site, room, clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    address = request.build_absolute_uri(reverse("tablet"))
    other = stands_there(request.actor, site, room, clock.now())
    shown = {"offered": offered, "room": room, "address": address, "other": other}
    return render(request, "tablet/code.html", shown)


@allow("tablet:pair")
@require_POST
def disconnect(request: StaffRequest, tablet_id: int) -> HttpResponse:
    """Let a tablet show nothing any more."""
    try:
        commands.disconnect(request.actor, tablet_id, clock.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    return HttpResponse(status=303, headers={"Location": reverse("tablets")})


def _refused(request: StaffRequest, refusal: Refusal) -> HttpResponse:
    if refusal.reason == "not_found":
        raise Http404 from refusal
    return _page(request, words_for(refusal.reason), 409)


def _page(request: StaffRequest, problem: str = "", status: int = 200) -> HttpResponse:
    typed = request.POST.get("room", "") if request.method == "POST" else ""
    page = tablets_page(request.actor, clock.now(), problem, typed)
    return render(request, "tablet/tablets.html", {"page": page}, status=status)
