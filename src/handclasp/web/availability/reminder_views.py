"""The question when a block begins, and its two answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands.answering import answer_block
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.availability.forms import ReminderForm
from handclasp.web.availability.reminder_page import reminder_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, wants_a_fragment


@allow("block:plan")
@require_GET
def reminder(request: StaffRequest) -> HttpResponse:
    """Show the question that waits."""
    return _reminder(request, "", 200)


@allow("block:plan")
@require_POST
def answer(request: StaffRequest) -> HttpResponse:
    """Say that one is open until the end of the block, or not today."""
    form, problem = ReminderForm(request.POST), words_for("unknown_choice")
    try:
        if form.is_valid():
            answer_block(request.actor, clock.now(), **form.cleaned_data)
            problem = ""
    except Refusal as refusal:
        problem = words_for(refusal.reason)
    if wants_a_fragment(request):
        return _reminder(request, problem, 409 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect("today")


def _reminder(request: StaffRequest, problem: str, status: int) -> HttpResponse:
    page = reminder_page(request.actor, clock.now(), problem)
    template = "availability/_reminder.html" if wants_a_fragment(request) else "availability/reminder.html"
    return render(request, template, {"page": page}, status=status)
