"""What a crash leaves behind in a data folder: a stale note of a process, or the process itself."""

import os
import signal
import time
from pathlib import Path

STOP_SECONDS = 30.0


def stop_leftover(cluster: Path) -> None:
    """Stop a server that still runs on `cluster`, and remove the note of one that does not."""
    note = cluster / "postmaster.pid"
    pid = _noted_pid(note)
    if pid is None:
        return
    if _serves(pid, cluster):
        _stop(pid, cluster)
    if not _serves(pid, cluster):
        # The number may belong to a stranger by now, and PostgreSQL would take that for a running server.
        # Its own check of the shared memory still refuses if children of the dead one live.
        note.unlink(missing_ok=True)


def _noted_pid(note: Path) -> int | None:
    try:
        return abs(int(note.read_text().split("\n", 1)[0]))
    except FileNotFoundError:
        return None
    except ValueError:  # the note was cut off by a crash
        note.unlink(missing_ok=True)
        return None


def _serves(pid: int, cluster: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return os.fsencode(cluster) in words


def _stop(pid: int, cluster: Path) -> None:
    for number in (signal.SIGINT, signal.SIGQUIT):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if not _serves(pid, cluster):
                return
            time.sleep(0.05)
