"""Every route of the site with what it asks of whoever comes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from handclasp.web.shell.permission import permission_of


@dataclass(frozen=True)
class Door:
    """One route: `permission` is None where it is open to strangers, or where somebody forgot to say."""

    address: str
    name: str
    view: Any
    permission: str | None
    is_for_strangers: bool


def doors(patterns: Sequence[object] | None = None) -> list[Door]:
    """Return every route of this installation, or of the patterns given, by address."""
    found = _walk(get_resolver().url_patterns if patterns is None else patterns, "/")
    return sorted(found, key=lambda door: door.address)


def _walk(patterns: Sequence[object], prefix: str) -> Iterator[Door]:
    for pattern in patterns:
        address = prefix + str(getattr(pattern, "pattern", "")).lstrip("^").rstrip("$")
        nested = getattr(pattern, "url_patterns", None)
        if nested is not None:
            yield from _walk(nested, address)
        else:
            view = getattr(pattern, "callback", None)
            for_strangers = not getattr(view, "login_required", True)
            name = str(getattr(pattern, "name", "") or "")
            yield Door(address, name, view, permission_of(view), for_strangers)
