"""Combinations of settings that Handclasp refuses to serve with, each in a sentence."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from handclasp.config.grants import role_of
from handclasp.config.readings import is_this_machine

OURS: Final = "handclasp.config.settings"


def unsafe(environment: Mapping[str, str], *, demo: bool) -> Iterator[str]:
    """Yield what must not be served together; the values are taken to be readable one by one."""
    host = environment.get("HANDCLASP_HOST", "") or "127.0.0.1"
    address = urlsplit(environment.get("HANDCLASP_URL", ""))
    if demo:
        yield from _demo_for_others(environment, host, address.hostname or "")
    else:
        yield from _readable_on_the_way(environment, host, address.scheme, address.hostname or "")
    yield from _foreign_settings(environment)
    yield from _one_role(environment)
    yield from _mail_in_the_open(environment)


def _demo_for_others(environment: Mapping[str, str], host: str, named: str) -> Iterator[str]:
    others = [name.strip() for name in environment.get("HANDCLASP_ALLOWED_HOSTS", "").split(",")]
    if any(name and not is_this_machine(name) for name in (host, named, *others)):
        yield (
            "The demo lets anybody sign in as anybody, so it serves this machine only. "
            "Unset HANDCLASP_HOST, HANDCLASP_URL and HANDCLASP_ALLOWED_HOSTS, or serve real data with `handclasp run`."
        )


def _readable_on_the_way(environment: Mapping[str, str], host: str, scheme: str, named: str) -> Iterator[str]:
    if scheme == "http" and not is_this_machine(named):
        yield (
            f"HANDCLASP_URL is http://{named}: names and passwords would be readable on the way. "
            "Put a proxy with https in front, and write https:// here."
        )
    elif not is_this_machine(host) and (scheme != "https" or not environment.get("HANDCLASP_PROXY")):
        yield (
            f"HANDCLASP_HOST is {host!r}, so other machines reach Handclasp, which speaks no https itself. "
            "Put a proxy with https in front, and name both: HANDCLASP_URL=https://handclasp.example.org and "
            "HANDCLASP_PROXY=10.0.0.5."
        )


def _foreign_settings(environment: Mapping[str, str]) -> Iterator[str]:
    module = environment.get("DJANGO_SETTINGS_MODULE", "")
    if module not in ("", OURS):
        yield f"DJANGO_SETTINGS_MODULE is {module!r}. Handclasp is only safe with its own settings. Unset it."


def _one_role(environment: Mapping[str, str]) -> Iterator[str]:
    application, owner = (environment.get(name, "") for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    if application and owner and role_of(application) == role_of(owner):
        yield (
            "DATABASE_URL and DATABASE_OWNER_URL must sign in as two different roles: the application's role "
            "owns nothing, so that no mistake of the application can switch the database's rules off."
        )


def _mail_in_the_open(environment: Mapping[str, str]) -> Iterator[str]:
    host = environment.get("HANDCLASP_MAIL_HOST", "")
    if host and environment.get("HANDCLASP_MAIL_SECURITY") == "none" and not is_this_machine(host):
        yield (
            "HANDCLASP_MAIL_SECURITY is none: links that set a password would be readable on the way. "
            "Use starttls or tls, or a mail server on this machine."
        )
