"""Child processes that are started again when they die."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

from handclasp.config.embedded.leash import leash
from handclasp.config.web_server import source_folder

STOP_SECONDS = 8.0
LONGEST_PAUSE_SECONDS = 10.0
STEADY_SECONDS = 30.0


@dataclass
class Part:
    """One child: its command line, the descriptors it inherits, and how often it died lately."""

    name: str
    command: list[str]
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = field(default=0)

    def start(self) -> None:
        """Start the child in a session of its own, so that Ctrl-C reaches only us."""
        path = os.pathsep.join(p for p in (source_folder(), os.environ.get("PYTHONPATH", "")) if p)
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            pass_fds=self.descriptors,
            start_new_session=True,
            preexec_fn=leash(signal.SIGTERM),
        )

    def restart_if_dead(self) -> bool:
        """Start the child again if it died and the pause, growing with each death, is over; say if so."""
        if self.process is None or self.process.poll() is None:
            return False
        lived = time.monotonic() - self.started_at
        if lived > STEADY_SECONDS:
            self.deaths = 0
        if lived < min(LONGEST_PAUSE_SECONDS, 0.25 * 2**self.deaths):
            return False
        self.deaths += 1
        self.start()
        return True


def stop_parts(parts: list[Part]) -> None:
    """Ask every child to stop, wait, and end those that do not."""
    alive = [p.process for p in parts if p.process is not None and p.process.poll() is None]
    for process in alive:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in alive:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
