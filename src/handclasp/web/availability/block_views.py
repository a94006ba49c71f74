"""Planning one's own blocks from a page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands import blocks, days
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal
from handclasp.web.availability import forms
from handclasp.web.availability.block_page import block_page
from handclasp.web.availability.pages import Tried, blocks_page
from handclasp.web.availability.week import monday_of
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest
from handclasp.web.shell.times import local_day

Run = Callable[[Actor, datetime, int, Any], object]
CHANGES: Final[dict[str, tuple[type[django_forms.Form], Run, str]]] = {
    "change": (
        forms.BlockForm,
        lambda a, now, pk, form: blocks.change_block(a, now, pk, form.wish, form.cleaned_data["first"]),
        "Changed. Your colleagues see it from that day on.",
    ),
    "end": (
        forms.EndForm,
        lambda a, now, pk, form: blocks.end_block(a, now, pk, form.cleaned_data["first"]),
        "This block ends. Your colleagues see it no more from that day on.",
    ),
    "skip": (
        forms.DayForm,
        lambda a, now, pk, form: days.skip_once(a, now, pk, form.cleaned_data["on_date"]),
        "Left out on that day.",
    ),
    "usual": (
        forms.DayForm,
        lambda a, now, pk, form: days.come_as_usual(a, now, pk, form.cleaned_data["on_date"]),
        "As usual on that day.",
    ),
    "move": (
        forms.MoveForm,
        lambda a, now, pk, form: days.move_once(
            a, now, pk, form.cleaned_data["on_date"], form.cleaned_data["starts_at"], form.minutes
        ),
        "Moved on that day.",
    ),
}


@allow("block:plan")
@require_POST
def plan(request: StaffRequest) -> HttpResponse:
    """Plan a weekly block."""
    form, now = forms.BlockForm(request.POST, auto_id="plan-%s"), clock.now()
    tried = _try(
        "plan", form, lambda: blocks.plan_block(request.actor, now, form.wish, form.cleaned_data["first"])
    )
    return _blocks(request, now, tried, "Planned. Your colleagues see it.")


@allow("block:plan")
@require_POST
def pause(request: StaffRequest) -> HttpResponse:
    """Let no block come for some days."""
    form, now = forms.PauseForm(request.POST, auto_id="pause-%s"), clock.now()
    tried = _try("pause", form, lambda: days.pause_blocks(request.actor, now, **form.cleaned_data))
    return _blocks(request, now, tried, "Paused. Your colleagues see it.")


@allow("block:plan")
@require_POST
def resume(request: StaffRequest, pause_id: int) -> HttpResponse:
    """End a pause."""
    try:
        days.resume_blocks(request.actor, clock.now(), pause_id)
        messages.success(request, "Your blocks come again.")
    except Refusal as refusal:
        messages.error(request, words_for(refusal.reason))
    return redirect("availability")


@allow("block:plan")
@require_GET
def block(request: StaffRequest, block_id: int) -> HttpResponse:
    """Show one block."""
    return _block(request, block_id, clock.now(), None)


@allow("block:plan")
@require_POST
def change(request: StaffRequest, block_id: int, name: str) -> HttpResponse:
    """Change a block, end it, or let it be otherwise on one day."""
    if name not in CHANGES:
        raise Http404
    kind, run, done = CHANGES[name]
    form, now = kind(request.POST, auto_id=f"{name}-%s"), clock.now()
    tried = _try(name, form, lambda: run(request.actor, now, block_id, form))
    if tried:
        return _block(request, block_id, now, tried)
    messages.success(request, done)
    return redirect("availability") if name in {"change", "end"} else redirect("block", block_id)


def _try(name: str, form: django_forms.Form, run: Callable[[], object]) -> Tried | None:
    """Return what stands against a form, or None where it was taken."""
    if not form.is_valid():
        return Tried(name, form, words_for("missing"), 422)
    try:
        run()
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        return Tried(name, form, words_for(refusal.reason), 409)
    return None


def _blocks(request: StaffRequest, now: datetime, tried: Tried | None, done: str) -> HttpResponse:
    if tried is None:
        messages.success(request, done)
        return redirect("availability")
    page = blocks_page(request.actor, now, monday_of("", local_day(now)), tried)
    return render(request, "availability/blocks.html", {"page": page}, status=tried.status)


def _block(request: StaffRequest, block_id: int, now: datetime, tried: Tried | None) -> HttpResponse:
    page = block_page(request.actor, block_id, now, tried)
    if page is None:
        raise Http404
    return render(request, "availability/block.html", {"page": page}, status=tried.status if tried else 200)
