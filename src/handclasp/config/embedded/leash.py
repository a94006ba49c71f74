"""Children that do not outlive their parent, however it ends."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def leash(signal_number: signal.Signals) -> Callable[[], None]:
    """Return what a child runs before its program starts, so that it gets `signal_number` when we die.

    The kernel ties this to the thread that forks: start children from a thread that lives as long as we do.
    """
    parent = os.getpid()

    def hold() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0)
            if os.getppid() != parent:  # it died between the fork and the line above
                os._exit(1)

    return hold
