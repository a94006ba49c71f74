"""The way from an empty house to the first introduction."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handclasp.platform import clock
from handclasp.web.setup.pages import setup_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("directory:change")
@require_GET
def setup(request: StaffRequest) -> HttpResponse:
    """List what is still missing, and lead to it."""
    return render(request, "setup/setup.html", {"page": setup_page(request.actor, clock.now())})
