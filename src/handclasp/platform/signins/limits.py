"""The limits of this installation."""

from datetime import timedelta

from django.conf import settings

from handclasp.domain.sessions import Limits


def limits() -> Limits:
    """Return how long a screen may be quiet, and how long a sign-in counts."""
    return Limits(timedelta(minutes=settings.IDLE_MINUTES), timedelta(hours=settings.SESSION_HOURS))
