"""Secrets from files: `HANDCLASP_SECRET_KEY_FILE=/run/secrets/key` in the place of the secret itself."""

import os
import stat
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

from handclasp.config.variables import VARIABLES

LARGEST: Final = 65_536
Environment = MutableMapping[str, str]


def fill_from_files(environment: Environment) -> list[str]:
    """Put what the files hold under the secrets' own names, and return a sentence for each file that cannot be used.

    The names of the files go away, so that a part of Handclasp that is started by another finds one source only.
    """
    for name in [one.name for one in VARIABLES] + _file_names():
        if environment.get(name) == "":
            del environment[name]
    return [
        sentence for name in _file_names() if name in environment for sentence in _fill(environment, name)
    ]


def _file_names() -> list[str]:
    return [f"{one.name}_FILE" for one in VARIABLES if one.is_secret]


def _fill(environment: Environment, file_name: str) -> list[str]:
    name, path = file_name.removesuffix("_FILE"), environment[file_name]
    if name in environment:
        return [f"{name} and {file_name} are both set. Keep one of them."]
    text, mistake = _read(file_name, Path(path))
    if mistake:
        return [mistake]
    del environment[file_name]
    environment[name] = text
    return []


def _read(name: str, path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if mistake := _too_open(name, path, found):
                return "", mistake
            text = file.read(LARGEST + 1).decode().rstrip("\r\n")
    except OSError as error:
        return (
            "",
            f"{name} is {str(path)!r}, which cannot be read: {error.strerror or 'it cannot be opened'}.",
        )
    except ValueError:  # no text, or a path with a NUL
        return "", f"{name} is {str(path)!r}, which holds no text in UTF-8."
    if not text or len(text) > LARGEST or "\0" in text:
        return "", f"{name} is {str(path)!r}, which {'is empty' if not text else 'holds no secret'}."
    return text, ""


def _too_open(name: str, path: Path, found: os.stat_result) -> str:
    """Return a sentence where others can read or change the file; a group that reads it was chosen by somebody."""
    if not stat.S_ISREG(found.st_mode):
        return f"{name} is {str(path)!r}, which is no file."
    if found.st_mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP):
        return f"{name} is {str(path)!r}, which others on this machine can read or change. Close it: chmod 600 {path}"
    return ""
