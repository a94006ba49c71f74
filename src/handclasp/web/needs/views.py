"""The list of needs, kept by an administrator: own needs beside the house's, which are offered, and who serves them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handclasp.directory.commands import needs as keep
from handclasp.directory.queries import listed_need
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.needs.forms import NeedForm
from handclasp.web.needs.pages import need_page, needs_page
from handclasp.web.shell.field_parts import field_parts
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

COLUMNS = ("name_en", "say_en", "name_es", "say_es")


@allow("need:keep")
@require_GET
def needs(request: StaffRequest) -> HttpResponse:
    """Show the list."""
    return render(request, "needs/needs.html", {"page": needs_page(request.actor)})


@allow("need:keep")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    """Add a need of one's own; then it is said who serves it."""
    form, problem, status = NeedForm(request.POST if request.method == "POST" else None), "", 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                need = keep.add_need(request.actor, clock.now(), **form.cleaned_data)
            except Refusal as refusal:
                problem, status = words_for(refusal.reason), 409
            else:
                messages.success(request, "Added. Choose now who serves it.")
                return redirect("need", need.pk)
    context = {"fields": field_parts(form), "problem": problem}
    return render(request, "needs/add.html", context, status=status)


@allow("need:keep")
@require_GET
def need(request: StaffRequest, need_id: int) -> HttpResponse:
    """Show one need."""
    return _show(request, need_id, _form(request, need_id))


@allow("need:keep")
@require_POST
def rename(request: StaffRequest, need_id: int) -> HttpResponse:
    """Name one of one's own needs otherwise."""
    form = NeedForm(request.POST)
    if not form.is_valid():
        return _show(request, need_id, form, "", "name", 422)
    names = form.cleaned_data
    return _do(
        request, need_id, "name", lambda: keep.rename_need(request.actor, clock.now(), need_id, **names), form
    )


@allow("need:keep")
@require_POST
def served_by(request: StaffRequest, need_id: int) -> HttpResponse:
    """Say which programs serve a need."""
    sent = [text for text in request.POST.getlist("programs") if text.isascii() and text.isdigit()]
    chosen = [int(text) for text in sent if len(text) < 19]
    return _do(
        request, need_id, "programs", lambda: keep.map_need(request.actor, clock.now(), need_id, chosen)
    )


@allow("need:keep")
@require_POST
def place(request: StaffRequest, need_id: int) -> HttpResponse:
    """Offer a need or stop, or move it up or down in the list."""
    do, actor, now = request.POST.get("do", ""), request.actor, clock.now()
    commands: dict[str, Callable[[], object]] = {
        "offer": lambda: keep.offer_need(actor, now, need_id, is_offered=True),
        "stop": lambda: keep.offer_need(actor, now, need_id, is_offered=False),
        "up": lambda: keep.move_need(actor, now, need_id, is_up=True),
        "down": lambda: keep.move_need(actor, now, need_id, is_up=False),
    }
    if do not in commands:
        return _show(request, need_id, _form(request, need_id), words_for("unknown_choice"), "place", 422)
    answer = _do(request, need_id, "place", commands[do])
    return redirect("needs") if answer.status_code == 302 and do in {"up", "down"} else answer


def _do(
    request: StaffRequest,
    need_id: int,
    part: str,
    command: Callable[[], object],
    form: NeedForm | None = None,
) -> HttpResponse:
    try:
        command()
    except Refusal as refusal:
        if refusal.reason == "not_found":
            raise Http404 from refusal
        kept = form or _form(request, need_id)
        return _show(request, need_id, kept, words_for(refusal.reason), part, 409)
    messages.success(request, "Saved.")
    return redirect("need", need_id)


def _form(request: StaffRequest, need_id: int) -> NeedForm:
    found = listed_need(request.actor, need_id)
    return NeedForm(initial={name: getattr(found.need, name) for name in COLUMNS} if found else None)


def _show(
    request: StaffRequest, need_id: int, form: NeedForm, problem: str = "", part: str = "", status: int = 200
) -> HttpResponse:
    page = need_page(request.actor, need_id, field_parts(form), problem, part)
    if page is None:
        raise Http404
    return render(request, "needs/need.html", {"page": page}, status=status)
