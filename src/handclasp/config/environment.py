"""What the environment says, checked before anything starts."""

import os
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from handclasp.config.mistakes import Mistake
from handclasp.config.safety import unsafe
from handclasp.config.secret_files import fill_from_files
from handclasp.config.variables import FOR_TESTS, VARIABLES, names, variable

DEFAULT_PORT = 8000
DEMO_FOLDER = ".handclasp"
REAL_FOLDER = "handclasp-data"


def refuse_mistakes(*, needs: Iterable[str] = (), serves: bool = False, demo: bool = False) -> None:
    """Read secrets from their files, and refuse every mistake in the settings at once.

    `needs` names what this command cannot do without; who `serves` is refused unsafe combinations too.
    """
    found = fill_from_files(os.environ)
    readable = [*_unknown(os.environ), *_wrong(os.environ), *_half_a_database(os.environ)]
    found += readable
    named = " ".join(found)
    found += [variable(n).if_missing for n in needs if n not in os.environ and f"{n}_FILE" not in named]
    if serves and not readable:
        found += unsafe(os.environ, demo=demo)
    if found:
        raise Mistake(_told(found))


def _unknown(environment: Mapping[str, str]) -> Iterator[str]:
    known = names()
    for name in sorted(environment):
        if name.startswith("HANDCLASP_") and not name.startswith(FOR_TESTS) and name not in known:
            near = get_close_matches(name, sorted(known), n=1, cutoff=0.8)
            meant = f" Is {near[0]} meant?" if near else " docs/generated/settings.md lists them all."
            yield f"{name} is no setting of Handclasp.{meant}"


def _wrong(environment: Mapping[str, str]) -> Iterator[str]:
    for one in VARIABLES:
        text = environment.get(one.name, "")
        if text and (sentence := one.check(one.name, text)):
            yield sentence


def _half_a_database(environment: Mapping[str, str]) -> Iterator[str]:
    if environment.get("DATABASE_OWNER_URL") and not environment.get("DATABASE_URL"):
        yield "DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both, or neither for the embedded server."


def _told(found: list[str]) -> str:
    if len(found) == 1:
        return found[0]
    lines = "".join(f"\n  - {sentence}" for sentence in dict.fromkeys(found))
    return f"{len(dict.fromkeys(found))} settings must change before Handclasp starts:{lines}"


def port() -> int:
    """Return the port to serve on: `HANDCLASP_PORT`, 8000 unless set."""
    return int(os.environ.get("HANDCLASP_PORT", "") or DEFAULT_PORT)


def host() -> str:
    """Return the address to listen on: `HANDCLASP_HOST`, this machine only unless set."""
    return os.environ.get("HANDCLASP_HOST", "") or "127.0.0.1"


def proxies() -> list[str]:
    """Return the addresses that are believed about who asks: `HANDCLASP_PROXY`, else ours behind https, else none."""
    named = [part.strip() for part in os.environ.get("HANDCLASP_PROXY", "").split(",") if part.strip()]
    is_https = urlsplit(os.environ.get("HANDCLASP_URL", "")).scheme == "https"
    return named or (["127.0.0.1", "::1"] if is_https else [])


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
    """Say whether `DATABASE_URL` names a server."""
    return bool(os.environ.get("DATABASE_URL"))
