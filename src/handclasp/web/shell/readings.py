"""Answering as the person: the database narrows what is read, and whose records were shown is written down."""

from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from time import monotonic
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from handclasp.handoffs.queries.relations import relations
from handclasp.platform import audit, clock
from handclasp.platform.actor import Actor
from handclasp.platform.db import reading
from handclasp.platform.signins.counting import Allowance, take

REFUSALS: Final = Allowance(60, timedelta(hours=1))
SAME_READING: Final = 300.0  # seconds in which the same page shown again to the same person is one reading
REMEMBERED_AT_MOST: Final = 50_000
Key = tuple[int, str, int, int | None]


def answer_as(
    actor: Actor, request: HttpRequest, get_response: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """Answer as `actor`, in a transaction of theirs, and note in the audit whose records the answer showed."""
    with audit.coming_from(origin_of(request)), audit.collecting() as readings:
        with reading(actor):
            response = get_response(request)
            write_down(actor, getattr(request, "permission", "") or "page:read", readings)
        write_refusals(actor, readings)
        return response


def write_down(actor: Actor, action: str, readings: audit.Readings) -> None:
    """Write one entry for each record that was shown and was not shown to the same person just before."""
    fresh = [pair for pair in readings.seen if _recent.is_new(_key(actor, action, pair))]
    if not fresh:
        return
    known = relations([handoff_id for _, handoff_id in fresh if handoff_id is not None])
    entries = [
        audit.About(
            client_id, handoff_id, known.get(handoff_id, "organization") if handoff_id else "organization"
        )
        for client_id, handoff_id in fresh
    ]
    audit.write(actor, action, "read", entries, clock.now())
    _recent.keep([_key(actor, action, pair) for pair in fresh])


def write_refusals(actor: Actor, readings: audit.Readings) -> None:
    """Write what was refused for lack of a permission, in a transaction of its own; the same one once in a while.

    Sixty an hour are written for one person, so that nobody fills the disk by trying.
    """
    for permission, about in readings.refused:
        key = _key(actor, f"refused {permission}", (about.client_id or 0, about.handoff_id))
        if _recent.is_new(key) and take(f"refused:{actor.signature}", REFUSALS, clock.wall_now()):
            with reading(actor):
                audit.write(actor, permission, "refused", [about], clock.now())
            _recent.keep([key])


def origin_of(request: HttpRequest) -> audit.Origin:
    """Return from where a request comes: the address as the server believes it, and the browser in words."""
    address = str(request.META.get("REMOTE_ADDR", ""))[:45]
    return audit.Origin("web", address, device_words(request.headers.get("User-Agent", "")))


def device_words(agent: str) -> str:
    """Return `Firefox on Android`, or an empty string for a browser that says nothing we know."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return " on ".join(part for part in (browser, system) if part)


BROWSERS: Final = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS: Final = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


class _Recent:
    """What this process has written down lately; forgetting it early only means one entry more."""

    def __init__(self) -> None:
        self._at: dict[Key, float] = {}
        self._lock = Lock()

    def is_new(self, key: Key) -> bool:
        return monotonic() - self._at.get(key, -SAME_READING) >= SAME_READING

    def keep(self, keys: list[Key]) -> None:
        with self._lock:
            if len(self._at) > REMEMBERED_AT_MOST:
                self._at.clear()
            self._at.update(dict.fromkeys(keys, monotonic()))

    def forget(self) -> None:
        with self._lock:
            self._at.clear()


_recent = _Recent()


def _key(actor: Actor, action: str, pair: tuple[int, int | None]) -> Key:
    return (actor.person, action, *pair)
