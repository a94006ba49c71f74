"""The page of one handoff, and everything that can be pressed on it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from handclasp.domain.refusals import words_for
from handclasp.handoffs.queries.handoff_page import HandoffFacts, handoff_facts
from handclasp.handoffs.queries.seen import STANDING
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.handoff.actions import ACTIONS
from handclasp.web.handoff.pages import HandoffPage, handoff_page, history_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

MISSING = words_for("missing")


@allow("handoff:read")
@require_GET
def handoff(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show the page."""
    return render(request, "handoff/handoff.html", {"page": handoff_page(_facts(request, handoff_id))})


@allow("handoff:read")
@require_GET
def part(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show the part of the page that changes, which is all of it below the frame."""
    return render(request, "handoff/_page.html", {"page": handoff_page(_facts(request, handoff_id))})


@allow("history:read")
@require_GET
def history(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show what happened earlier."""
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
    facts = _facts(request, handoff_id, "handoff.history")
    context = {"page": handoff_page(facts), "history": history_page(facts, before)}
    return render(request, "handoff/history.html", context)


@allow("handoff:read")
@require_http_methods(["GET", "POST"])
def act(request: StaffRequest, handoff_id: str, name: str) -> HttpResponse:
    """Do one thing, then show the page; what was refused stands there again with its reason and its words."""
    action, number = ACTIONS[name], int(handoff_id)
    if request.method == "GET":
        return redirect("handoff", number)
    form = action.form(request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return _refused(
            request, handoff_page(_facts(request, number), {name: form}, MISSING, action.place), 422
        )
    try:
        action.run(request.actor, number, form, clock.now())
    except Refusal as refusal:
        facts = _facts(request, number)
        page = handoff_page(facts, {name: form}, words_for(refusal.reason), action.place)
        return _refused(request, page, 409)
    messages.success(request, action.done)
    return redirect(action.then.format(handoff_id=number))


def _refused(request: StaffRequest, page: HandoffPage, status: int) -> HttpResponse:
    return render(request, "handoff/handoff.html", {"page": page}, status=status)


def _facts(request: StaffRequest, handoff_id: int, field: str = STANDING) -> HandoffFacts:
    facts = handoff_facts(request.actor, handoff_id, clock.now(), field)
    if facts is None:
        raise Http404
    return facts
