"""FHIR files as a stream of resources: NDJSON, bundles, single resources."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.sniffing import lines

LARGEST_DOCUMENT: Final = 512 * 1024 * 1024
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
    """Yield every resource of a file in its order; says `WrongFile` or `BadRows` for what is no FHIR.

    A file of one resource a line is read line by line; any other JSON is read whole.
    """
    stream = (entry for entry in lines(path) if entry[1].strip())
    first = next(stream, None)
    if first is None:
        raise WrongFile("is empty.")
    _refuse_other_kinds(first[1])
    number, line, size = first
    document = _parsed_or_none(line)
    if document is None:
        yield from _whole(path)
        return
    yield from _flat(document, f"line {number}", size)
    for number, line, size in stream:
        yield from _flat(_parsed(line, number), f"line {number}", size)


def _whole(path: Path) -> Iterator[Record]:
    """Read a document that goes over several lines."""
    parts, total = [], 0
    for _, line, size in lines(path):
        parts.append(line)
        total += size
        if total > LARGEST_DOCUMENT:
            raise WrongFile(
                f"is one JSON document of more than {LARGEST_DOCUMENT // 2**20} MB. Export it as NDJSON"
                " (one resource a line), then try again."
            )
    text = "".join(parts)
    del parts
    try:
        document = _load(text)
    except json.JSONDecodeError as error:
        raise _unreadable_document(text, error) from error
    except (ValueError, RecursionError) as error:
        raise WrongFile("is not JSON that can be read: a number or a nesting in it is absurd.") from error
    yield from _flat(document, "", total)


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


def _parsed_or_none(line: str) -> object | None:
    try:
        return _load(line)
    except (ValueError, RecursionError):
        return None


def _parsed(line: str, number: int) -> object:
    try:
        return _load(line)
    except json.JSONDecodeError as error:
        cut_off = error.pos >= len(line.rstrip()) - 1 or not line.endswith("\n")
        reason = (
            "the record ends in its middle; the file may have been cut off" if cut_off else _reason(error)
        )
        raise BadRows([Complaint(f"line {number}", "", reason)]) from error
    except (ValueError, RecursionError) as error:
        raise BadRows([Complaint(f"line {number}", "", "a number or a nesting in it is absurd")]) from error


def _unreadable_document(text: str, error: json.JSONDecodeError) -> Exception:
    first, _, rest = text.strip().partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        return BadRows([Complaint("line 1", "", "this line is not JSON")])
    if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
        return WrongFile(
            f"ends in its middle (line {error.lineno}); it may have been cut off. Export it again."
        )
    return BadRows([Complaint(f"line {error.lineno}, column {error.colno}", "", _reason(error))])


def _reason(error: json.JSONDecodeError) -> str:
    return f"this is not JSON ({error.msg[:1].lower()}{error.msg[1:]})"


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


def _load(text: str) -> object:
    return cast(object, _decoder.decode(text))
