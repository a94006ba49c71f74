"""The supervisor board: only supervisors and administrators find it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handclasp.platform import clock
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest
from handclasp.web.supervise.pages import SupervisorPage, supervisor_page


@allow("program:supervise")
@require_GET
def supervise(request: StaffRequest) -> HttpResponse:
    """Show the board."""
    return render(request, "supervise/supervise.html", {"page": _page(request)})


@allow("program:supervise")
@require_GET
def part(request: StaffRequest) -> HttpResponse:
    """Show the part that changes."""
    return render(request, "supervise/_board.html", {"page": _page(request)})


def _page(request: StaffRequest) -> SupervisorPage:
    page = supervisor_page(request.actor, clock.now())
    if page is None:
        raise Http404
    return page
