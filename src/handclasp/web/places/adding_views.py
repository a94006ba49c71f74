"""Pages with one form: the organization itself, a new site, a new program, one room."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from handclasp.directory import commands
from handclasp.directory.models import Organization, Room
from handclasp.directory.queries import needs, organization_by_id, sites
from handclasp.directory.queries.places import room_by_id
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.places import forms
from handclasp.web.places.pages import FormPage, room_line
from handclasp.web.places.program_forms import NewProgramForm
from handclasp.web.shell.field_parts import field_parts
from handclasp.web.shell.permission import allow
from handclasp.web.shell.phones import phone_words
from handclasp.web.shell.requests import StaffRequest

ORGANIZATION = ("name", "phone", "time_zone", "emergency_procedure")
PLACES = ("Places and programs", "places")


@allow("directory:change")
@require_http_methods(["GET", "HEAD", "POST"])
def organization(request: StaffRequest) -> HttpResponse:
    """Show and change the organization itself."""
    home = _home(request)
    known = {column: getattr(home, column) for column in ORGANIZATION} | {"phone": phone_words(home.phone)}
    form = forms.OrganizationForm(_sent(request), initial=known)

    def save(sent: dict[str, Any]) -> str:
        commands.update_organization(request.actor, clock.now(), home.pk, **sent)
        return _then(request) or reverse("places")

    return _answer(request, form, save, FormPage("The organization", *PLACES, (), "Save"))


@allow("directory:change")
@require_http_methods(["GET", "HEAD", "POST"])
def new_site(request: StaffRequest) -> HttpResponse:
    """Add a site."""
    home = _home(request)

    def save(sent: dict[str, Any]) -> str:
        site = commands.create_site(request.actor, clock.now(), home.pk, **sent)
        return reverse("site", args=[site.pk])

    return _answer(
        request, forms.SiteForm(_sent(request)), save, FormPage("Add a site", *PLACES, (), "Add this site")
    )


@allow("directory:change")
@require_http_methods(["GET", "HEAD", "POST"])
def new_program(request: StaffRequest) -> HttpResponse:
    """Add a program at a site."""
    _home(request)
    form = NewProgramForm(_sent(request), sites=sites(request.actor), needs=needs(request.actor))

    def save(sent: dict[str, Any]) -> str:
        site_id = sent.pop("site")
        program = commands.create_program(request.actor, clock.now(), site_id, **sent)
        return _then(request) or reverse("program", args=[program.pk])

    return _answer(request, form, save, FormPage("Add a program", *PLACES, (), "Add this program"))


@allow("directory:change")
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: StaffRequest, room_id: int) -> HttpResponse:
    """Show and change one room."""
    found = _room(request, room_id)
    known = {"name": found.name, "kind": found.kind, "floor": found.floor}

    def save(sent: dict[str, Any]) -> str:
        commands.change_room(request.actor, clock.now(), room_id, **sent)
        return f"{reverse('site', args=[found.site_id])}#rooms"

    crumb = (found.site.name, reverse("site", args=[found.site_id]))
    page = FormPage(found.name, *crumb, (), "Save", room=room_line(found))
    return _answer(request, forms.RoomForm(_sent(request), initial=known), save, page)


@allow("directory:change")
@require_POST
def retire_room(request: StaffRequest, room_id: int) -> HttpResponse:
    """Take a room out of use, or bring it back."""
    found = _room(request, room_id)
    form = forms.RetireForm(request.POST)
    if not form.is_valid():
        return redirect("room", room_id)
    commands.change_room(request.actor, clock.now(), room_id, is_active=form.is_active)
    messages.success(request, f"{found.name} is {'in' if form.is_active else 'out of'} use.")
    return redirect(f"{reverse('site', args=[found.site_id])}#rooms")


def _answer(
    request: StaffRequest, form: django_forms.Form, save: Callable[[dict[str, Any]], str], page: FormPage
) -> HttpResponse:
    """Save what was sent and go on, or show the form with what was typed and why not."""
    if not form.is_bound or not form.is_valid():
        return _show(request, page, form, "", 422 if form.is_bound else 200)
    try:
        done_url = save(dict(form.cleaned_data))
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return _show(request, page, form, words_for(refusal.reason), 409)
    messages.success(request, "Saved.")
    return redirect(done_url)


def _show(
    request: StaffRequest, page: FormPage, form: django_forms.Form, problem: str, status: int
) -> HttpResponse:
    crumb_url = reverse(page.crumb_url) if "/" not in page.crumb_url else page.crumb_url
    drawn = FormPage(page.title, page.crumb, crumb_url, field_parts(form), page.button, problem, page.room)
    return render(request, "places/form.html", {"page": drawn}, status=status)


def _then(request: StaffRequest) -> str:
    """Return where whoever came from the list of what is missing goes on."""
    return reverse("setup") if request.GET.get("then") == "setup" else ""


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _home(request: StaffRequest) -> Organization:
    found = organization_by_id(request.actor, request.actor.home)
    if found is None or not request.actor.may("directory:change"):
        raise Http404
    return found


def _room(request: StaffRequest, room_id: int) -> Room:
    found = room_by_id(request.actor, room_id)
    if found is None or not request.actor.may("directory:change"):
        raise Http404
    return found
