"""Words in an address that only this installation can read: no name stands in a history, a log or a proxy."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str, purpose: str) -> str:
    """Return `text` sealed for `purpose`, which names whom and what it is for."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, purpose: str, seconds: int) -> str | None:
    """Return the text again, or None for what is not ours, for another purpose, or older than `seconds`."""
    try:
        return _box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except (InvalidToken, ValueError):
        return None


def _box(purpose: str) -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(purpose, key)) for key in keys])


def _key(purpose: str, secret: str) -> bytes:
    return base64.urlsafe_b64encode(sha256(f"handclasp.sealed {purpose} {secret}".encode()).digest())
