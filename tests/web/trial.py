"""The site with the trial pages and its stream of changes as a process of its own, for real browsers."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handclasp.config.embedded.leash import leash
from handclasp.config.web_server import open_socket, source_folder
from tests.ground import copies

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Trial:
    """A server on `database`; it can be stopped and started again on the same port."""

    database: str
    listening: socket.socket | None = None
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return where it serves."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Serve, and return when it answers."""
        with open_socket("127.0.0.1", self.port) as listening:
            self.port = listening.getsockname()[1]
            path = os.pathsep.join([source_folder(), str(ROOT)])
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.trial_server", str(listening.fileno())],
                env=os.environ | copies.addresses(self.database) | {"PYTHONPATH": path},
                pass_fds=[listening.fileno()],
                preexec_fn=leash(signal.SIGKILL),
            )
        self.state()

    def stop(self) -> None:
        """End it as a crash would; streams break off."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def state(self, **change: int) -> dict[str, Any]:
        """Return how often pages and fragments were served and how many streams are open, after a change."""
        query = "&".join(f"{name}={value}" for name, value in change.items())
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/trial/state/?{query}", timeout=5) as answer:
                    return json.loads(answer.read())  # type: ignore[no-any-return]
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


@contextmanager
def trial(database: str) -> Iterator[Trial]:
    """Serve while the block runs."""
    site = Trial(database)
    site.start()
    try:
        yield site
    finally:
        site.stop()
