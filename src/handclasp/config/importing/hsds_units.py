"""What a call to import a directory means: JSON files, tabular packages (folders, datapackage.json), zip archives."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from handclasp.config.importing.complaints import WrongFile
from handclasp.domain.hsds.kinds import is_package, table_named

JSON: Final = "json"
JSON_ENDINGS: Final = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")
TABLE_ENDINGS: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
LARGEST_PACKAGE: Final = 8 * 1024 * 1024


@dataclass(frozen=True)
class Unit:
    """What is imported together or not at all: one JSON file, or the tables of one package by their kinds."""

    path: Path
    tables: tuple[tuple[str, Path], ...] = ()
    others: int = 0
    wrong: str = ""

    @property
    def files(self) -> list[Path]:
        """Return the files that are read."""
        return [path for _, path in self.tables] or [self.path]


def units_of(paths: Iterable[Path]) -> tuple[list[Unit], int]:
    """Return the units of a call, each once, and how many other files in the folders are no directory by their name."""
    files, others = _files(paths)
    packages = [unit for path in files if _is_package_file(path) and (unit := _package(path, files[path]))]
    taken = {table.resolve() for unit in packages for _, table in unit.tables}
    loose = [path for path in files if _is_table(path) and path.resolve() not in taken]
    singles = [Unit(path) for path in files if not _is_table(path) and not _is_package_file(path)]
    folders = list(_folders(loose))
    unknown = [unit for unit in folders if unit.wrong and not any(files.get(path) for path in unit.files)]
    kept = [unit for unit in folders if unit not in unknown]
    return [*packages, *kept, *singles], others + sum(unit.others for unit in unknown)


def _files(paths: Iterable[Path]) -> tuple[dict[Path, bool], int]:
    """Return the files, and whether each was named itself; and how many in the folders are something else."""
    found: dict[Path, tuple[Path, bool]] = {}
    others = 0
    for path in paths:
        if not path.is_dir():
            found.setdefault(path.resolve(), (path, True))
            continue
        for file in sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith(".")):
            if file.name.lower().endswith((*JSON_ENDINGS, *TABLE_ENDINGS, ".zip")):
                found.setdefault(file.resolve(), (file, False))
            else:
                others += 1
    return dict(found.values()), others


def _is_table(path: Path) -> bool:
    return path.name.lower().endswith(TABLE_ENDINGS)


def _is_package_file(path: Path) -> bool:
    return path.name.lower() == "datapackage.json"


def _folders(loose: list[Path]) -> Iterator[Unit]:
    """Yield the tables of each folder together; one table alone keeps its own name."""
    by_folder: dict[Path, list[Path]] = {}
    for path in loose:
        by_folder.setdefault(path.parent, []).append(path)
    for folder, inside in by_folder.items():
        tables = tuple((kind, path) for path in inside if (kind := table_named(path.name)))
        shown = folder if len(inside) > 1 and tables else inside[0]
        wrong = "" if tables else f"holds no table of HSDS ({inside[0].name[:60]} is none)."
        yield Unit(shown, tables, len(inside) - len(tables), wrong)


def _package(path: Path, is_named: bool) -> Unit | None:
    """Return what a datapackage.json describes; one met in a folder without its tables says nothing."""
    resources = _resources(path)
    if resources is None:
        return (
            Unit(path, wrong="is no description of a package: it lists no resources.") if is_named else None
        )
    tables, others = [], 0
    for resource in resources:
        for written in _paths(resource):
            kind = table_named(written) or table_named(str(resource.get("name", "")))
            file = _beside(path.parent, written)
            if file is not None and kind:
                tables.append((kind, file))
            elif file is not None:
                others += 1
    if tables:
        return Unit(path, tuple(dict.fromkeys(tables)), others)
    return Unit(path, wrong="describes tables, and none of them lies beside it.") if is_named else None


def _resources(path: Path) -> list[dict[str, Any]] | None:
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(LARGEST_PACKAGE))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not is_package(document):
        return None
    return [one for one in document["resources"] if isinstance(one, dict)]


def _paths(resource: dict[str, Any]) -> list[str]:
    written = resource.get("path")
    listed = written if isinstance(written, list) else [written]
    return [one for one in listed if isinstance(one, str)]


def _beside(folder: Path, written: str) -> Path | None:
    """Return the file of a resource beneath the folder of its package, never one outside of it."""
    parts = PurePosixPath(written.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in written or "\0" in written:
        return None
    try:
        found = [folder / parts, *sorted(inner / parts.name for inner in folder.iterdir() if inner.is_dir())]
        inside = (one for one in found if one.is_file() and one.resolve().is_relative_to(folder.resolve()))
        return next(inside, None)
    except (OSError, ValueError):
        return None


def refuse_wrong(unit: Unit) -> None:
    """Say what is wrong with a unit that was found, and is no directory."""
    if unit.wrong:
        raise WrongFile(unit.wrong)
