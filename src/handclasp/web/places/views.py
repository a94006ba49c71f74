"""Places and programs, for whoever administers the organization: each section saves by itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.directory.queries.places import SiteFacts, site_facts
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.places.pages import found_program, places_page, program_page, site_page
from handclasp.web.places.program_sections import PROGRAM, ProgramFacts
from handclasp.web.places.sections import Facts, Section, Tried, save_section
from handclasp.web.places.site_sections import SITE
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment


@allow("directory:change")
@require_GET
def places(request: StaffRequest) -> HttpResponse:
    """List the sites and programs."""
    page = places_page(request.actor, clock.now())
    return render(request, "places/places.html", {"page": page})


@allow("directory:change")
@require_GET
def site(request: StaffRequest, site_id: int) -> HttpResponse:
    """Show one site."""
    return render(request, "places/site.html", {"page": site_page(_site(request, site_id))})


@allow("directory:change")
@require_POST
def change_site(request: StaffRequest, site_id: int, name: str) -> HttpResponse:
    """Save one section of a site."""
    facts = _site(request, site_id)
    tried = _saved(request, SITE.get(name), name, facts)
    if tried is None and not wants_a_fragment(request):
        return _back(request, "site", site_id, name)
    page = site_page(facts if tried else _site(request, site_id), tried, name)
    return render(request, "places/site.html", {"page": page}, status=_status(tried))


@allow("directory:change")
@require_GET
def program(request: StaffRequest, program_id: int) -> HttpResponse:
    """Show one program."""
    page = program_page(_program(request, program_id), clock.now())
    return render(request, "places/program.html", {"page": page})


@allow("directory:change")
@require_POST
def change_program(request: StaffRequest, program_id: int, name: str) -> HttpResponse:
    """Save one section of a program."""
    facts = _program(request, program_id)
    tried = _saved(request, PROGRAM.get(name), name, facts)
    if tried is None and not wants_a_fragment(request):
        return _back(request, "program", program_id, name)
    page = program_page(_program(request, program_id), clock.now(), tried, name)
    return render(request, "places/program.html", {"page": page}, status=_status(tried))


def _status(tried: Tried | None) -> int:
    return tried.status if tried else 200


def _saved(request: StaffRequest, section: Section[Facts] | None, name: str, facts: Facts) -> Tried | None:
    if section is None:
        raise Http404
    try:
        return save_section(request.actor, clock.now(), section, name, facts, request.POST)
    except Refusal as refusal:
        raise Http404 from refusal


def _back(request: StaffRequest, page: str, row_id: int, name: str) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect(f"{reverse(page, args=[row_id])}#{name}")


def _site(request: StaffRequest, site_id: int) -> SiteFacts:
    facts = site_facts(request.actor, site_id)
    if facts is None or not request.actor.may("directory:change"):
        raise Http404
    return facts


def _program(request: StaffRequest, program_id: int) -> ProgramFacts:
    facts = found_program(request.actor, program_id)
    if facts is None or not request.actor.may("directory:change"):
        raise Http404
    return facts
