"""What people are told when single sign-on does not let them in."""

from typing import Final

from django.conf import settings

from handclasp.domain.refusals import words_for
from handclasp.web.shell.errors import Problem

SIGN_IN: Final = "/accounts/login/"
GARBLED: Final = Problem(
    400,
    "That sign-in could not be finished",
    "Nobody was signed in, and nothing was changed. It may have taken too long, or it was begun in another window. "
    "Start again from the sign-in page.",
    SIGN_IN,
    "Sign in",
)


def cancelled() -> Problem:
    """Return what somebody is told who turned back at the provider."""
    return Problem(
        403,
        "You turned back",
        f"Nobody was signed in, and nothing was changed. Try {_name()} again, or use your password.",
        SIGN_IN,
        "Sign in",
    )


def unreachable() -> Problem:
    """Return what somebody is told when the provider does not answer."""
    return Problem(
        503,
        "The sign-in of your organization does not answer",
        f"Nothing was changed. Try {_name()} again in a minute, or use your password. If it lasts, tell an "
        "administrator of your organization.",
        SIGN_IN,
        "Sign in",
    )


def refused(reason: str) -> Problem:
    """Return what somebody is told whom the provider knows and we do not let in."""
    return Problem(403, "You are not signed in", words_for(reason), SIGN_IN, "Sign in")


def _name() -> str:
    return settings.SINGLE_SIGN_ON.name if settings.SINGLE_SIGN_ON else ""
