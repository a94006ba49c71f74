"""The audit: only privacy officers find it, and looking into it is written down as well."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands.auditing import note_look, note_search
from handclasp.handoffs.queries.trail import clients_named
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.audit.forms import LookForm, wanted_from
from handclasp.web.audit.found_page import found_page
from handclasp.web.audit.pages import audit_page
from handclasp.web.audit.story_page import story_page
from handclasp.web.audit.unusual_page import Typed
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

LONGEST_SEARCH = 100


@allow("audit:read")
@require_GET
def audit(request: StaffRequest) -> HttpResponse:
    """Show what looks unusual, the search, and what it finds."""
    now, (wanted, _) = clock.now(), wanted_from(request.GET)
    page = audit_page(request.actor, request.GET, now)
    if page is None:
        raise Http404
    note_search(request.actor, wanted.client_id, wanted.subject, now)
    return render(request, "audit/audit.html", {"page": page})


@allow("audit:read")
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Show the clients of a name, which is sent as a form: no name stands in an address."""
    text = request.POST.get("name", "").strip()[:LONGEST_SEARCH]
    found = clients_named(request.actor, text)
    if found is None:
        raise Http404
    note_search(request.actor, None, "search", clock.now())
    return render(request, "audit/found.html", {"page": found_page(text, found)})


@allow("audit:read")
@require_GET
def client(request: StaffRequest, client_id: int) -> HttpResponse:
    """Show who has looked at one client's record."""
    now, before = clock.now(), wanted_from(request.GET)[0].before
    page = story_page(request.actor, client_id, before, now)
    if page is None:
        raise Http404
    note_search(request.actor, client_id, f"client:{client_id}", now)
    return render(request, "audit/story.html", {"page": page})


@allow("audit:read")
@require_POST
def look(request: StaffRequest) -> HttpResponse:
    """Keep what somebody found when they looked at something unusual."""
    form, now = LookForm(request.POST), clock.now()
    if not form.is_valid():
        raise Http404
    sent = form.cleaned_data
    try:
        note_look(request.actor, sent["rule"], sent["about"], sent["note"], now)
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return _again(request, Typed(**sent, problem=words_for(refusal.reason)))
    return redirect("audit")


def _again(request: StaffRequest, typed: Typed) -> HttpResponse:
    page = audit_page(request.actor, request.GET, clock.now(), typed)
    return render(request, "audit/audit.html", {"page": page}, status=422)
