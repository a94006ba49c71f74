"""What a sign-in and a changed password mean for the sessions."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from handclasp.domain.devices import device_in_words
from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import forget_old
from handclasp.platform.signins.ending import end_all, forget_expired, told_again
from handclasp.platform.signins.store import SessionStore


def start() -> None:
    """Follow the signals."""
    from allauth.account import signals

    user_logged_in.connect(_signed_in, dispatch_uid="signins")
    signals.password_changed.connect(_password_changed, dispatch_uid="signins")
    signals.password_set.connect(_password_changed, dispatch_uid="signins")
    signals.password_reset.connect(_password_changed, dispatch_uid="signins")


def begin_session(request: HttpRequest, user: Any) -> None:
    """Begin the session of this person anew, under a new key, whatever it was before."""
    now = wall_now()
    if isinstance(request.session, SessionStore):
        agent = request.META.get("HTTP_USER_AGENT", "")
        request.session.begin(now, request.META.get("REMOTE_ADDR", ""), device_in_words(agent))
    request.signed_in_now = user  # type: ignore[attr-defined]
    forget_expired(now)
    forget_old(now)
    told_again(user.pk)


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    begin_session(request, user)


def _password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    """End every other session of this person."""
    end_all([user.pk], but=request.session.session_key)
