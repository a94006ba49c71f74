"""A cookie by which a browser is known again: a number, and a mark for each account that signed in there."""

from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

LIFE_SECONDS: Final = 366 * 24 * 3600
ACCOUNTS_AT_MOST: Final = 12  # on one shared tablet


def device_for(request: HttpRequest, email: str) -> str:
    """Return the number of a browser in which this account has signed in before, else an empty string."""
    number, marks = _read(request)
    return number if number and _mark(number, email) in marks else ""


def remember(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let the browser be known for this account from now on."""
    number, marks = _read(request)
    number = number or uuid4().hex
    mine = _mark(number, email)
    kept = [mine, *(mark for mark in marks if mark != mine)][:ACCOUNTS_AT_MOST]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        _signer().sign(".".join([number, *kept])),
        max_age=LIFE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        number, *marks = _signer().unsign(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")).split(".")
    except BadSignature:
        return "", []
    return number, marks


def _mark(number: str, email: str) -> str:
    text = f"{number} {email.strip().casefold()}"
    return salted_hmac("handclasp.signin.device", text, algorithm="sha256").hexdigest()[:16]


def _signer() -> Signer:
    return Signer(salt="handclasp.signin.device")
