"""The request of somebody of the staff, as views behind sign-in receive it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from handclasp.platform.actor import Actor

BY_ITSELF: Final = "Handclasp-Live"  # a header of what the page fetches by itself, without a hand on it


class StaffRequest(HttpRequest):
    """A request with its `actor`, who is an active person of the staff; times show in their site's zone."""

    actor: Actor


def wants_a_fragment(request: HttpRequest) -> bool:
    """Say whether a script asked, which puts the answer into the open page."""
    return request.headers.get("HX-Request") == "true"


def not_here(request: HttpRequest) -> HttpResponse:
    """Answer for what is missing or hidden: a 404, or nothing (204) for a part that its page fetched by itself.

    Somebody who withdraws is told so by the page around the part; the part is asked in the same instant.
    """
    if BY_ITSELF in request.headers:
        return HttpResponse(status=204)
    raise Http404
