"""A directory packed as a zip archive: unpacked within bounds into a folder of our own, under names of our own."""

import gzip
import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Final

from handclasp.config.importing.complaints import WrongFile
from handclasp.config.importing.hsds_units import JSON, JSON_ENDINGS, TABLE_ENDINGS, Unit, units_of
from handclasp.config.importing.sniffing import GZIP, is_packed

MOST_FILES: Final = 1_000
LARGEST: Final = 512 * 1024 * 1024
CHUNK: Final = 1024 * 1024
LOCKED: Final = 0x1  # of an entry's flags (APPNOTE 4.4.4)


def is_zip(path: Path) -> bool:
    """Say whether a file begins like a zip archive."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def units_inside(path: Path, into: Path) -> list[Unit]:
    """Unpack what a directory may consist of into `into`, and return its units; `WrongFile` says what is wrong."""
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, into)
    except (
        zipfile.BadZipFile,
        RuntimeError,  # a way of packing that zipfile does not know
        EOFError,
        zlib.error,
        lzma.LZMAError,
        gzip.BadGzipFile,
    ) as error:
        raise WrongFile("is a damaged zip archive, or packed in a way that cannot be read.") from error
    except OSError as error:
        raise WrongFile(f"cannot be unpacked: {error.strerror or 'the disk does not answer'}.") from error
    units, _ = units_of([into])
    if not units:
        raise WrongFile("is a zip archive without a directory: no table and no JSON file is in it.")
    return [_shown(unit, into, path) for unit in units]


def _unpack(archive: zipfile.ZipFile, into: Path) -> None:
    wanted = [one for one in archive.infolist() if _is_wanted(one)]
    if len(wanted) > MOST_FILES:
        raise WrongFile(
            f"holds {len(wanted):,} files; {MOST_FILES:,} are read at most. Import the folder instead."
        )
    if any(one.flag_bits & LOCKED for one in wanted):
        raise WrongFile("is locked with a password. Unpack it, then import the folder.")
    room = LARGEST
    folders: dict[PurePosixPath, Path] = {}
    for n, one in enumerate(wanted):
        inner = PurePosixPath(one.filename)
        folder = folders.setdefault(inner.parent, into / f"{len(folders)}")
        folder.mkdir(exist_ok=True)
        target = folder / _plain(inner.name)
        target = target.with_name(f"{n}-{target.name}") if target.exists() else target
        with archive.open(one) as packed:
            room = _copy(packed, target, room)


def _is_wanted(one: zipfile.ZipInfo) -> bool:
    inner = PurePosixPath(one.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in inner.parts)
    return not one.is_dir() and not hidden and inner.name.lower().endswith((*JSON_ENDINGS, *TABLE_ENDINGS))


def _plain(name: str) -> str:
    """Return a file's name with nothing in it that a file system could take for more than a name."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)[-80:]


def _copy(packed: IO[bytes], target: Path, room: int) -> int:
    """Write until the end, gzip unpacked as well, and return what room is left; what is packed may claim any size."""
    is_gzip = packed.read(2) == GZIP
    packed.seek(0)
    with gzip.open(packed) if is_gzip else packed as plain, target.open("wb") as out:
        while chunk := plain.read(CHUNK):
            room -= len(chunk)
            if room < 0:
                raise WrongFile(f"unpacks to more than {LARGEST // 2**20} MB. Import the folder instead.")
            out.write(chunk)
    if is_gzip and is_packed(target):  # it would be unpacked once more when it is read
        raise WrongFile("holds a file that is packed twice. Unpack it, then import the folder.")
    return room


def _shown(unit: Unit, into: Path, path: Path) -> Unit:
    """Let a unit be called by its archive."""
    inner = unit.path.relative_to(into).parts[1:]
    shown = path / Path(*inner) if inner else path
    return Unit(shown, unit.tables or ((JSON, unit.path),), unit.others, unit.wrong)
