"""On which platform an organization meets."""

from secrets import token_bytes

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handclasp.directory.commands.meetings import set_meeting_platform
from handclasp.directory.queries import organization_by_id
from handclasp.domain.meetings import SECRET_BYTES
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.meeting import forms
from handclasp.web.meeting.setup_page import setup_page, why_no_link
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

PREVIEW = "preview"


@allow("directory:change")
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: StaffRequest) -> HttpResponse:
    """Show and change the platform, the pattern of its links and the dial-in; a preview changes nothing."""
    if request.method != "POST":
        return _show(request)
    form = forms.PlatformForm(request.POST)
    if not form.is_valid():
        return _show(request, forms.said(form), 422)
    if request.POST.get("do") == PREVIEW:
        problems = why_no_link(form.cleaned_data["platform"], form.cleaned_data["pattern"])
        return _show(request, problems, 409 if problems else 200)
    try:
        set_meeting_platform(request.actor, clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        return _show(request, (words_for(refusal.reason),), 409)
    messages.success(request, "Kept. It counts from the next introduction on.")
    return redirect("meeting_setup")


def _show(request: StaffRequest, problems: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    organization = organization_by_id(request.actor, request.actor.home)
    if organization is None or not request.actor.may("directory:change"):
        raise Http404
    typed = request.POST.dict() if request.method == "POST" else None
    page = setup_page(organization, token_bytes(SECRET_BYTES), typed, problems)
    return render(request, "meeting/setup.html", {"page": page}, status=status)
