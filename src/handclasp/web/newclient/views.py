"""Adding a client by hand, before somebody introduces them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handclasp.clients.commands import create_client
from handclasp.clients.models import Client
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.refusals import Refusal
from handclasp.web.newclient.forms import ClientForm
from handclasp.web.newclient.pages import namesakes, new_client_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("client:add")
@require_http_methods(["GET", "HEAD", "POST"])
def new_client(request: StaffRequest) -> HttpResponse:
    """Add a client, and go on to the introduction; a namesake is shown before a second one is added."""
    form = ClientForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, form, status=422 if form.is_bound else 200)
    alike = namesakes(request.actor, form.cleaned_data["given"], form.cleaned_data["family"])
    if alike and form.cleaned_data["sure"] != form.name_key:
        return _show(request, form, alike, status=409)
    try:
        client = create_client(request.actor, request.actor.home, clock.now(), **form.columns)
    except Refusal as refusal:
        return _show(request, form, problem=words_for(refusal.reason), status=409)
    messages.success(request, "Added.")
    return redirect("ask", client.pk) if request.actor.may("handoff:ask") else redirect("introduce")


def _show(
    request: StaffRequest,
    form: ClientForm,
    alike: list[Client] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    page = new_client_page(request.actor, form, alike, problem)
    return render(request, "newclient/new.html", {"page": page}, status=status)
