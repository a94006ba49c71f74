"""Ringing on the receiver's side: showing, answering, being on the way."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.domain.calls import DECLINE_REASONS
from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands import calling, meeting
from handclasp.platform import clock
from handclasp.web.introduce.answers import fragment, refusal_words, see_other
from handclasp.web.introduce.ring_page import RingPage, ring_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment


@allow("ring:see")
@require_GET
def rings(request: StaffRequest) -> HttpResponse:
    """Show what rings; a page that shows a ring for the first time notes that it was seen."""
    now = clock.now()
    page = ring_page(request.actor, now)
    if page.ring and page.ring.is_new:
        calling.note_seen(request.actor, page.ring.ring_id, now)
    return _answer(request, page)


@allow("ring:answer")
@require_POST
def answer_ring(request: StaffRequest, ring_id: int) -> HttpResponse:
    """Accept, say "in 5 minutes", or say what stands in the way."""
    answer, actor, now = request.POST.get("answer", ""), request.actor, clock.now()
    if answer == "accept":
        return _do(request, lambda: calling.accept_ring(actor, ring_id, now))
    if answer == "later":
        return _do(request, lambda: calling.offer_later(actor, ring_id, now))
    return _do(request, lambda: calling.decline_ring(actor, ring_id, answer, now))


@allow("ring:answer")
@require_POST
def withdraw(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say that one cannot come after all."""
    reason = request.POST.get("reason", "")
    if reason not in DECLINE_REASONS:
        return _answer(request, ring_page(request.actor, clock.now(), words_for("unknown_choice")), 422)
    return _do(request, lambda: calling.withdraw(request.actor, handoff_id, reason, clock.now()))


@allow("introduction:hold")
@require_POST
def here(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say that one has arrived."""
    return _do(request, lambda: meeting.mark_arrived(request.actor, handoff_id, clock.now()))


def _stands_on(request: StaffRequest, address: str) -> bool:
    """Say whether the page that a script asks for has this address."""
    return urlsplit(request.headers.get("HX-Current-URL", "")).path == address


def _do(request: StaffRequest, command: Callable[[], object]) -> HttpResponse:
    problem = refusal_words(command)
    if problem or wants_a_fragment(request):
        page = ring_page(request.actor, clock.now(), problem)
        return _answer(request, page, 409 if problem else 200)
    return see_other(reverse("rings"))


def _answer(request: StaffRequest, page: RingPage, status: int = 200) -> HttpResponse:
    if page.going and _stands_on(request, reverse("together", args=[page.going.handoff_id])):
        page = replace(page, going=None)  # that page is about nothing else
    if wants_a_fragment(request):
        return fragment(request, "introduce/ring_region.html", {"page": page}, status)
    return render(request, "introduce/rings.html", {"page": page}, status=status)
