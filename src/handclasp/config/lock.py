"""One running copy for one data folder: a lock that dies with its holder, and a note of where it serves."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from handclasp.config.mistakes import Mistake
from handclasp.config.places import Places

PATIENCE_SECONDS = 0.5  # somebody who only looks holds the lock for a moment


@dataclass(frozen=True)
class Running:
    """What the running copy notes about itself; `addresses` is empty until its database answers."""

    pid: int
    url: str = ""
    addresses: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Say which process it is and where it serves."""
        return f"process {self.pid}, {self.url}" if self.url else f"process {self.pid}"


@contextmanager
def held(places: Places) -> Iterator[None]:
    """Hold the data folder for ourselves; a `Mistake` names the copy that holds it already."""
    with places.lock.open("a+") as file:
        if not _locks(file.fileno(), PATIENCE_SECONDS):
            other = _noted(places)
            raise Mistake(
                f"Handclasp already runs on {places.data} ({other.sentence}). "
                f"Use that one, stop it, or start a second copy with "
                "HANDCLASP_DATA=/another/folder and HANDCLASP_PORT=another number."
            )
        note(places, Running(os.getpid()))
        yield


def note(places: Places, running: Running) -> None:
    """Write down who holds the data folder and where it serves."""
    places.lock.chmod(0o600)
    places.lock.write_text(json.dumps(asdict(running)))


def running_copy(places: Places) -> Running | None:
    """Return the copy that holds the data folder, or None; a note left by a crash counts for nothing."""
    if not places.lock.exists():
        return None
    with places.lock.open("a+") as file:
        return None if _locks(file.fileno(), 0.0) else _noted(places)


def _locks(descriptor: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def _noted(places: Places) -> Running:
    try:
        return Running(**json.loads(places.lock.read_text()))
    except (ValueError, TypeError):  # read between truncation and writing
        return Running(0)
