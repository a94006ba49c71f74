"""Telling open pages that something changed: a topic and a version, never what it says.

Commands call `tell` inside their transaction; PostgreSQL delivers at commit, and only then. Each web process
listens on one connection (`live_listener`) and fans out in memory to its streams.
"""

import json
import re
from asyncio import Event, wait_for
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, Literal

from django.db import connection

CHANNEL: Final = "handclasp_live"
TOPIC: Final = re.compile(r"(?:handoff|staff|org):[1-9][0-9]{0,17}", re.ASCII)
SIGNINS: Final = "signin:"  # topics of our own: the sessions of a user changed; no browser can follow them
PAYLOAD_LIMIT: Final = 7_000  # PostgreSQL refuses a notice of 8,000 bytes
REMEMBERED: Final = 60.0  # seconds that a notice is kept for pages which were loading when it came
MARGIN: Final = 1.0  # seconds between a page's reading of the database and its first byte, at most
Mark = Literal["resync", "lost", "bye"]


def tell(topics: Iterable[str], version: int | None = None) -> None:
    """Tell every open page that follows one of `topics`, when the current transaction commits.

    Topics are `handoff:<id>`, `staff:<id>` and `org:<id>`; `version` grows with every change of that thing.
    """
    with connection.cursor() as cursor:
        for payload in _payloads(sorted(set(topics)), version):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def is_topic(text: str) -> bool:
    """Say whether this names something that a page can follow."""
    return TOPIC.fullmatch(text) is not None


@dataclass(frozen=True)
class Notice:
    """What arrived: the topics that changed."""

    topics: tuple[str, ...]
    version: int | None


def read_notice(payload: str) -> Notice | None:
    """Return the notice in a payload, or None for something that we did not send."""
    try:
        content = json.loads(payload)
        return Notice(tuple(str(topic) for topic in content["t"]), content.get("v"))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(eq=False)
class Stream:
    """One browser's open stream: what it follows and what it has not been sent yet.

    What waits is one entry a topic, so a slow reader's backlog cannot grow; the newest version wins.
    """

    topics: frozenset[str]
    staff_id: int
    session_key: str
    waiting: dict[str, int | None] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    wake: Event = field(default_factory=Event)

    def push(self, topic: str, version: int | None) -> None:
        """Let this stream know of a change."""
        self.waiting[topic] = version
        self.wake.set()

    def mark(self, mark: Mark) -> None:
        """Tell it to fetch everything again, that we hear nothing, or that it ends."""
        if mark not in self.marks:
            self.marks.append(mark)
        self.wake.set()

    def take(self) -> tuple[list[Mark], dict[str, int | None]]:
        """Return what waits, and forget it."""
        taken = self.marks, self.waiting
        self.marks, self.waiting = [], {}
        self.wake.clear()
        return taken


class Hub:
    """All streams of this process; used from its event loop only."""

    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        self.streams: set[Stream] = set()
        self._by_topic: defaultdict[str, set[Stream]] = defaultdict(set)
        self._recent: dict[str, tuple[float, int | None]] = {}
        self._time = time
        self._deaf_until = time()
        self._hearing = Event()
        self.sessions_changed = Event()

    async def hearing(self, within: float) -> None:
        """Wait until notices arrive, at most `within` seconds."""
        with suppress(TimeoutError):
            await wait_for(self._hearing.wait(), within)

    def join(self, stream: Stream, age: float) -> None:
        """Let a stream hear what it follows, from `age` seconds ago: when its page began to load."""
        self.streams.add(stream)
        if not self._hearing.is_set():
            stream.mark("lost")
        since = self._time() - age - MARGIN
        if since < max(self._deaf_until, self._time() - REMEMBERED):
            stream.mark("resync")
        for topic in stream.topics:
            self._by_topic[topic].add(stream)
            at, version = self._recent.get(topic, (since - 1, None))
            if at >= since:
                stream.push(topic, version)

    def leave(self, stream: Stream) -> None:
        """Forget a stream."""
        self.streams.discard(stream)
        for topic in stream.topics:
            followers = self._by_topic[topic]
            followers.discard(stream)
            if not followers:
                del self._by_topic[topic]

    def deliver(self, notice: Notice) -> None:
        """Pass a notice to those who follow its topics."""
        for topic in notice.topics:
            if topic.startswith(SIGNINS):
                self.sessions_changed.set()
                continue
            self._recent.pop(topic, None)
            self._recent[topic] = (self._time(), notice.version)
            for stream in self._by_topic.get(topic, ()):
                stream.push(topic, notice.version)

        self._forget_old()

    def hears(self) -> None:
        """Note that notices arrive from now on; what came before may have been missed by everybody."""
        self._deaf_until = self._time()
        self._hearing.set()
        self.mark_all("resync")

    def is_deaf(self) -> None:
        """Note that notices stopped arriving."""
        self._hearing.clear()
        self.mark_all("lost")

    def mark_all(self, mark: Mark) -> None:
        """Tell every stream the same."""
        for stream in self.streams:
            stream.mark(mark)

    def staff_ids(self) -> set[int]:
        """Return whose pages are open here."""
        return {stream.staff_id for stream in self.streams}

    def _forget_old(self) -> None:
        oldest = self._time() - REMEMBERED
        while self._recent and (first := next(iter(self._recent))) and self._recent[first][0] < oldest:
            del self._recent[first]


def _payloads(topics: list[str], version: int | None) -> Iterable[str]:
    batch: list[str] = []
    size = 0
    for topic in topics:
        if batch and size + len(topic) > PAYLOAD_LIMIT:
            yield _payload(batch, version)
            batch, size = [], 0
        batch.append(topic)
        size += len(topic) + 3
    if batch:
        yield _payload(batch, version)


def _payload(topics: list[str], version: int | None) -> str:
    return json.dumps({"t": topics} | ({} if version is None else {"v": version}), separators=(",", ":"))
