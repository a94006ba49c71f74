"""How django-allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves, and signing in or out needs no message about it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address and the password do not fit together. Check both, "
        "then try again.",
        "too_many_login_attempts": "The password was wrong five times. Wait five minutes, then try again, or ask "
        "an administrator of your organization for a new password.",
        "enter_current_password": "That is not your current password. Type it once more.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an administrator adds people."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Stay silent; the page that follows shows what happened."""
