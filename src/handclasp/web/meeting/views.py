"""How two people meet who are not in one room: looking, changing to the phone and back, another link."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.domain.refusals import words_for
from handclasp.domain.words import LANGUAGES
from handclasp.handoffs.commands import video
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.meeting import forms
from handclasp.web.meeting.pages import MeetingPage, client_card, meeting_page, refused
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, not_here, wants_a_fragment


@allow("handoff:read")
@require_GET
def meeting(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show how they meet; a script gets only the part, which stands in other pages."""
    page = meeting_page(request.actor, handoff_id, request.GET.get("here", ""))
    return not_here(request) if page is None else _answer(request, page)


@allow("handoff:read")
@require_GET
def card(request: StaffRequest, handoff_id: int, language: str) -> HttpResponse:
    """Show the client's card, to show on the screen or to print."""
    page = client_card(request.actor, handoff_id, language) if language in LANGUAGES else None
    if page is None:
        raise Http404
    return render(request, "meeting/card.html", {"page": page, "LANGUAGE_CODE": language})


@allow("meeting:open")
@require_POST
def to_phone(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Video does not work: go on by phone."""
    form = forms.FailForm(request.POST)
    return _do(
        request, handoff_id, "phone", form,
        lambda sent: video.change_to_phone(request.actor, handoff_id, sent["reason"], clock.now()),
    )  # fmt: skip


@allow("meeting:open")
@require_POST
def to_video(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Try video again."""
    form = django_forms.Form(request.POST)
    return _do(
        request,
        handoff_id,
        "video",
        form,
        lambda _: video.back_to_video(request.actor, handoff_id, clock.now()),
    )


@allow("meeting:open")
@require_POST
def other_link(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Meet by a link that somebody pasted."""
    form = forms.LinkForm(request.POST)
    return _do(
        request, handoff_id, "link", form,
        lambda sent: video.use_link(request.actor, handoff_id, sent["link"], sent["dial_in"], clock.now()),
    )  # fmt: skip


@allow("meeting:open")
@require_POST
def contact(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Name whom everybody calls when nothing else works."""
    form = forms.ContactForm(request.POST)
    return _do(
        request, handoff_id, "contact", form,
        lambda sent: video.name_alternate(
            request.actor, handoff_id, sent["name"], sent["phone"], clock.now()
        ),
    )  # fmt: skip


def _do(
    request: StaffRequest,
    handoff_id: int,
    part: str,
    form: django_forms.Form,
    command: Callable[[dict[str, str]], object],
) -> HttpResponse:
    """Do what was sent, and show how they meet now; what was refused stands there again with its reason."""
    problems, status = forms.said(form), 422
    if form.is_valid():
        try:
            command(form.cleaned_data)
        except Refusal as refusal:
            if refusal.reason == "not_found":
                raise Http404 from refusal
            problems, status = (words_for(refusal.reason),), 409
    page = _page(request, handoff_id)
    if problems:
        typed = {name: request.POST.get(name, "") for name in form.fields}
        return _answer(request, refused(page, part, typed, problems), status)
    if wants_a_fragment(request):
        return _answer(request, page)
    return HttpResponse(status=303, headers={"Location": reverse("meeting", args=[handoff_id])})


def _page(request: StaffRequest, handoff_id: int) -> MeetingPage:
    here = request.POST.get("here", "") or request.GET.get("here", "")
    page = meeting_page(request.actor, handoff_id, here)
    if page is None:
        raise Http404
    return page


def _answer(request: StaffRequest, page: MeetingPage, status: int = 200) -> HttpResponse:
    template = "meeting/_meeting.html" if wants_a_fragment(request) else "meeting/meeting.html"
    context = {"page": page, "csrf_token": get_token(request)}
    return render(request, template, context, status=status)
