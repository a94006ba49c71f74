"""Every setting there is: its name, what it is, and what it may hold. `docs/generated/settings.md` is this list."""

from dataclasses import dataclass
from typing import Final

from handclasp.config import readings
from handclasp.config.readings import Check, anything, number


@dataclass(frozen=True)
class Variable:
    """One variable of the environment; a secret may come from a file instead, named by `<name>_FILE`."""

    name: str
    meaning: str
    unless_set: str = ""
    check: Check = anything
    is_secret: bool = False
    if_missing: str = ""


VARIABLES: Final = (
    Variable("HANDCLASP_PORT", "the port to listen on", "8000", number(1, 65535, 8000)),
    Variable(
        "HANDCLASP_HOST",
        "the address to listen on; more than this machine needs the next two",
        "this machine only",
    ),
    Variable(
        "HANDCLASP_URL",
        "the address people type; with https cookies are secure and HSTS is on",
        "none",
        readings.public_address,
    ),
    Variable(
        "HANDCLASP_PROXY",
        "the proxies with https in front, separated by commas: only they are believed about "
        "who asks, and whether by https",
        "this machine's with an https address, else nobody",
        readings.addresses,
    ),
    Variable(
        "HANDCLASP_ALLOWED_HOSTS", "further host names, separated by commas", "none", readings.host_names
    ),
    Variable(
        "HANDCLASP_DATA",
        "the data folder (embedded database, key, static files)",
        "`handclasp-data`; the demo's is `.handclasp`",
    ),
    Variable(
        "HANDCLASP_SECRET_KEY",
        "signs sessions and seals second factors; 32 characters or more, the same on every machine",
        "made once in the data folder",
        readings.secret_key,
        is_secret=True,
        if_missing=readings.secret_key("HANDCLASP_SECRET_KEY", ""),
    ),
    Variable(
        "HANDCLASP_OLD_SECRET_KEYS",
        "keys of before, one on a line: what they signed stays good while they stand here",
        "none",
        readings.secret_keys,
        is_secret=True,
    ),
    Variable(
        "DATABASE_URL",
        "the application's role, which owns nothing",
        "the embedded server",
        readings.postgresql_address,
        is_secret=True,
        if_missing="DATABASE_URL is not set. It names the server: postgresql://role:password@host:5432/database.",
    ),
    Variable(
        "DATABASE_OWNER_URL",
        "the owner's role, for migrate, check, backup and restore",
        "the embedded server",
        readings.postgresql_address,
        is_secret=True,
        if_missing="DATABASE_OWNER_URL is not set. This command works as the role that owns the tables.",
    ),
    Variable("HANDCLASP_POOL", "database connections a web process may hold", "20", number(0, 500, 20)),
    Variable(
        "HANDCLASP_IDLE_MINUTES",
        "minutes without a hand on the page until it is locked",
        "15",
        number(1, 1440, 15),
    ),
    Variable(
        "HANDCLASP_SESSION_HOURS",
        "hours until one signs in anew, whatever one does",
        "12",
        number(1, 168, 12),
    ),
    Variable("HANDCLASP_MAIL_HOST", "the mail server, for password resets", "off"),
    Variable("HANDCLASP_MAIL_PORT", "its port", "587, or 465 with tls", number(1, 65535, 587)),
    Variable("HANDCLASP_MAIL_USER", "who signs in there", "nobody"),
    Variable("HANDCLASP_MAIL_PASSWORD", "and by which password", "none", is_secret=True),
    Variable(
        "HANDCLASP_MAIL_SECURITY",
        "how the way there is closed: starttls, tls or none",
        "starttls",
        readings.one_of("starttls", "tls", "none"),
    ),
    Variable("HANDCLASP_MAIL_FROM", "the sender", "handclasp@localhost"),
    Variable("HANDCLASP_OIDC_URL", "the issuer for single sign-on", "off", readings.issuer),
    Variable("HANDCLASP_OIDC_CLIENT_ID", "our name there", "none"),
    Variable("HANDCLASP_OIDC_CLIENT_SECRET", "our secret there", "none", is_secret=True),
    Variable("HANDCLASP_OIDC_NAME", "what people sign in with, as the button says it", "single sign-on"),
    Variable(
        "HANDCLASP_OIDC_IS_SECOND_FACTOR",
        "whether the issuer asks for a second factor itself, so that we need not: yes or no",
        "no",
        readings.one_of("yes", "no"),
    ),
    Variable(
        "HANDCLASP_DEMO_SECOND_FACTOR",
        "1 lets the demo ask for second factors as a real site does",
        "it asks nobody",
        readings.one_of("0", "1"),
    ),
)
INTERNAL: Final = ("HANDCLASP_DEMO", "HANDCLASP_STATIC")  # said by one part of Handclasp to another
FOR_TESTS: Final = "HANDCLASP_TEST_"


def variable(name: str) -> Variable:
    """Return the variable of that name."""
    return next(one for one in VARIABLES if one.name == name)


def names() -> set[str]:
    """Return every name that may be set, the files of secrets among them."""
    files = {f"{one.name}_FILE" for one in VARIABLES if one.is_secret}
    return {one.name for one in VARIABLES} | files | set(INTERNAL)
