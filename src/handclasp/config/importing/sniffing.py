"""Opening a text file of unknown origin: packed or not, in which encoding, and whether it is text at all."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile

HEAD: Final = 4096
GZIP: Final = b"\x1f\x8b"
LONGEST_LINE: Final = 64 * 1024 * 1024
KINDS: Final = {
    b"%PDF": "is a PDF.",
    b"PK\x03\x04": "is a zip archive or an Office document. Unpack it, or save it as plain text.",
    b"\x89PNG": "is a picture.",
    b"\xff\xd8\xff": "is a picture.",
    b"\xd0\xcf\x11\xe0": "is an old Office document. Save it as plain text, then try again.",
    b"BZh": "is packed with bzip2. Unpack it, then try again.",
    b"\xfd7zXZ": "is packed with xz. Unpack it, then try again.",
    b"PAR1": "is a Parquet file.",
    b"{\\rtf": "is a word processor's document. Save it as plain text, then try again.",
}


@dataclass
class Room:
    """How many bytes the packed files of one directory may still unpack to."""

    most: int
    taken: int = 0

    def take(self, size: int) -> None:
        """Count what was unpacked; says `WrongFile` once it is too much."""
        self.taken += size
        if self.taken > self.most:
            raise WrongFile(f"unpacks to more than {self.most // 2**20} MB. Unpack it, then import that.")


def is_packed(path: Path) -> bool:
    """Say whether a file begins like gzip."""
    try:
        with path.open("rb") as file:
            return file.read(2) == GZIP
    except OSError:
        return False


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading bytes, unpacked if it is gzip; says `WrongFile` for what cannot be opened."""
    try:
        with path.open("rb") as packed:
            is_gzip = packed.read(2) == GZIP
            packed.seek(0)
            with gzip.open(packed) if is_gzip else packed as plain:
                yield cast(IO[bytes], plain)
    except FileNotFoundError as error:
        raise WrongFile("is not there. Check the path.") from error
    except PermissionError as error:
        raise WrongFile("may not be read by you. Change its permissions, then try again.") from error
    except (EOFError, gzip.BadGzipFile, gzip.zlib.error) as error:  # type: ignore[attr-defined]
        raise WrongFile("is damaged or cut off: it cannot be unpacked to its end.") from error
    except OSError as error:
        raise WrongFile(f"cannot be read: {error.strerror or 'the disk does not answer'}.") from error


def encoding_of(head: bytes) -> str:
    """Return the encoding that a file's first bytes show, or say what kind of file it is instead."""
    if not head.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise WrongFile("is empty.")
    for magic, sentence in KINDS.items():
        if head.startswith(magic):
            raise WrongFile(sentence)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head[1:2] == b"\0" and head[3:4] == b"\0" and head[:1] != b"\0":
        return "utf-16-le"
    if head[:1] == b"\0" and head[2:3] == b"\0" and head[1:2] != b"\0":
        return "utf-16-be"
    if b"\0" in head:
        raise WrongFile("is not a text file.")
    return "utf-8-sig"


def lines(path: Path, room: Room | None = None) -> Iterator[tuple[int, str, int]]:
    """Yield each line with its number and its size in bytes; memory holds one line at a time.

    What comes out of a packed file takes from `room`, if there is one.
    """
    counted = room if room is not None and is_packed(path) else None
    with opened(path) as file:
        encoding = encoding_of(cast(io.BufferedReader, file).peek(HEAD)[:HEAD])
        for line in _bytewise(file) if encoding == "utf-8-sig" else _textwise(file, encoding):
            if counted is not None:
                counted.take(line[2])
            yield line


def header_cells(header: str, delimiter: str, place: str = "line 1") -> list[str]:
    """Return the cells of a table's first line; `BadRows` says at `place` that it is not CSV."""
    try:
        return next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error as error:
        raise BadRows([Complaint(place, "header", f"is not CSV ({error})")]) from error


def _bytewise(file: IO[bytes]) -> Iterator[tuple[int, str, int]]:
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        if len(raw) == LONGEST_LINE:
            raise _too_long(number)
        try:
            yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8"), len(raw)
        except UnicodeDecodeError as error:
            raise WrongFile(
                f"is not in UTF-8 (line {number}, byte {error.start + 1}). Save it as UTF-8, then try again."
            ) from error


def _textwise(file: IO[bytes], encoding: str) -> Iterator[tuple[int, str, int]]:
    number = 0
    try:
        with io.TextIOWrapper(file, encoding=encoding, newline="\n") as text:
            while line := text.readline(LONGEST_LINE // 2):
                number += 1
                if len(line) == LONGEST_LINE // 2:
                    raise _too_long(number)
                yield number, line.removeprefix("\ufeff"), 2 * len(line)
    except UnicodeDecodeError as error:
        raise WrongFile(f"is damaged after line {number}: it is not all UTF-16.") from error


def _too_long(number: int) -> WrongFile:
    return WrongFile(f"has a line of more than {LONGEST_LINE // 2**20} MB (line {number}).")
