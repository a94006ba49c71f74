"""What is logged: kinds and places of errors, never their messages, which may carry a client's name."""

import logging
import traceback
from types import TracebackType

DEEPEST = 8
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "handclasp.config.logs.Plain"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "handclasp": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}


class Plain(logging.Formatter):
    """A line for each event; an exception is told by its kinds, the database's code and the places it passed."""

    def __init__(self) -> None:
        """Write time, severity, logger and text."""
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExceptionInfo) -> str:
        """Return the chain of `ei` without any message."""
        error, lines = ei[1], []
        while error is not None:
            lines.append(f"  {_kind(error)} at {_places(error)}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def _kind(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    diagnostics = getattr(error, "diag", None)
    found = [getattr(error, "sqlstate", None), getattr(diagnostics, "constraint_name", None)]
    return f"{name} ({', '.join(map(str, filter(None, found)))})" if any(found) else name


def _places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return " < ".join(
        f"{frame.name} {frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in reversed(frames)
    )
