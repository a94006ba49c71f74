"""Making a promise when nobody can come, and printing it for the client."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from handclasp.directory.queries import organization_by_id
from handclasp.domain.words import LANGUAGES
from handclasp.handoffs.commands.promising import promise_contact
from handclasp.platform import clock
from handclasp.web.introduce.answers import refusal_words, see_other
from handclasp.web.introduce.forms import PromiseForm
from handclasp.web.introduce.promise_page import promise_card, promise_page, promised_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("promise:make")
@require_http_methods(["GET", "POST"])
def promise(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Say who reaches the client, how and by when."""
    if request.method != "POST":
        return _form(request, handoff_id, {})
    form = PromiseForm(request.POST)
    if not form.is_valid():
        said = tuple(str(words) for errors in form.errors.values() for words in errors)
        return _form(request, handoff_id, request.POST.dict(), said, 422)
    promised, now = form.promised(), clock.now()
    problem = refusal_words(lambda: promise_contact(request.actor, handoff_id, promised, now))
    if problem:
        return _form(request, handoff_id, request.POST.dict(), (problem,), 409)
    return see_other(reverse("promised", args=[handoff_id]))


@allow("handoff:read")
@require_GET
def promised(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Confirm the promise, with words for the client."""
    page = promised_page(request.actor, handoff_id)
    if page is None:
        raise Http404
    return render(request, "introduce/promised.html", {"page": page, "now": clock.now()})


@allow("handoff:read")
@require_GET
def card(request: StaffRequest, handoff_id: int, language: str) -> HttpResponse:
    """Show the page that the client takes home."""
    organization = organization_by_id(request.actor, request.actor.home)
    if language not in LANGUAGES or organization is None:
        raise Http404
    page = promise_card(request.actor, handoff_id, language, organization)
    if page is None:
        raise Http404
    return render(request, "introduce/promise_card.html", {"page": page, "LANGUAGE_CODE": language})


def _form(
    request: StaffRequest,
    handoff_id: int,
    typed: dict[str, str],
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    page = promise_page(request.actor, handoff_id, clock.now(), typed, problems)
    if page is None:
        raise Http404
    return render(request, "introduce/promise.html", {"page": page}, status=status)
