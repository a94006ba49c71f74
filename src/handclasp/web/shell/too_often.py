"""How many changes somebody may send a minute: far more than a hand can press, far less than a loop sends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import Allowance, take
from handclasp.web.shell import errors
from handclasp.web.shell.bodies import takes_a_photo
from handclasp.web.shell.kept import kept_from, shown_again
from handclasp.web.shell.networks import network_of
from handclasp.web.shell.requests import wants_a_fragment

STRANGERS: Final = 5  # times what a person may: a whole clinic shares one address when it signs in
PHOTO: Final = 12  # a picture is work for the machine: one counts as so many changes
MINUTE: Final = timedelta(minutes=1)
TITLE: Final = "That was too often"
WORDS: Final = (
    "More changes came from you than a hand can press, so this one was not done. "
    "What you typed is here. Wait half a minute, then send it."
)


class NotTooOften:
    """Refuse changes beyond `CHANGES_A_MINUTE`: counted before the page begins, refused once the form is ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count a change, outside the page's own transaction."""
        request.is_too_often = request.method == "POST" and not _counted(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        """Answer 429 with what was typed."""
        if not request.is_too_often:  # type: ignore[attr-defined]
            return None
        kept = kept_from(request)
        if not request.user.is_authenticated:
            return errors.too_many(request)
        if kept is None or wants_a_fragment(request):
            return errors.too_many_changes(request)
        return shown_again(request, kept, TITLE, WORDS, 429)


def _counted(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        is_photo = takes_a_photo(request.path)
        name = f"{'photos' if is_photo else 'changes'}:user:{request.user.pk}"
        most = settings.CHANGES_A_MINUTE // (PHOTO if is_photo else 1)
    else:
        network = salted_hmac("handclasp.changes", network_of(request), algorithm="sha256").hexdigest()[:24]
        name, most = f"changes:network:{network}", settings.CHANGES_A_MINUTE * STRANGERS
    return take(name, Allowance(most, MINUTE), wall_now())
