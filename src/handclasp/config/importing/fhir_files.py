"""FHIR files as a stream of resources: NDJSON, bundles, single resources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.json_documents import documents

DEEPEST_BUNDLE: Final = 3
TYPE_NAME: Final = re.compile(r"[A-Z][A-Za-z]{1,60}", re.ASCII)
STAFF_HINT: Final = "For a list of staff, use: handclasp import staff FILE"


@dataclass(frozen=True)
class Record:
    """One resource, where it stands in its file, and under which URL its bundle knows it."""

    place: str
    resource: dict[str, Any]
    full_url: str = ""
    size: int = 0

    @property
    def kind(self) -> str:
        """Return the resource's type."""
        return str(self.resource["resourceType"])


def records(path: Path) -> Iterator[Record]:
    """Yield every resource of a file in its order; says `WrongFile` or `BadRows` for what is no FHIR."""
    for document, place, size in documents(path, _refuse_other_kinds):
        yield from _flat(document, place, size)


def _flat(document: object, place: str, size: int, full_url: str = "", depth: int = 0) -> Iterator[Record]:
    """Yield the resource, or the resources of a bundle or a list of resources."""
    if isinstance(document, list):
        entries = [{"resource": item} for item in document]
        word = "item"
    elif isinstance(document, dict) and document.get("resourceType") == "Bundle" and depth < DEEPEST_BUNDLE:
        entries, word = _entries(document, place), "entry"
    else:
        yield Record(place, _resource(document, place), full_url, size)
        return
    share = size // max(1, len(entries))
    for n, entry in enumerate(entries, start=1):
        where = f"{place}, {word} {n}" if place else f"{word} {n}"
        if not isinstance(entry, dict):
            raise BadRows([Complaint(where, "", "should be an object in curly brackets")])
        if entry.get("resource") is not None:
            url = entry.get("fullUrl")
            known_as = url if isinstance(url, str) else ""
            yield from _flat(entry["resource"], where, share, known_as, depth + 1)


def _entries(bundle: dict[str, Any], place: str) -> list[Any]:
    entries = bundle.get("entry")
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise BadRows([Complaint(place, "entry", "should be a list in square brackets")])
    return entries


def _resource(document: object, place: str) -> dict[str, Any]:
    if not isinstance(document, dict):
        raise BadRows([Complaint(place, "", "should be a resource in curly brackets")])
    kind = document.get("resourceType")
    if not isinstance(kind, str) or not kind:
        raise BadRows([Complaint(place, "resourceType", "is missing, so this is no FHIR resource")])
    if not TYPE_NAME.fullmatch(kind):
        raise BadRows([Complaint(place, "resourceType", "names no type of resource")])
    return document


def _refuse_other_kinds(line: str) -> None:
    start = line.strip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        raise WrongFile("is a web page. Download the file itself, then try again.")
    if start.startswith("<"):
        raise WrongFile("is XML. Export FHIR as JSON or NDJSON, then try again.")
    if not start.startswith(("{", "[")):
        raise WrongFile(f"is not FHIR: FHIR files are JSON and begin with a curly bracket. {STAFF_HINT}")
