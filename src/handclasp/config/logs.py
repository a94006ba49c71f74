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
    "filters": {"doors": {"()": "handclasp.config.logs.Doors"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["doors"]}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        "handclasp": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}


class Doors(logging.Filter):
    """Tells of a request by the door it came to, not by its address, in which somebody may have typed a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with the door in the place of the address."""
        path = getattr(getattr(record, "request", None), "path", None)
        if path and isinstance(record.args, tuple):
            door = getattr(getattr(record.request, "resolver_match", None), "route", None)  # type: ignore[attr-defined]
            known = door if door is not None else "an unknown address"
            record.args = tuple(known if argument == path else argument for argument in record.args)
        return True


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
