"""Talk among staff about a handoff: shown inside other pages, and readable on its own."""

from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands import talking
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, not_here, wants_a_fragment
from handclasp.web.talk.forms import spoken
from handclasp.web.talk.pages import TalkPage, talk_page


@allow("message:read")
@require_GET
def talk(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show what was said; what is shown has been read."""
    now = clock.now()
    page = talk_page(request.actor, handoff_id, now, request.GET.get("at", ""))
    if page is None:
        return not_here(request)
    if page.has_new:
        talking.note_read(request.actor, handoff_id, now)
    return _answer(request, page)


@allow("message:write")
@require_POST
def say(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say something; what was refused stands in the field again, with the reason."""
    said, at, now, problem = spoken(request.POST), request.POST.get("at", ""), clock.now(), ""
    try:
        talking.say(request.actor, handoff_id, said.kind, said.body, now)
    except Refusal as refusal:
        problem = words_for(refusal.reason)
    if problem or wants_a_fragment(request):
        typed = said.body if problem else ""
        page = _found(talk_page(request.actor, handoff_id, now, at, typed, problem))
        return _answer(request, page, 409 if problem else 200)
    return HttpResponse(status=303, headers={"Location": reverse("talk", args=[handoff_id])})


def _found(page: TalkPage | None) -> TalkPage:
    if page is None:
        raise Http404
    return page


def _answer(request: StaffRequest, page: TalkPage, status: int = 200) -> HttpResponse:
    if not wants_a_fragment(request):
        return render(request, "talk/talk.html", {"page": page}, status=status)
    part = render_to_string("talk/_talk.html", {"page": page, "csrf_token": get_token(request)})
    return HttpResponse(part, status=status)
