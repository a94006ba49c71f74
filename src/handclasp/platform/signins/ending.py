"""Which sessions a user has, and ending them: the rows go, and open pages hear of it at the commit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from handclasp.platform.live import SIGNINS, tell
from handclasp.platform.signins.models import Session


@dataclass(frozen=True)
class SignedIn:
    """One session as its person sees it; `name` stands for it on a page and is not its key."""

    name: str
    device: str
    address: str
    signed_in_at: datetime
    active_at: datetime
    is_this: bool


def name_of(session_key: str) -> str:
    """Return what stands for a session on a page."""
    return sha256(f"session {session_key}".encode()).hexdigest()[:20]


def sessions_of(user_id: int, this_key: str | None, now: datetime) -> list[SignedIn]:
    """Return a user's sessions, the one at hand first, then the newest."""
    rows = Session.objects.filter(user_id=user_id, expire_date__gt=now).order_by("-active_at", "session_key")
    found = [
        SignedIn(
            name_of(row.session_key), row.device, row.address, row.signed_in_at, row.active_at,
            row.session_key == this_key,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_this)


def end_all(user_ids: Iterable[int], but: str | None = None) -> int:
    """End every session of these users, but for the one with the key `but`; return how many there were."""
    ids = sorted(set(user_ids))
    rows = Session.objects.filter(user_id__in=ids).exclude(session_key=but or "")
    ended, _ = rows.delete()
    told_again(*ids)
    return ended


def end_one(user_id: int, name: str) -> bool:
    """End the session of a user that stands under `name` on a page; False where there is none."""
    keys = Session.objects.filter(user_id=user_id).values_list("session_key", flat=True)
    wanted = [key for key in keys if name_of(key) == name]
    ended, _ = Session.objects.filter(session_key__in=wanted).delete()
    told_again(user_id)
    return bool(ended)


def told_again(*user_ids: int) -> None:
    """Let every web process look again at the sessions behind its streams, when this is committed."""
    tell(f"{SIGNINS}{user_id}" for user_id in user_ids)


def forget_expired(now: datetime) -> None:
    """Delete the sessions that no browser can use any more."""
    Session.objects.filter(expire_date__lte=now).delete()
