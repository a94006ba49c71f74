"""A JSON file or a package of tables as a book: every record in its place, or sentences about what is wrong."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.hsds_units import JSON, Unit, refuse_wrong
from handclasp.config.importing.hsds_zip import LARGEST
from handclasp.config.importing.json_documents import documents
from handclasp.config.importing.outcome import MOST_COMPLAINTS
from handclasp.config.importing.sniffing import Room, header_cells, lines
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.book import Book
from handclasp.domain.hsds.kinds import is_about_the_interface, is_package, kind_of, page_of, tables_of

DELIMITERS: Final = ",;\t|"
Progress = Callable[[Path, int], None]


class Scribe:
    """Fills a book; collects what is wrong, up to a number, and what was passed over."""

    def __init__(self) -> None:
        self.book = Book()
        self.passed: dict[str, int] = {}
        self.bad: list[Complaint] = []
        self.more = 0
        self.met = 0

    def pass_over(self, why: str) -> None:
        """Count a record that says nothing which is kept here."""
        self.passed[why] = self.passed.get(why, 0) + 1

    def complain(self, place: str, field: str, reason: str) -> None:
        """Keep one thing that is wrong."""
        if len(self.bad) < MOST_COMPLAINTS:
            self.bad.append(Complaint(place, field, reason))
        else:
            self.more += 1

    def take(self, kind: str, record: Mapping[str, Any], place: str, *, is_line: bool = False) -> None:
        """Put a record into the book, or keep what is wrong with it."""
        self.met += 1
        try:
            if is_line:
                self.book.row(kind, record, place)
            else:
                self.book.take(kind, record, place)
        except Unfit as unfit:
            self.complain(place, unfit.field, unfit.reason)


def read_unit(unit: Unit, progress: Progress) -> Scribe:
    """Read a file or a package; says `WrongFile` or `BadRows` for what is none."""
    refuse_wrong(unit)
    scribe, room = Scribe(), Room(LARGEST)
    tables = [(kind, path) for kind, path in unit.tables if kind != JSON]
    for kind, path in tables:
        scribe.book.tables.add(kind)
        _read_table(scribe, kind, path, unit, progress, room)
    for path in [] if tables else [path for _, path in unit.tables] or [unit.path]:
        for document, place, size in documents(path, _refuse_other_kinds, room):
            progress(unit.path, size)
            _read_document(scribe, document, place)
    if scribe.bad:
        raise BadRows(scribe.bad, scribe.more)
    if not scribe.met and not scribe.passed:
        raise WrongFile("holds no record.")
    return scribe


def _read_document(scribe: Scribe, document: object, place: str, depth: int = 0) -> None:
    if isinstance(document, list):
        for n, one in enumerate(document, start=1):
            _read_document(scribe, one, f"{place}, item {n}" if place else f"item {n}", depth + 1)
        scribe.met += not document
        return
    if not isinstance(document, dict) or depth > 3:
        scribe.complain(place, "", "should be a record in curly brackets")
        return
    page, tables = page_of(document), tables_of(document)
    if page is not None:
        _read_document(scribe, page, place, depth + 1)
    elif tables is not None:
        _read_tables(scribe, tables, place)
    else:
        _read_record(scribe, document, place)


def _read_tables(scribe: Scribe, tables: dict[str, tuple[str, list[Any]]], place: str) -> None:
    for name, (kind, rows) in tables.items():
        scribe.book.tables.add(kind)
        scribe.met += 1
        for n, row in enumerate(rows, start=1):
            where = f"{place}, {name[:60]}, item {n}" if place else f"{name[:60]}, item {n}"
            if isinstance(row, dict):
                scribe.take(kind, row, where, is_line=True)
            else:
                scribe.complain(where, "", "should be a record in curly brackets")


def _read_record(scribe: Scribe, record: dict[str, Any], place: str) -> None:
    if "resourceType" in record:
        raise WrongFile("is FHIR. For FHIR, use: handclasp import fhir PATH")
    if is_package(record):
        raise WrongFile("describes a package. Call it datapackage.json, beside its tables.")
    if is_about_the_interface(record):
        return scribe.pass_over("descriptions of an interface")
    kind = kind_of(record)
    if kind:
        return scribe.take(kind, record, place)
    if "name" in record:
        return scribe.pass_over("taxonomies")
    return scribe.complain(place, "", "is no organization, location, service or service at a location")


def _read_table(scribe: Scribe, kind: str, path: Path, unit: Unit, progress: Progress, room: Room) -> None:
    label = "" if path == unit.path else path.name[:80]
    stream = _counted(path, unit, progress, room)
    try:
        for number, cells in _lines_of(stream, label):
            scribe.take(kind, cells, _at(label, f"line {number}"), is_line=True)
    except WrongFile as wrong:
        if str(wrong) != "is empty.":
            raise WrongFile(f"holds {label}, which {wrong}" if label else str(wrong)) from wrong
        scribe.met += 1


def _lines_of(stream: Iterator[str], label: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells by column of each line of a table; empty cells say that there is nothing."""
    header = next((line for line in stream if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    named = header_cells(header, delimiter, _at(label, "line 1"))
    columns = [cell.strip().casefold().replace(" ", "_") for cell in named]
    if not {"id", "name", "number"} & set(columns) and not any(column.endswith("_id") for column in columns):
        raise BadRows([Complaint(_at(label, "line 1"), "header", "names no column of HSDS, such as id")])
    reader = csv.reader(stream, delimiter=delimiter)
    try:
        for cells in reader:
            number = reader.line_num + 1
            if any(cell.strip() for cell in cells[len(columns) :]):
                reason = f"has {len(cells)} cells, the header has {len(columns)}"
                raise BadRows([Complaint(_at(label, f"line {number}"), "", reason)])
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        place = _at(label, f"line {reader.line_num + 1}")
        raise BadRows([Complaint(place, "", f"is not CSV ({error})")]) from error


def _counted(path: Path, unit: Unit, progress: Progress, room: Room) -> Iterator[str]:
    for _, line, size in lines(path, room):
        progress(unit.path, size)
        yield line


def _at(label: str, place: str) -> str:
    return f"{label}, {place}" if label else place


def _refuse_other_kinds(line: str) -> None:
    start = line.strip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        raise WrongFile("is a web page. Download the file itself, then try again.")
    if start.startswith("<"):
        raise WrongFile("is XML. Export the directory as JSON or as CSV tables, then try again.")
    if not start.startswith(("{", "[")):
        raise WrongFile(
            "is no HSDS: its files are JSON, or CSV tables called organizations.csv, services.csv and so on."
        )
