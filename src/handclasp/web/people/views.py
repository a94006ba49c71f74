"""People, places and programs, with small changes for administrators."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.directory import commands
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.people import forms
from handclasp.web.people.pages import PeoplePage, Refused, people_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

Run = Callable[[Actor, datetime, int, dict[str, Any]], object]
LONGEST_SEARCH = 100

PROGRAM: dict[str, tuple[type[django_forms.Form], Run]] = {
    "duty": (forms.PersonForm, lambda a, now, pk, data: commands.set_duty(a, now, pk, data["staff"])),
    "supervisor": (
        forms.PersonForm,
        lambda a, now, pk, data: commands.set_supervisor(a, now, pk, data["staff"]),
    ),
}
STAFF: dict[str, tuple[type[django_forms.Form], Run]] = {
    "deputy": (forms.PersonForm, lambda a, now, pk, data: commands.set_deputy(a, now, pk, data["staff"])),
    "leave": (
        forms.LeaveForm,
        lambda a, now, pk, data: commands.go_on_leave(a, now, pk, data["first"], data["back"]),
    ),
    "back": (forms.NothingForm, lambda a, now, pk, data: commands.come_back(a, now, pk)),
}


@allow("directory:read")
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    """Show the page."""
    return render(request, "people/people.html", {"page": _page(request)})


@allow("directory:read")
@require_GET
def part(request: StaffRequest) -> HttpResponse:
    """Show the part that changes."""
    return render(request, "people/_people.html", {"page": _page(request)})


@allow("role:grant")
@require_POST
def change_program(request: StaffRequest, row_id: int, name: str) -> HttpResponse:
    """Name a program's duty person or supervisor."""
    return _change(request, "program", row_id, PROGRAM.get(name))


@allow("leave:declare")
@require_POST
def change_staff(request: StaffRequest, row_id: int, name: str) -> HttpResponse:
    """Change somebody's deputy or leave."""
    return _change(request, "staff", row_id, STAFF.get(name))


def _change(
    request: StaffRequest, kind: str, row_id: int, found: tuple[type[django_forms.Form], Run] | None
) -> HttpResponse:
    if found is None:
        raise Http404
    form = found[0](request.POST)
    if not form.is_valid():
        return _refused(request, Refused(kind, row_id, words_for("missing"), request.POST.dict()), 422)
    try:
        found[1](request.actor, clock.now(), row_id, form.cleaned_data)
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return _refused(request, Refused(kind, row_id, words_for(refusal.reason), request.POST.dict()), 409)
    messages.success(request, "Changed.")
    return redirect("people")


def _refused(request: StaffRequest, refused: Refused, status: int) -> HttpResponse:
    return render(request, "people/people.html", {"page": _page(request, refused)}, status=status)


def _page(request: StaffRequest, refused: Refused | None = None) -> PeoplePage:
    text, start = request.GET.get("q", "").strip()[:LONGEST_SEARCH], request.GET.get("start", "")
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
    return people_page(request.actor, clock.now(), clock.wall_now(), text, number, refused)
