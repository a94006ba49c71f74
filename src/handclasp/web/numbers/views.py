"""The numbers: for quality directors and supervisors."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from handclasp.platform import clock
from handclasp.web.numbers.pages import numbers_page
from handclasp.web.shell.permission import allow
from handclasp.web.shell.requests import StaffRequest


@allow("numbers:read")
@require_GET
def numbers(request: StaffRequest) -> HttpResponse:
    """Show the numbers as they stand."""
    page = numbers_page(request.actor, clock.now())
    if page is None:
        raise Http404
    return render(request, "numbers/numbers.html", {"page": page})
