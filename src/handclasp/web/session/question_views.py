"""The clinician's own questions for a client who waits: edit, order, switch off, see as the tablet shows them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handclasp.availability.commands.questions import set_questions
from handclasp.domain.etiquette_words import LANGUAGES
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.session.forms import asked_rows
from handclasp.web.session.question_page import question_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("session:keep")
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: StaffRequest, language: str) -> HttpResponse:
    """Show and keep one's set in one language."""
    if language not in LANGUAGES:
        raise Http404
    if request.method != "POST":
        return _page(request, language)
    typed = asked_rows(request.POST)
    try:
        set_questions(request.actor, language, typed, clock.now())
    except Refusal as refusal:
        return _page(request, language, words_for(refusal.reason), typed, 422)
    messages.success(request, "Your questions are kept. This is how they stand now.")
    return redirect("session_questions", language)


def _page(
    request: StaffRequest,
    language: str,
    problem: str = "",
    typed: list[tuple[str, bool]] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = question_page(request.actor, language, problem, typed)
    return render(request, "session/questions.html", {"page": page}, status=status)
