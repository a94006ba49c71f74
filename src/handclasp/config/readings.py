"""What a setting may hold: each check returns a sentence about the mistake, or nothing."""

import re
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

Check = Callable[[str, str], str]
SHORTEST_KEY: Final = 32
FEWEST_CHARACTERS: Final = 8
MAKE_ONE: Final = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
EXAMPLES: Final = (
    "django insecure",
    "not used for anything",
    "change me",
    "your secret",
    "replace me",
    "example key",
)
HOST_NAME: Final = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*|\[[0-9A-Fa-f:.]+\]")


def anything(name: str, text: str) -> str:
    """Take every text that fits on a line."""
    return f"{name} holds a line break. It is one line." if re.search(r"[\r\n\0]", text) else ""


def number(least: int, most: int, example: int) -> Check:
    """Return a check that takes whole numbers from `least` to `most`."""

    def check(name: str, text: str) -> str:
        readable = text.isascii() and text.isdigit() and len(text) < 10
        if readable and least <= int(text) <= most:
            return ""
        return f"{name} is {text!r}. It must be a number from {least} to {most}, such as {example}."

    return check


def one_of(*choices: str) -> Check:
    """Return a check that takes one of a few words."""

    def check(name: str, text: str) -> str:
        return "" if text in choices else f"{name} is {text!r}. It is one of: {', '.join(choices)}."

    return check


def public_address(name: str, text: str) -> str:
    """Take what people type into a browser, without a path behind it."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        fits = fits and not parts.username and not parts.query and parts.path in ("", "/")
    except ValueError:
        fits = False
    return "" if fits else f"{name} is {text!r}. It is what people type: https://handclasp.example.org"


def issuer(name: str, text: str) -> str:
    """Take the address of an identity provider: https, or http on this machine."""
    try:
        parts = urlsplit(text)
        plain = parts.scheme == "http" and is_this_machine(parts.hostname or "")
        fits = parts.hostname and parts.port != 0 and (parts.scheme == "https" or plain)
        fits = fits and not parts.username and not parts.query and not parts.fragment
    except ValueError:
        fits = False
    return (
        "" if fits else f"{name} is {text!r}. It is the provider's issuer: https://login.example.org/clinic"
    )


def postgresql_address(name: str, text: str) -> str:
    """Take the address of a database; the sentence does not repeat it, for it may hold a password."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("postgresql", "postgres") and parts.path.lstrip("/") and parts.port != 0
    except ValueError:
        fits = False
    if fits:
        return ""
    return f"{name} is not an address of PostgreSQL. Write postgresql://role:password@host:5432/database."


def host_names(name: str, text: str) -> str:
    """Take host names separated by commas, and no name that fits every host."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    if "*" in named:
        return f"{name} is *, which lets any name stand for this site. Write the names, separated by commas."
    wrong = [part for part in named if not HOST_NAME.fullmatch(part)]
    return (
        f"{name} holds {wrong[0]!r}, which is no host name. Write names such as clinic.example.org."
        if wrong
        else ""
    )


def addresses(name: str, text: str) -> str:
    """Take network addresses of proxies, never all of them."""
    for part in filter(None, (part.strip() for part in text.split(","))):
        try:
            network = ip_network(part, strict=False)
        except ValueError:
            return f"{name} holds {part!r}. Write the proxy's addresses, such as 10.0.0.5 or 10.0.0.0/24."
        if network.prefixlen == 0:
            return f"{name} holds {part!r}, which is everybody, so anybody could claim to be anybody. Name the proxy."
    return ""


def secret_key(name: str, text: str) -> str:
    """Take a key that nobody can guess; the sentence never repeats it."""
    if len(text) < SHORTEST_KEY:
        return f"{name} must hold at least {SHORTEST_KEY} characters, the same on every machine. {MAKE_ONE}"
    plain = re.sub(r"[-_]+", " ", text.lower())
    if any(example in plain for example in EXAMPLES):
        return f"{name} is a key from an example, which everybody can read. {MAKE_ONE}"
    if len(set(text)) < FEWEST_CHARACTERS or text in (text + text)[1:-1]:
        return f"{name} repeats itself, so it can be guessed. {MAKE_ONE}"
    return ""


def secret_keys(name: str, text: str) -> str:
    """Take keys of earlier days, one on a line or separated by spaces."""
    return next(filter(None, (secret_key(name, key) for key in text.split())), "")


def is_this_machine(host: str) -> bool:
    """Say whether only this machine can be meant by a host's name or address."""
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ip_address(bare).is_loopback
    except ValueError:
        return False
