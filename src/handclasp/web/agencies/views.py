"""Services of outside agencies, to be found and called."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handclasp.web.agencies.forms import SearchForm
from handclasp.web.agencies.pages import agencies_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("directory:read")
@require_GET
def agencies(request: StaffRequest) -> HttpResponse:
    """Show the services that fit a search."""
    search = SearchForm(request.GET).search()
    return render(request, "agencies/agencies.html", {"page": agencies_page(request.actor, search)})
