"""The request of somebody of the staff, as views behind sign-in receive it."""

from django.http import HttpRequest

from handclasp.platform.actor import Actor


class StaffRequest(HttpRequest):
    """A request with its `actor`, who is an active person of the staff; times show in their site's zone."""

    actor: Actor


def wants_a_fragment(request: HttpRequest) -> bool:
    """Say whether a script asked, which puts the answer into the open page."""
    return request.headers.get("HX-Request") == "true"
