"""Codes and tokens of rooms' tablets: only their hashes are kept."""

import secrets
from hashlib import sha256
from typing import Final

from django.utils.crypto import salted_hmac

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another
LONG: Final = 8
SALT: Final = "handclasp.tablet"


def new_token() -> str:
    """Return 256 random bits as 43 letters, for a cookie."""
    return secrets.token_urlsafe(32)


def hash_of_token(token: str) -> str:
    """Return what is kept of a tablet's token."""
    return sha256(f"{SALT}:{token}".encode()).hexdigest()


def new_code() -> str:
    """Return eight letters to type, such as `K7QM-2RTX`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LONG))
    return f"{letters[:4]}-{letters[4:]}"


def hash_of_code(code: str) -> str:
    """Return what is kept of a code, keyed with the house's secret: a short code could else be guessed from it."""
    letters = "".join(letter for letter in code.upper() if letter in LETTERS)
    return salted_hmac(SALT, letters, algorithm="sha256").hexdigest()
