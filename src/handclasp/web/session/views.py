"""One's own session: begin it, say what its client wants, come back, end it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from handclasp.availability.commands import sessions
from handclasp.directory.commands.etiquette import offer_interruptions
from handclasp.domain.refusals import words_for
from handclasp.handoffs.commands import calling
from handclasp.handoffs.queries.interruptions import interruption_of
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.session.forms import ANSWERS, AnswerForm, EtiquetteForm, StartForm
from handclasp.web.session.interruption_page import interruption_page
from handclasp.web.session.pages import session_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest, not_here, wants_a_fragment


@allow("session:keep")
@require_GET
def my_session(request: StaffRequest) -> HttpResponse:
    """Show the session that runs, or the form to begin one."""
    return _page(request)


@allow("session:keep")
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    """Begin a session."""
    form = StartForm(request.POST)
    if not form.is_valid():
        words = words_for("text_too_long" if "room" in form.errors else "unknown_choice")
        return _page(request, words, 422)
    said = form.cleaned_data
    return _do(
        request,
        lambda: sessions.start_session(
            request.actor, clock.now(), room=said["room"], language=said["language"],
            ends_at=said["until"], agreed=ANSWERS[said["answer"]], site_id=said["site"],
        ),
    )  # fmt: skip


@allow("session:keep")
@require_POST
def answer(request: StaffRequest) -> HttpResponse:
    """Note what the client says about a pause now."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, words_for("unknown_choice"), 422)
    agreed = form.cleaned_data["answer"] == "yes"
    return _do(request, lambda: sessions.note_answer(request.actor, agreed, clock.now()))


@allow("session:keep")
@require_POST
def back(request: StaffRequest) -> HttpResponse:
    """Say that one is back with the client."""
    return _do(request, lambda: calling.return_to_session(request.actor, clock.now()))


@allow("session:keep")
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """End the session, and be open or off."""
    then = request.POST.get("then", "")
    return _do(request, lambda: sessions.end_session(request.actor, clock.now(), then))


@allow("session:keep")
@require_POST
def etiquette(request: StaffRequest) -> HttpResponse:
    """Say whether one's sessions are open for a pause, and how often a day."""
    form = EtiquetteForm(request.POST)
    if not form.is_valid():
        return _page(request, words_for("interruptions_few"), 422)
    may_be, a_day = form.cleaned_data["may_be"] == "yes", form.cleaned_data["a_day"]
    return _do(request, lambda: offer_interruptions(request.actor, clock.now(), may_be=may_be, a_day=a_day))


@allow("handoff:read")
@require_GET
def interruption(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say to whoever has the introduction open how the receiver's own session waits."""
    found = interruption_of(request.actor, handoff_id)
    if found is None:
        return not_here(request)
    page = interruption_page(handoff_id, found, clock.now())
    return render(request, "session/_interruption.html", {"page": page})


def _do(request: StaffRequest, command: Callable[[], object]) -> HttpResponse:
    try:
        command()
    except Refusal as refusal:
        return _page(request, words_for(refusal.reason), 409)
    return HttpResponse(status=303, headers={"Location": reverse("my_session")})


def _page(request: StaffRequest, problem: str = "", status: int = 200) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("site", "room", "until", "language", "answer")}
    page = session_page(request.actor, clock.now(), problem, typed if request.method == "POST" else None)
    template = "session/_session.html" if wants_a_fragment(request) else "session/session.html"
    return render(request, template, {"page": page}, status=status)
