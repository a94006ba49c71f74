"""Which roles need a second factor."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handclasp.directory import commands
from handclasp.directory.queries import organization_by_id
from handclasp.domain.refusals import words_for
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.web.colleague.forms import DemandForm
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@dataclass(frozen=True)
class DemandPage:
    """The roles of the organization, those that need a second factor ticked."""

    organization: str
    form: DemandForm
    problem: str = ""


@allow("security:change")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: StaffRequest) -> HttpResponse:
    """Show and change which roles sign in with a second factor."""
    if not request.actor.may("security:change"):
        raise Http404
    form = DemandForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        commands.require_second_factor(request.actor, form.cleaned_data["roles"], clock.now())
        messages.success(request, "Changed. Whoever has none yet is asked for it at once.")
        return redirect("second_factor_roles")
    page = _page(request.actor, form)
    return render(request, "colleague/second_factor.html", {"page": page}, status=422 if form else 200)


def _page(actor: Actor, form: DemandForm | None) -> DemandPage:
    home = organization_by_id(actor, actor.home)
    if home is None:
        raise Http404
    shown = DemandForm(initial={"roles": home.second_factor_roles})
    return DemandPage(home.name, shown, words_for("unknown_choice") if form else "")
