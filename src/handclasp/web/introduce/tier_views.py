"""The live tier: everything that its sender presses."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands import asking, calling, meeting
from handclasp.platform import clock
from handclasp.web.introduce.answers import fragment, refusal_words, see_other
from handclasp.web.introduce.forms import RingForm
from handclasp.web.introduce.need_page import need_page
from handclasp.web.introduce.people_page import others_page
from handclasp.web.introduce.tier_page import tier_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment


@allow("handoff:call")
@require_GET
def live_tier(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Show who can come and how the call goes; a script gets only the part that changes."""
    return _show(request, handoff_id)


@allow("handoff:call")
@require_GET
def others(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say of everybody else who helps with the need why they cannot be rung now, a part of the list at a time."""
    text = request.GET.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    page = others_page(request.actor, handoff_id, max(1, number), clock.now())
    if page is None:
        raise Http404
    if wants_a_fragment(request):
        return fragment(request, "introduce/_others.html", {"page": page})
    return render(request, "introduce/others.html", {"page": page})


@allow("handoff:call")
@require_POST
def ring(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Ring whoever is ticked."""
    form = RingForm(request.POST)
    if not form.is_valid():
        reason = "wait_not_offered" if "wait" in form.errors else "cannot_ring"
        return _show(request, handoff_id, words_for(reason), 422)
    wait, staff = form.cleaned_data["wait"], form.cleaned_data["staff"]
    return _do(
        request, handoff_id, lambda: calling.start_call(request.actor, handoff_id, wait, clock.now(), staff)
    )


@allow("handoff:call")
@require_POST
def stop(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Stop ringing."""
    return _do(request, handoff_id, lambda: calling.stop_call(request.actor, handoff_id, clock.now()))


@allow("handoff:call")
@require_POST
def longer(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Let the client wait longer."""
    text = request.POST.get("wait", "")
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return _do(
        request, handoff_id, lambda: calling.wait_longer(request.actor, handoff_id, minutes, clock.now())
    )


@allow("handoff:call")
@require_POST
def take_offer(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Wait for whoever said "in 5 minutes"."""
    text = request.POST.get("ring", "")
    ring_id = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return _do(request, handoff_id, lambda: calling.take_offer(request.actor, ring_id, clock.now()))


@allow("handoff:call")
@require_POST
def send_back(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Do not wait for whoever is on the way."""
    return _do(request, handoff_id, lambda: calling.send_back(request.actor, handoff_id, clock.now()))


@allow("introduction:hold")
@require_POST
def arrived(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Note that the receiver is here."""
    return _do(request, handoff_id, lambda: meeting.mark_arrived(request.actor, handoff_id, clock.now()))


@allow("handoff:call")
@require_http_methods(["GET", "POST"])
def need(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Change what would help; whoever is being rung stops being rung."""
    page = need_page(request.actor, handoff_id)
    if page is None:
        raise Http404
    if request.method != "POST":
        return render(request, "introduce/need.html", {"page": page})
    text = request.POST.get("need", "")
    need_id = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return _do(
        request, handoff_id, lambda: asking.change_need(request.actor, handoff_id, need_id, clock.now())
    )


def _do(request: StaffRequest, handoff_id: int, command: Callable[[], object]) -> HttpResponse:
    """Run a command, then show how things stand now."""
    problem = refusal_words(command)
    if problem or wants_a_fragment(request):
        return _show(request, handoff_id, problem, 409 if problem else 200)
    return see_other(reverse("live_tier", args=[handoff_id]))


def _show(request: StaffRequest, handoff_id: int, problem: str = "", status: int = 200) -> HttpResponse:
    page = tier_page(request.actor, handoff_id, clock.now(), problem)
    if page is None:
        raise Http404
    if wants_a_fragment(request):
        return fragment(request, "introduce/_tier.html", {"page": page}, status)
    return render(request, "introduce/tier.html", {"page": page}, status=status)
