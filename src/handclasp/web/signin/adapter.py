"""How django-allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves, and signing in or out needs no message about it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an administrator adds people."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Stay silent; the page that follows shows what happened."""
