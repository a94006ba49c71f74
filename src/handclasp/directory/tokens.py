"""Tokens of invitations: made from a random nonce and the house's secret key, found again by their hash."""

import re
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT: Final = "handclasp.invitation"
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_nonce() -> str:
    """Return what makes a token one of its own."""
    return secrets.token_hex(32)


def token_of(nonce: str, key: str | None = None) -> str:
    """Return the token that belongs to a nonce: 256 bits as 43 letters for an address."""
    digest = salted_hmac(SALT, nonce, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def token_with_hash(nonce: str, token_hash: str) -> str | None:
    """Return the token behind a kept hash, made with the key of today or one of before; None where no key fits."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return next((token for key in keys if hash_of(token := token_of(nonce, key)) == token_hash), None)


def could_be_a_token(text: str) -> bool:
    """Say whether this has the shape of a token, before the database is asked."""
    return TOKEN.fullmatch(text) is not None
