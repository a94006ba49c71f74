"""The page `Your sign-in`: what opens this account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from handclasp.directory.second_factor import factors_of
from handclasp.web.shell.times import moment_words

QUIET = 4  # modules of white around a code, as its standard asks


@dataclass(frozen=True)
class Factor:
    """An authenticator app or a passkey, and when it came and was last used, in words."""

    factor_id: int
    name: str
    added: str
    used: str


@dataclass(frozen=True)
class SecurityPage:
    """What opens this account; `must_add` where a role needs a second factor that is not there yet."""

    email: str
    has_password: bool
    must_add: bool
    app: Factor | None
    passkeys: tuple[Factor, ...]
    codes_left: int | None
    has_factor: bool
    must_keep: bool


@dataclass(frozen=True)
class Drawing:
    """A QR code as an SVG path."""

    size: int
    path: str


def security_page(user: AbstractBaseUser, now: datetime, *, is_needed: bool) -> SecurityPage:
    """Return the page for a signed-in user; `is_needed` where a role needs a second factor."""
    rows = factors_of(user.pk)
    apps = [_factor(row, "Authenticator app", now) for row in rows if row.type == Authenticator.Type.TOTP]
    keys = [row for row in rows if row.type == Authenticator.Type.WEBAUTHN]
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    passkeys = tuple(_factor(row, str(row.data.get("name", "")), now) for row in keys)
    count = len(apps) + len(passkeys)
    return SecurityPage(
        email=getattr(user, "email", ""),
        has_password=user.has_usable_password(),
        must_add=is_needed and not count,
        app=apps[0] if apps else None,
        passkeys=passkeys,
        codes_left=_left(codes[0]) if codes else None,
        has_factor=bool(count),
        must_keep=is_needed and count == 1,
    )


def drawn(text: str) -> Drawing:
    """Return `text` as a QR code."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    rows = code.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Drawing(len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark))


def in_groups(secret: str) -> str:
    """Return a secret in groups of four, for those who type it."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _factor(row: Any, name: str, now: datetime) -> Factor:
    used = moment_words(row.last_used_at, now) if row.last_used_at else ""
    return Factor(row.pk, name, moment_words(row.created_at, now), used)


def _left(codes: Any) -> int:
    return int(app_settings.RECOVERY_CODE_COUNT) - int(codes.data.get("used_mask", 0)).bit_count()
