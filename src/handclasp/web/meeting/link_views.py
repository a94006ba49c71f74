"""One's own meeting link: keeping it, and trying it."""

from secrets import token_bytes
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handclasp.directory.commands.meetings import keep_meeting_link, record_link_check
from handclasp.directory.queries import organization_by_id, staff_by_id
from handclasp.domain.devices import device_in_words
from handclasp.domain.meetings import SECRET_BYTES
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.meeting import forms
from handclasp.web.meeting.link_page import link_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

# Only here may a page of ours ask for the camera and the microphone, and only for itself.
MAY_LISTEN: Final = "camera=(self), geolocation=(), microphone=(self), payment=()"


@allow("account:keep")
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: StaffRequest) -> HttpResponse:
    """Show and keep one's own link and dial-in."""
    if request.method != "POST":
        return _show(request)
    form = forms.OwnLinkForm(request.POST)
    if not form.is_valid():
        return _show(request, forms.said(form), 422)
    try:
        keep_meeting_link(request.actor, clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _show(request, (words_for(refusal.reason),), 409)
    messages.success(request, "Kept. Try it now, on the device you will use.")
    return redirect("my_link")


@allow("account:keep")
@require_POST
def tried(request: StaffRequest) -> HttpResponse:
    """Record what worked on this device."""
    form = forms.TriedForm(request.POST)
    if not form.is_valid():
        return _show(request, forms.said(form), 422)
    trouble = record_link_check(request.actor, clock.now(), _device(request), form.said())
    messages.success(request, "Recorded, with what did not work yet." if trouble else "Recorded.")
    return redirect("my_link")


def _device(request: StaffRequest) -> str:
    return device_in_words(request.headers.get("User-Agent", ""))


def _show(request: StaffRequest, problems: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    staff = staff_by_id(request.actor, request.actor.person)
    organization = organization_by_id(request.actor, request.actor.home)
    if staff is None or organization is None:
        raise Http404
    typed = request.POST.dict() if request.method == "POST" else None
    page = link_page(staff, organization, _device(request), token_bytes(SECRET_BYTES), typed, problems)
    response = render(request, "meeting/link.html", {"page": page}, status=status)
    response.headers["Permissions-Policy"] = MAY_LISTEN
    return response
