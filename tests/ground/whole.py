"""A whole Handclasp on this machine, as `handclasp run` starts it, in a data folder of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from handclasp.config.embedded.leash import leash
from handclasp.config.ready import is_ready
from handclasp.config.web_server import source_folder
from tests.ground.cluster import memory_folder

PATIENCE_SECONDS = 60.0


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(what: str, is_so: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until `is_so`, and fail with `what` when it never is."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            pytest.fail(f"It never came true that {what}.")
        time.sleep(0.05)


def environment(data: Path, port: int) -> dict[str, str]:
    """Return the environment of a copy of its own, with nothing of this test run in it."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith(("HANDCLASP_", "DATABASE_", "DJANGO_"))}
    return ours | {"HANDCLASP_DATA": str(data), "HANDCLASP_PORT": str(port), "PYTHONPATH": source_folder()}


@dataclass
class Whole:
    """One copy: its folder, its port and, while it runs, its first process."""

    data: Path
    port: int
    process: subprocess.Popen[str] | None = None

    def command(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run one command of this copy and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "handclasp.config", *words],
            env=environment(self.data, self.port) | more,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=self.data,
        )

    def start(self) -> float:
        """Start everything, wait until it is ready and return the seconds that took."""
        began = time.monotonic()
        with (self.data / "said.txt").open("a") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "handclasp.config", "run"],
                env=environment(self.data, self.port),
                stdout=said,
                stderr=said,
                text=True,
                start_new_session=True,
                preexec_fn=leash(signal.SIGTERM),
            )
        self.wait_until_ready()
        return time.monotonic() - began

    def wait_until_ready(self) -> None:
        """Wait until pages, database and worker answer."""

        def is_up() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, f"It ended: {self.said()}"
            return is_ready("127.0.0.1", self.port)

        eventually("Handclasp is ready", is_up)

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE_SECONDS)
        self.process = None
        return code

    def said(self) -> str:
        """Return what it printed so far."""
        return (self.data / "said.txt").read_text()

    def part(self, name: str) -> psutil.Process:
        """Return the process that is `pages`, `worker` or `database`."""
        word = {"pages": "web", "worker": "worker", "database": "-D"}[name]
        assert self.process is not None
        return next(c for c in psutil.Process(self.process.pid).children() if word in c.cmdline())

    def everything(self) -> list[psutil.Process]:
        """Return all processes of this copy that live now."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def addresses(self) -> dict[str, str]:
        """Return the addresses of its database, as it noted them."""
        found: dict[str, str] = json.loads((self.data / "running.lock").read_text())["addresses"]
        return found

    def remember(self, word: str) -> None:
        """Commit `word` to its database."""
        with psycopg.connect(self.addresses()["DATABASE_URL"]) as connection:
            connection.execute(
                "INSERT INTO signins_session VALUES (%s, '', now(), now(), now(), '', '', NULL)", [word]
            )

    def remembers(self) -> set[str]:
        """Return every word that was committed."""
        with psycopg.connect(self.addresses()["DATABASE_URL"]) as connection:
            return {row[0] for row in connection.execute("SELECT session_key FROM signins_session")}

    def close(self) -> None:
        """Stop it if it runs, and whatever of it is left."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def prepared_data() -> Iterator[Path]:
    """Return a data folder with a migrated database in it, only ever copied."""
    folder = Path(tempfile.mkdtemp(prefix="hc-whole-", dir=memory_folder()))
    folder.chmod(0o711)
    done = Whole(folder, free_port()).command("migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_whole(prepared_data: Path) -> Iterator[Callable[[], Whole]]:
    """Return what makes a copy of Handclasp in a folder and on a port of its own."""
    made: list[Whole] = []

    def make() -> Whole:
        folder = Path(tempfile.mkdtemp(prefix="hc-whole-", dir=memory_folder()))
        subprocess.run(["cp", "-a", f"{prepared_data}/.", str(folder)], check=True)
        made.append(Whole(folder, free_port()))
        return made[-1]

    yield make
    for whole in made:
        whole.close()
        shutil.rmtree(whole.data, ignore_errors=True)


@pytest.fixture
def whole(new_whole: Callable[[], Whole]) -> Whole:
    """Return one copy of Handclasp, not started."""
    return new_whole()
