"""Django's session engine on our table (`SESSION_ENGINE`): one row says who, since when, from where, and when last."""

from datetime import datetime
from typing import Any, Final, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from handclasp.domain.sessions import Limits
from handclasp.platform.clock import wall_now
from handclasp.platform.live import SIGNINS, tell
from handclasp.platform.signins.models import Session

SINCE: Final = "signed_in_at"  # names in the session's data, copied into the columns
ADDRESS: Final = "address"
DEVICE: Final = "device"


class SessionStore(DatabaseStore):
    """Sessions that know when a person touched them last; reading one costs one query, as before."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Read the session and remember its row."""
        self.row = self._get_session_from_db()  # type: ignore[attr-defined]
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for these data."""
        row = cast(Session, super().create_model_instance(data))
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.active_at = wall_now()
        row.signed_in_at = datetime.fromisoformat(data[SINCE]) if SINCE in data else row.active_at
        row.address, row.device = data.get(ADDRESS, ""), data.get(DEVICE, "")
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the session, and let open pages hear of it."""
        super().delete(session_key)
        if self.row is not None and self.row.user_id is not None:
            tell([f"{SIGNINS}{self.row.user_id}"])

    def begin(self, now: datetime, address: str, device: str) -> None:
        """Note that somebody signs in now, under a new key, with this device."""
        self.update({SINCE: now.isoformat(), ADDRESS: address, DEVICE: device})
        self.cycle_key()
        self.row = None

    def known_row(self) -> Session | None:
        """Return the row behind the cookie, or None for a browser without a session."""
        if not self.session_key:
            return None
        self._get_session()  # type: ignore[attr-defined]
        if self.session_key and (self.row is None or self.row.session_key != self.session_key):
            self.row = Session.objects.filter(session_key=self.session_key).first()
        return self.row

    def touch(self, limits: Limits) -> None:
        """Note that a person did something, unless that was noted a moment ago."""
        row, now = self.known_row(), wall_now()
        if row is not None and now - row.active_at >= limits.note_after:
            self.open_again(now)

    def open_again(self, now: datetime) -> None:
        """Unlock: the person has just shown who they are."""
        Session.objects.filter(session_key=self.session_key).update(active_at=now)
        if self.row is not None:
            self.row.active_at = now
