"""JSON files of unknown origin: one document, or one a line, with words for what is damaged."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, cast

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.sniffing import Room, lines

LARGEST_DOCUMENT: Final = 512 * 1024 * 1024
MOST_VALUES: Final = 8_000_000  # in one document: each takes about a hundred bytes once it is read


class TooManyValues(ValueError):
    """One document holds more than fits into the memory of a modest machine."""


def documents(
    path: Path, refuse_other_kinds: Callable[[str], None], room: Room | None = None
) -> Iterator[tuple[object, str, int]]:
    """Yield each document with its place (`line 3`, or nothing for the only one) and its size in bytes.

    A file of one document a line is read line by line; any other JSON is read whole. A packed file takes from `room`.
    """
    stream = (entry for entry in lines(path, room) if entry[1].strip())
    first = next(stream, None)
    if first is None:
        raise WrongFile("is empty.")
    refuse_other_kinds(first[1])
    number, line, size = first
    document = _parsed_or_none(line)
    if document is None:
        yield _whole(path, room)
        return
    yield document, f"line {number}", size
    for number, line, size in stream:
        yield _parsed(line, number), f"line {number}", size


def _whole(path: Path, room: Room | None) -> tuple[object, str, int]:
    """Read a document that goes over several lines."""
    parts, total = [], 0
    for _, line, size in lines(path, room):
        parts.append(line)
        total += size
        if total > LARGEST_DOCUMENT:
            raise WrongFile(
                f"is one JSON document of more than {LARGEST_DOCUMENT // 2**20} MB. Export it as NDJSON"
                " (one record a line), then try again."
            )
    text = "".join(parts)
    del parts
    try:
        return _load(text), "", total
    except json.JSONDecodeError as error:
        raise _unreadable_document(text, error) from error
    except TooManyValues as error:
        raise WrongFile(
            f"is one JSON document of more than {MOST_VALUES:,} values. Export it as NDJSON (one record a line),"
            " then try again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise WrongFile("is not JSON that can be read: a number or a nesting in it is absurd.") from error


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
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise TooManyValues
    return cast(object, _decoder.decode(text))
