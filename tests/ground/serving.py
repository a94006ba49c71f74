"""Fixtures: pages and worker as real processes on this test's copy of the database."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test.utils import override_settings

from handclasp.config.assets import collect
from handclasp.config.embedded.leash import leash
from handclasp.config.ready import is_ready
from handclasp.config.web_server import open_socket, program, source_folder
from tests.ground import copies

PATIENCE_SECONDS = 40.0


@dataclass
class Running:
    """A Handclasp that serves `database` at `url`; its parts may be killed and started again."""

    database: str
    listening: socket.socket
    log: Path
    settings: dict[str, str]
    is_demo: bool
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """Return the port of the pages."""
        return int(self.listening.getsockname()[1])

    @property
    def url(self) -> str:
        """Return the address of the pages, without a slash at the end."""
        return f"http://localhost:{self.port}"

    def start(self, *names: str) -> None:
        """Start `web`, `worker` or both, and wait until /readyz says that both are there."""
        descriptor = self.listening.fileno()
        kind = ["--demo"] if self.is_demo else []
        commands = {"web": program("web", "--fd", str(descriptor), *kind), "worker": program("worker", *kind)}
        environment = (
            os.environ | copies.addresses(self.database) | self.settings | {"PYTHONPATH": source_folder()}
        )
        for name in names:
            with self.log.open("ab") as log:
                self.processes[name] = subprocess.Popen(
                    commands[name],
                    env=environment,
                    stdout=log,
                    stderr=log,
                    pass_fds=[descriptor] if name == "web" else [],
                    preexec_fn=leash(signal.SIGKILL),
                )
        self.wait()

    def wait(self) -> None:
        """Wait until the pages and the worker answer."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_ready("127.0.0.1", self.port):
            if time.monotonic() > deadline:
                pytest.fail(f"Handclasp did not get ready. It said:\n{self.said()}")
            time.sleep(0.05)

    def kill(self, name: str) -> None:
        """End `web` or `worker` as a crash would."""
        self.processes[name].kill()
        self.processes[name].wait()

    def said(self) -> str:
        """Return everything that the processes printed."""
        return self.log.read_text() if self.log.exists() else ""

    def close(self) -> None:
        """Stop everything at once: how the parts end in good order is what tests/runtime proves."""
        for process in self.processes.values():
            process.kill()
        for process in self.processes.values():
            process.wait()
        self.listening.close()


@pytest.fixture(scope="session")
def collected_static(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder of the static files under their hashed names, as they are served."""
    with override_settings():
        return str(collect(tmp_path_factory.mktemp("static")))


def _running(database: str, folder: Path, static: str, *, demo: bool) -> Iterator[Running]:
    settings = {"HANDCLASP_STATIC": static}
    handclasp = Running(database, open_socket("127.0.0.1", 0), folder / "handclasp.log", settings, demo)
    try:
        handclasp.start("web", "worker")
        yield handclasp
    finally:
        handclasp.close()


@pytest.fixture
def running(db_clone: str, tmp_path: Path, collected_static: str) -> Iterator[Running]:
    """Serve this test's empty database; the demo's doors do not exist."""
    yield from _running(db_clone, tmp_path, collected_static, demo=False)


@pytest.fixture
def running_demo(demo_clone: str, tmp_path: Path, collected_static: str) -> Iterator[Running]:
    """Serve this test's copy of the demo's network, with the picker and the clock."""
    yield from _running(demo_clone, tmp_path, collected_static, demo=True)
