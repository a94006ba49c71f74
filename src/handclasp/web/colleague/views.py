"""One colleague: what they do, how they come in, and how they leave."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.directory import commands
from handclasp.directory.commands.sessions import end_sessions
from handclasp.directory.mail import address_people_type
from handclasp.directory.one_person import people_who_left, person_facts
from handclasp.directory.queries import programs, sites, staff_label
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.colleague import forms
from handclasp.web.colleague.new_page import InvitedPage, NewPage, invited_page, new_page
from handclasp.web.colleague.pages import ColleaguePage, colleague_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

Run = Callable[[Actor, datetime, int, dict[str, Any]], object]
Change = tuple[str, type[django_forms.Form], Run]

# name: the part of the page it stands in, what is sent, what is done
CHANGES: dict[str, Change] = {
    "role": (
        "roles",
        forms.RoleForm,
        lambda a, now, pk, sent: commands.join_program(a, now, pk, sent["program"], sent["role"]),
    ),
    "leave-program": (
        "roles",
        forms.ProgramForm,
        lambda a, now, pk, sent: commands.leave_program(a, now, pk, sent["program"]),
    ),
    "offices": (
        "offices",
        forms.OfficesForm,
        lambda a, now, pk, sent: commands.set_offices(a, now, pk, sent["offices"]),
    ),
    "withdraw": ("way-in", forms.NothingForm, lambda a, now, pk, _: commands.withdraw_invitation(a, now, pk)),
    "sign-out": ("way-in", forms.NothingForm, lambda a, now, pk, _: end_sessions(a, pk, now)),
    "factor": ("way-in", forms.NothingForm, lambda a, now, pk, _: commands.reset_second_factor(a, pk, now)),
    "deactivate": ("leaving", forms.NothingForm, lambda a, now, pk, _: commands.deactivate_staff(a, now, pk)),
    "activate": ("leaving", forms.NothingForm, lambda a, now, pk, _: commands.activate_staff(a, now, pk)),
}
DONE = {
    "withdraw": "The link opens nothing any more.",
    "sign-out": "Signed out everywhere.",
    "factor": "The second factor is off. They enrol anew at the next sign-in, where their role needs one.",
    "deactivate": "Off the active staff, and signed out everywhere.",
    "activate": "Back on the active staff.",
}


@allow("directory:read")
@require_GET
def colleague(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Show one person."""
    return render(request, "colleague/colleague.html", {"page": _page(request, staff_id)})


@allow("directory:change")
@require_GET
def left(request: StaffRequest) -> HttpResponse:
    """List those who are off the active staff, for whoever may bring them back."""
    if not request.actor.may("directory:change"):
        raise Http404
    people = [(staff.pk, staff_label(staff)) for staff in people_who_left(request.actor)]
    return render(request, "colleague/left.html", {"people": people})


@allow("directory:read")
@require_POST
def change(request: StaffRequest, staff_id: int, name: str) -> HttpResponse:
    """Change roles, offices, the way in, or whether somebody works here."""
    if name not in CHANGES:
        raise Http404
    part, form_class, run = CHANGES[name]
    form = form_class(request.POST)
    if not form.is_valid():
        return _refused(request, staff_id, words_for("unknown_choice"), part, 422)
    try:
        run(request.actor, clock.now(), staff_id, form.cleaned_data)
    except Refusal as refusal:
        return _no(request, staff_id, refusal, part)
    messages.success(request, DONE.get(name, "Changed."))
    return redirect("colleague", staff_id)


@allow("staff:invite")
@require_POST
def invite(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Make a link and show it this once."""
    try:
        invited = commands.invite_staff(request.actor, clock.now(), staff_id)
    except Refusal as refusal:
        return _no(request, staff_id, refusal, "way-in")
    return _link(request, invited)


@allow("staff:invite")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Add somebody to the staff and invite them."""
    actor = request.actor
    if not actor.may("staff:invite"):
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form = forms.ColleagueForm(sites(actor), programs(actor), typed)
    if not form.is_valid():
        return _new(request, new_page(form), 422 if form.is_bound else 200)
    try:
        invited = _invited(actor, form)
    except Refusal as refusal:
        return _new(request, new_page(form, words_for(refusal.reason)), 409)
    return _link(request, invited)


def _invited(actor: Actor, form: forms.ColleagueForm) -> commands.Invited:
    chosen = form.cleaned_data
    return commands.invite_colleague(
        actor, clock.now(), roles=form.roles, offices=chosen["offices"], site_id=chosen["site"], **form.person
    )


def _new(request: StaffRequest, page: NewPage, status: int) -> HttpResponse:
    return render(request, "colleague/new.html", {"page": page}, status=status)


def _link(request: StaffRequest, invited: commands.Invited) -> HttpResponse:
    """Answer with the link itself: kept nowhere, it is on this one page and in no address."""
    facts = person_facts(request.actor, invited.staff_id)
    if facts is None:
        raise Http404
    path = reverse("invitation_link", args=[invited.token])
    link = address_people_type() + path if address_people_type() else request.build_absolute_uri(path)
    page: InvitedPage = invited_page(request.actor, facts.staff, invited, link, clock.now())
    return render(request, "colleague/invited.html", {"page": page})


def _no(request: StaffRequest, staff_id: int, refusal: Refusal, part: str) -> HttpResponse:
    if refusal.reason == "not_found":
        raise Http404 from refusal
    return _refused(request, staff_id, words_for(refusal.reason), part, 409)


def _refused(request: StaffRequest, staff_id: int, words: str, part: str, status: int) -> HttpResponse:
    page = _page(request, staff_id, words, part)
    return render(request, "colleague/colleague.html", {"page": page}, status=status)


def _page(request: StaffRequest, staff_id: int, problem: str = "", part: str = "") -> ColleaguePage:
    facts = person_facts(request.actor, staff_id)
    if facts is None or not (facts.staff.is_active or request.actor.may("directory:change")):
        raise Http404
    return colleague_page(request.actor, facts, clock.now(), problem, part)
