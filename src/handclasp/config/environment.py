"""What the environment says, checked before anything starts."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from handclasp.config.mistakes import Mistake

DEFAULT_PORT = 8000
DEMO_FOLDER = ".handclasp"
REAL_FOLDER = "handclasp-data"
SHORTEST_KEY = 32


def port() -> int:
    """Return the port to serve on: `HANDCLASP_PORT`, 8000 unless set."""
    text = os.environ.get("HANDCLASP_PORT", "") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Mistake(
            f"HANDCLASP_PORT is {text!r}. It must be a number from 1 to 65535, such as {DEFAULT_PORT}."
        )
    return int(text)


def host() -> str:
    """Return the address to listen on: `HANDCLASP_HOST`, this machine only unless set."""
    return os.environ.get("HANDCLASP_HOST", "") or "127.0.0.1"


def data_folder(*, demo: bool) -> str:
    """Return the data folder: `HANDCLASP_DATA`, or the usual one in the folder we were started in."""
    return os.environ.get("HANDCLASP_DATA", "") or (DEMO_FOLDER if demo else REAL_FOLDER)


def existing_data_folder() -> str:
    """Return the data folder that a command means: the only one that is there, else the one for real data."""
    named, demo, real = (
        os.environ.get("HANDCLASP_DATA", ""),
        Path(DEMO_FOLDER).exists(),
        Path(REAL_FOLDER).exists(),
    )
    if not named and demo and real:
        raise Mistake(
            f"Here are two data folders. Say which: HANDCLASP_DATA={REAL_FOLDER} or HANDCLASP_DATA={DEMO_FOLDER}."
        )
    return named or data_folder(demo=demo)


def has_database() -> bool:
    """Say whether `DATABASE_URL` names a server; a `Mistake` says what is wrong with the addresses."""
    given = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    for name, url in given.items():
        if url:
            _refuse_a_bad_address(name, url)
    if given["DATABASE_OWNER_URL"] and not given["DATABASE_URL"]:
        raise Mistake(
            "DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both, or neither for the embedded server."
        )
    return bool(given["DATABASE_URL"])


def require_database(*, owner: bool) -> None:
    """Refuse to go on without `DATABASE_URL`, and with `owner` without `DATABASE_OWNER_URL` too."""
    if not has_database():
        raise Mistake(
            "DATABASE_URL is not set. It names the server: postgresql://role:password@host:5432/database."
        )
    if owner and not os.environ.get("DATABASE_OWNER_URL"):
        raise Mistake("DATABASE_OWNER_URL is not set. This command works as the role that owns the tables.")


def refuse_a_bad_public_address() -> None:
    """Refuse a `HANDCLASP_URL` that browsers could not use."""
    text = os.environ.get("HANDCLASP_URL", "")
    try:
        parts = urlsplit(text)
        wrong = bool(text) and (
            parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
        )
    except ValueError:
        wrong = True
    if wrong:
        raise Mistake(f"HANDCLASP_URL is {text!r}. It is what people type: https://handclasp.example.org")


def require_secret_key() -> None:
    """Refuse to serve without a secret key that is long enough, or under an address that is none."""
    refuse_a_bad_public_address()
    if len(os.environ.get("HANDCLASP_SECRET_KEY", "")) < SHORTEST_KEY:
        raise Mistake(
            f"HANDCLASP_SECRET_KEY must hold at least {SHORTEST_KEY} characters, the same on every machine. "
            f"Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )


def _refuse_a_bad_address(name: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        wrong = (
            parts.scheme not in ("postgresql", "postgres") or not parts.path.lstrip("/") or parts.port == 0
        )
    except ValueError:
        wrong = True
    if wrong:
        raise Mistake(
            f"{name} is not an address of PostgreSQL. Write postgresql://role:password@host:5432/database."
        )
