"""What runs once when the pages are loaded."""

from django.apps import AppConfig


class SignIn(AppConfig):
    """Sign-in, which is written into the audit."""

    name = "handclasp.web.signin"

    def ready(self) -> None:
        """Follow what happens at the door."""
        from handclasp.web.signin.events import follow

        follow()
