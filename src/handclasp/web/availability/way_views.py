"""Keeping the ways in which one is reached."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands import ways as commands
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.availability.forms import WayForm
from handclasp.web.availability.pages import Tried
from handclasp.web.availability.way_page import ways_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

CHANGES: Final[dict[str, tuple[Callable[[Actor, datetime, int], object], str]]] = {
    "works": (lambda a, now, pk: commands.note_trial(a, now, pk, True), "Noted: it works."),
    "works-not": (lambda a, now, pk: commands.note_trial(a, now, pk, False), "Noted: it did not work."),
    "on": (lambda a, now, pk: commands.switch_way(a, now, pk, True), "Switched on."),
    "off": (lambda a, now, pk: commands.switch_way(a, now, pk, False), "Switched off."),
    "drop": (lambda a, now, pk: commands.drop_way(a, now, pk), "Taken away."),
}


@allow("presence:declare")
@require_GET
def ways(request: StaffRequest) -> HttpResponse:
    """Show how one is reached."""
    return _ways(request, None)


@allow("presence:declare")
@require_POST
def keep(request: StaffRequest) -> HttpResponse:
    """Keep another way."""
    form = WayForm(request.POST, auto_id="way-%s")
    if not form.is_valid():
        return _ways(request, Tried("keep", form, words_for("missing"), 422))
    try:
        commands.keep_way(request.actor, clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _ways(request, Tried("keep", form, words_for(refusal.reason), 409))
    messages.success(request, "Kept. Try it now, and say whether it works.")
    return redirect("reach_ways")


@allow("presence:declare")
@require_POST
def change(request: StaffRequest, way_id: int, name: str) -> HttpResponse:
    """Say that a way works or not, switch it, or take it away."""
    if name not in CHANGES:
        raise Http404
    run, done = CHANGES[name]
    try:
        run(request.actor, clock.now(), way_id)
    except Refusal as refusal:
        raise Http404 from refusal
    messages.success(request, done)
    return redirect("reach_ways")


def _ways(request: StaffRequest, tried: Tried | None) -> HttpResponse:
    page = ways_page(request.actor, clock.now(), clock.wall_now(), tried)
    return render(request, "availability/ways.html", {"page": page}, status=tried.status if tried else 200)
