"""Django's entry for the sessions and counts."""

from django.apps import AppConfig


class Signins(AppConfig):
    """The sessions follow every sign-in and every changed password."""

    name = "handclasp.platform.signins"

    def ready(self) -> None:
        """Listen to Django and allauth."""
        from handclasp.platform.signins import following

        following.start()
