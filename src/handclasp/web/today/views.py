"""The Today board and what can be pressed on it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands import declare
from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands.passing import accept_pass, answer_no
from handclasp.handoffs.commands.promising import see_notice
from handclasp.handoffs.queries.board import PAGE
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment
from handclasp.web.today.forms import PresenceForm
from handclasp.web.today.pages import today_page
from handclasp.web.today.presence_page import next_half_hour, presence_page
from handclasp.web.today.start_page import start_page

MOST = 10 * PAGE


@allow("today:read")
@require_GET
def today(request: StaffRequest) -> HttpResponse:
    """Show the board; whoever reads no handoffs begins elsewhere."""
    now = clock.now()
    if not request.actor.may("handoff:read"):
        return render(request, "today/start.html", {"page": start_page(request.actor, now)})
    page = today_page(request.actor, now, _show(request))
    presence = presence_page(request.actor, now, clock.wall_now())
    return render(request, "today/today.html", {"page": page, "presence": presence})


@allow("today:read")
@require_GET
def board(request: StaffRequest) -> HttpResponse:
    """Show the part of the board that changes."""
    page = today_page(request.actor, clock.now(), _show(request))
    return render(request, "today/_board.html", {"page": page})


@allow("presence:declare")
@require_GET
def presence(request: StaffRequest) -> HttpResponse:
    """Show the presence control alone."""
    page = presence_page(request.actor, clock.now(), clock.wall_now())
    return render(request, "today/_presence.html", {"presence": page})


@allow("presence:declare")
@require_POST
def change_presence(request: StaffRequest) -> HttpResponse:
    """Declare how I can be reached."""
    form, now, problem = PresenceForm(request.POST), clock.now(), ""
    try:
        status, until = (form.cleaned_data["status"], form.chosen_until) if form.is_valid() else ("", "")
        declare(request.actor, status, _until(status, until, now), now)
    except Refusal as refusal:
        problem = words_for(refusal.reason)
    if wants_a_fragment(request):
        page = presence_page(request.actor, now, clock.wall_now(), problem)
        return render(request, "today/_presence.html", {"presence": page}, status=409 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect("today")


@allow("notice:keep")
@require_POST
def put_away(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Put a notice away."""
    see_notice(request.actor, notice_id, clock.now())
    return _board_again(request)


@allow("hand:answer")
@require_POST
def answer_pass(request: StaffRequest, pass_id: int) -> HttpResponse:
    """Take a side over, or say that it cannot be now."""
    takes = request.POST.get("answer") == "yes"
    try:
        (accept_pass if takes else answer_no)(request.actor, pass_id, clock.now())
        messages.success(
            request, "It is in your hands now." if takes else "Your colleague was told and holds as before."
        )
    except Refusal as refusal:
        messages.error(request, words_for(refusal.reason))
    return _board_again(request)


def _board_again(request: StaffRequest) -> HttpResponse:
    if not wants_a_fragment(request):
        return redirect("today")
    return render(
        request, "today/_board.html", {"page": today_page(request.actor, clock.now(), _show(request))}
    )


def _show(request: StaffRequest) -> int:
    text = request.GET.get("show", "")
    return min(max(int(text), PAGE), MOST) if text.isascii() and text.isdigit() and len(text) < 6 else PAGE


def _until(status: str, text: str, now: datetime) -> datetime | None:
    """Return the instant that was chosen, or None for what is usual; what cannot be read counts as not chosen."""
    try:
        until = parse_datetime(text)
    except ValueError:
        until = None
    if until and until.tzinfo:
        return until
    return next_half_hour(now) if status == "not_now" else None
