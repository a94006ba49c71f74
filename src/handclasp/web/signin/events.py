"""What happens at the door, written into the audit: who, when, from where. What a stranger typed is not kept.

What a person does stands under their own name; what is done to an account by whoever it may be, under `system:sign_in`.
"""

from datetime import timedelta
from typing import Any, Final

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_label
from handclasp.directory.signed_in import staff_by_email, staff_of_user
from handclasp.platform import audit, clock
from handclasp.platform.actor import Actor
from handclasp.platform.db import reading
from handclasp.platform.signins.counting import Allowance, take
from handclasp.web.shell.readings import origin_of

ONE_LOCK_OUT: Final = Allowance(1, timedelta(minutes=5))  # whoever goes on knocking fills no disk


def follow() -> None:
    """Follow the signals of django and allauth."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit")
    user_logged_out.connect(_signed_out, dispatch_uid="audit")
    for signal in (account.password_changed, account.password_set):
        signal.connect(_password_changed, dispatch_uid="audit")
    account.password_reset.connect(_password_reset, dispatch_uid="audit")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid="audit")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="audit")
    mfa.authenticator_reset.connect(_factor_added, dispatch_uid="audit")
    mfa.authentication_failed.connect(_wrong_code, dispatch_uid="audit")


def wrong_password(request: HttpRequest, email: str) -> None:
    """Write down a wrong password for an account that exists; of any other address nothing is kept."""
    _to_account(request, "wrong_password", staff_by_email(email))


def locked_out(request: HttpRequest, email: str) -> None:
    """Write down, once in five minutes, that too many wrong passwords closed an account for whoever tries."""
    staff = staff_by_email(email)
    if staff is not None and take(f"audit:locked_out:{staff.pk}", ONE_LOCK_OUT, clock.wall_now()):
        _to_account(request, "locked_out", staff)


def wrong_at_locked_screen(request: HttpRequest, user: Any) -> None:
    """Write down a wrong password at somebody's locked screen."""
    _to_account(request, "wrong_password", staff_of_user(getattr(user, "pk", None)))


def opened_again(request: HttpRequest, user: Any) -> None:
    """Write down that somebody opened their locked screen."""
    _by_person(request, "opened_again", user)


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    _by_person(request, "signed_in", user)


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    _by_person(request, "signed_out", user)


def _password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    _by_person(request, "password_changed", user)


def _password_reset(request: HttpRequest, user: Any, **_: Any) -> None:
    _by_person(request, "password_reset", user)


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _by_person(request, "factor_added", user, f"factor:{authenticator.type}")


def _factor_removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    _by_person(request, "factor_removed", user, f"factor:{authenticator.type}")


def _wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    _to_account(request, "wrong_code", staff_of_user(getattr(user, "pk", None)))


def _by_person(request: HttpRequest, event: str, user: Any, subject: str = "") -> None:
    """Write what somebody did at the door under their own name."""
    staff = staff_of_user(getattr(user, "pk", None))
    if staff is not None:
        actor = Actor(staff.pk, staff.organization_id, staff_label(staff))
        _write(request, actor, event, subject or f"staff:{staff.pk}")


def _to_account(request: HttpRequest, event: str, staff: Staff | None) -> None:
    """Write what was tried at somebody's account: nobody knows by whom."""
    if staff is not None:
        _write(request, Actor(None, staff.organization_id, "sign_in"), event, f"staff:{staff.pk}")


def _write(request: HttpRequest, actor: Actor, event: str, subject: str) -> None:
    with audit.coming_from(origin_of(request)), reading(actor):
        audit.write(actor, f"sign_in:{event}", "change", [audit.About(subject=subject)], clock.now())
