"""Choosing a client, asking, and what follows from the answer."""

from typing import Final

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from handclasp.directory.queries import organization_by_id
from handclasp.domain.refusals import words_for
from handclasp.domain.words import LANGUAGES
from handclasp.handoffs.commands.asking import record_answer
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.introduce.answered_page import answered_page
from handclasp.web.introduce.answers import fragment, see_other
from handclasp.web.introduce.ask_page import Typed, ask_page, choose_page, words_to_say
from handclasp.web.introduce.forms import AskForm
from handclasp.web.introduce.leaflet import leaflet
from handclasp.web.introduce.searched import search_url, searched
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest

REMEMBERED: Final = ("program", "place", "tone")  # never how they meet: that is the client’s


@allow("client:find")
@require_http_methods(["GET", "POST"])
def choose(request: StaffRequest) -> HttpResponse:
    """Find the client to introduce; the name never stands in an address."""
    if request.method == "POST":
        return see_other(search_url(request.actor, request.POST.get("q", "")))
    page = choose_page(request.actor, searched(request.actor, request.GET.get("s", "")))
    return render(request, "introduce/choose.html", {"page": page})


@allow("handoff:ask")
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, client_id: int) -> HttpResponse:
    """Show what to ask, and record what the client answered."""
    if request.method != "POST":
        return _ask(request, client_id, _remembered(request))
    form = AskForm(request.POST)
    if not form.is_valid():
        said = tuple(str(words) for errors in form.errors.values() for words in errors)
        return _ask(request, client_id, _typed(request.POST), said, 422)
    try:
        handoff = record_answer(request.actor, form.asked(client_id), clock.now())
    except Refusal as refusal:
        return _ask(request, client_id, _typed(request.POST), (words_for(refusal.reason),), 409)
    request.session["introduce"] = {name: str(form.cleaned_data[name]) for name in REMEMBERED}
    return see_other(reverse("live_tier" if handoff.answer == "yes" else "answered", args=[handoff.pk]))


@allow("handoff:ask")
@require_GET
def words(request: StaffRequest, client_id: int) -> HttpResponse:
    """Show the words with the need that was just chosen."""
    said = words_to_say(request.actor, client_id, _typed(request.GET))
    if said is None:
        raise Http404
    return fragment(request, "introduce/_words.html", {"words": said, "client_id": client_id})


@allow("handoff:read")
@require_GET
def answered(request: StaffRequest, handoff_id: int) -> HttpResponse:
    """Confirm a no, or a yes for another day: nothing was sent anywhere."""
    page = answered_page(request.actor, handoff_id)
    if page is None:
        raise Http404
    return render(request, "introduce/answered.html", {"page": page})


@allow("leaflet:read")
@require_GET
def team_leaflet(request: StaffRequest, language: str) -> HttpResponse:
    """Show the page about the team to print and take home."""
    organization = organization_by_id(request.actor, request.actor.home)
    if language not in LANGUAGES or organization is None:
        raise Http404
    page = leaflet(language, organization)
    return render(request, "introduce/leaflet.html", {"page": page, "LANGUAGE_CODE": language})


def _ask(
    request: StaffRequest, client_id: int, typed: Typed, problems: tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    organization = organization_by_id(request.actor, request.actor.home)
    assert organization is not None
    page = ask_page(request.actor, client_id, organization, clock.now(), typed, problems)
    if page is None:
        raise Http404
    return render(request, "introduce/ask.html", {"page": page, "words": page.words}, status=status)


def _typed(sent: QueryDict) -> Typed:
    return Typed(**{name: sent.get(name, "") for name in Typed.__dataclass_fields__})


def _remembered(request: StaffRequest) -> Typed:
    """Return what this person chose last time in this browser, and what the address asks for."""
    kept = request.session.get("introduce", {})
    staff = getattr(request, "staff", None)
    start = {"place": staff.room if staff else ""} | {
        name: str(kept[name]) for name in REMEMBERED if name in kept
    }
    return Typed(**(start | {n: v for n, v in request.GET.items() if n in Typed.__dataclass_fields__}))
