"""The cookie by which a device knows its room: sent to its own pages only, and read by no script."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NAME: Final = "handclasp_room"
PATH: Final = "/tablet/"
LASTS: Final = timedelta(days=400)


def token_of(request: HttpRequest) -> str:
    """Return the token of this device, or an empty string."""
    return request.COOKIES.get(NAME, "")


def keep_token(answer: HttpResponse, token: str) -> HttpResponse:
    """Let the device keep its token."""
    answer.set_cookie(
        NAME, token, max_age=LASTS, path=PATH, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )  # fmt: skip
    return answer
