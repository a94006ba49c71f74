"""Which files a call means: files as named, folders walked."""

from pathlib import Path
from typing import Final

FHIR_ENDINGS: Final = (".json", ".ndjson", ".jsonl", ".json.gz", ".ndjson.gz", ".jsonl.gz")


def files_of(paths: tuple[Path, ...]) -> tuple[list[Path], int]:
    """Return the files to read, each once, and how many others in the folders are no FHIR by their name."""
    found: dict[Path, Path] = {}
    others = 0
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            if path.is_dir() and not file.name.lower().endswith(FHIR_ENDINGS):
                others += not file.name.startswith(".")
            elif not (path.is_dir() and file.name.startswith(".")):
                found.setdefault(file.resolve(), file)
    return list(found.values()), others
