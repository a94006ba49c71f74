"""How django-allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from django.http import HttpRequest, HttpResponse

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import give_back
from handclasp.web.signin import events, lockout
from handclasp.web.signin.factors import login_stages


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves, and signing in or out needs no message about it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address and the password do not fit together. Check both, "
        "then try again.",
        "too_many_login_attempts": "The password was wrong too often. Wait five minutes, then try again, or ask "
        "an administrator of your organization for a new password. Where you are signed in, you stay signed in.",
        "incorrect_password": "That is not your current password. Type it once more.",
        "enter_current_password": "That is not your current password. Type it once more.",
    }

    def get_login_stages(self) -> list[str]:
        """Return the steps of a sign-in."""
        return login_stages(super().get_login_stages())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an administrator adds people."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this try before the password is looked at, so that tries at the same instant all count."""
        names = lockout.count(lockout.counts_for(request, _account(credentials)), wall_now())
        if names is None:
            events.locked_out(request, _account(credentials))
            raise self.validation_error("too_many_login_attempts")
        self._counted: list[str] = names

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        """Forget how this person came in before: an old passkey or single sign-on would stand for today's factor."""
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = get_authentication_records(request, user)[-1:]
        answer: HttpResponse | None = super().pre_login(request, user, **more)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the wrong password down, where there is such an account."""
        events.wrong_password(request, _account(credentials))

    def _rollback_login_failed_rl_usage(self) -> None:
        """Take the count back: the password was right."""
        give_back(self._counted)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Forget the tries once a new password was set by mail."""
        lockout.forget_account(request, _account(credentials))

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Stay silent; the page that follows shows what happened."""


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
