"""How somebody is introduced: kept by themself or an administrator, read by every colleague; and their picture."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.directory import commands
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_by_id
from handclasp.directory.queries.places import photo as photo_of
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.colleague.profile_forms import PhotoForm
from handclasp.web.colleague.profile_page import may_keep, profile_form, profile_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

FOR_A_YEAR = "private, max-age=31536000, immutable"


@allow("account:keep")
@require_GET
def mine(request: StaffRequest) -> HttpResponse:
    """Go to one's own page."""
    return redirect("profile", request.actor.person)


@allow("directory:read")
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Show how somebody is introduced, and keep it."""
    staff = _person(request, staff_id)
    if request.method != "POST":
        return _show(request, staff)
    form = profile_form(request.actor, _kept(request, staff), request.POST)
    if not form.is_valid():
        return _show(request, staff, form, status=422)
    try:
        commands.keep_profile(request.actor, clock.now(), staff_id, **form.cleaned_data)
    except Refusal as refusal:
        return _show(request, staff, form, words_for(refusal.reason), status=409)
    messages.success(request, "Saved.")
    return redirect("profile", staff_id)


@allow("directory:read")
@require_GET
def meet(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Show how somebody is introduced, as a part of another page."""
    page = profile_page(request.actor, _person(request, staff_id))
    return render(request, "colleague/_about.html", {"page": page, "topic": f"org:{request.actor.home}"})


@allow("directory:read")
@require_POST
def send_photo(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Keep a picture of somebody."""
    staff = _kept(request, _person(request, staff_id))
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        words = " ".join(str(error) for error in form.errors.get("photo", []))
        return _show(request, staff, photo_problem=words, status=422)
    try:
        commands.keep_photo(request.actor, clock.now(), staff_id, form.cleaned_data["photo"].read())
    except Refusal as refusal:
        return _show(request, staff, photo_problem=words_for(refusal.reason), status=409)
    messages.success(request, "The photo is kept.")
    return redirect("profile", staff_id)


@allow("directory:read")
@require_POST
def remove_photo(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Take somebody's picture away."""
    _kept(request, _person(request, staff_id))
    commands.remove_photo(request.actor, clock.now(), staff_id)
    messages.success(request, "The photo is gone.")
    return redirect("profile", staff_id)


@allow("directory:read")
@require_GET
def photo(request: StaffRequest, staff_id: int, digest: str) -> HttpResponse:
    """Give out a picture; its address changes with it, so that a browser may keep it."""
    found = photo_of(request.actor, staff_id)
    if found is None or found.digest != digest:
        raise Http404
    return HttpResponse(
        bytes(found.image),
        content_type="image/webp",
        headers={
            "Cache-Control": FOR_A_YEAR,
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline",
        },
    )


def _person(request: StaffRequest, staff_id: int) -> Staff:
    staff = staff_by_id(request.actor, staff_id)
    if staff is None or not (staff.is_active or request.actor.may("directory:change")):
        raise Http404
    return staff


def _kept(request: StaffRequest, staff: Staff) -> Staff:
    """Return the person, or answer as if nothing were there to whoever may not change them."""
    if not may_keep(request.actor, staff):
        raise Http404
    return staff


def _show(
    request: StaffRequest,
    staff: Staff,
    form: object = None,
    problem: str = "",
    photo_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = profile_page(request.actor, staff, form, problem, photo_problem)  # type: ignore[arg-type]
    return render(request, "colleague/profile.html", {"page": page}, status=status)
