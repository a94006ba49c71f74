"""The sessions: Django's own columns, and what a person must see to know them again."""

from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

KEPT_BY_SAVING: Final = ("session_data", "expire_date", "user", "signed_in_at", "address", "device")


class Session(AbstractBaseSession):
    """One browser's session; times are the machine's. Without a user it holds a sign-in that is not finished."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    signed_in_at = models.DateTimeField()
    active_at = models.DateTimeField()
    address = models.TextField(default="", blank=True)
    device = models.TextField(default="", blank=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the store that reads and writes these rows."""
        from handclasp.platform.signins.store import SessionStore

        return SessionStore

    def save(self, *args: Any, **options: Any) -> None:
        """Save; a session that exists keeps its `active_at`, which only a touch moves."""
        if options.get("force_update"):
            options["update_fields"] = KEPT_BY_SAVING
        super().save(*args, **options)
