"""Importing a staff list from a CSV file."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection, transaction

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.fhir import LOCK, Progress
from handclasp.config.importing.outcome import MOST_COMPLAINTS, Outcome, failed
from handclasp.config.importing.sniffing import header_cells, lines
from handclasp.config.importing.written_down import write_down
from handclasp.directory.staff_list import StaffListIntake
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.staff_lines import StaffLine, columns_of, staff_line
from handclasp.platform.actor import IMPORTER
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

DELIMITERS: Final = ",;\t"
FHIR_HINT: Final = "For FHIR, use: handclasp import fhir PATH"


def import_staff_list(path: Path, now: datetime, *, dry_run: bool, progress: Progress) -> Outcome:
    """Import one staff list in one transaction; nothing of it is kept when a line is bad or the run is dry."""
    outcome = Outcome(path)
    try:
        with acting(IMPORTER, now, "record:import"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            _import(path, outcome, progress)
            write_down(outcome.tally, now)
            transaction.set_rollback(dry_run)
    except (WrongFile, BadRows, Refusal) as problem:
        return failed(path, problem)
    return outcome


def _import(path: Path, outcome: Outcome, progress: Progress) -> None:
    intake = StaffListIntake(outcome.tally)
    known = intake.known_needs()
    bad = _Bad()
    written: list[tuple[str, StaffLine]] = []
    for place, cells in rows(path, progress):
        with bad.at(place):
            line = staff_line(cells, known)
            intake.line(line)
            written.append((place, line))
    if not bad.complaints:
        for place, line in written:
            with bad.at(place):
                intake.deputy(line)
    bad.refuse()
    if not written:
        raise WrongFile("holds a header and no people.")
    for name in intake.finish():
        outcome.tally.hints.append(
            f"Program {name} has neither a supervisor nor a duty person, so nobody can choose it yet. Name one."
        )
    tell(f"org:{organization_id}" for organization_id in intake.touched)


class _Bad:
    """Collects what is wrong, line by line."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def at(self, place: str) -> "_At":
        return _At(self, place)

    def refuse(self) -> None:
        if self.complaints:
            shown = self.complaints[:MOST_COMPLAINTS]
            raise BadRows(shown, len(self.complaints) - len(shown))


class _At:
    def __init__(self, bad: _Bad, place: str) -> None:
        self.bad = bad
        self.place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> bool:
        if isinstance(error, Unfit):
            self.bad.complaints.append(Complaint(self.place, error.field, error.reason))
            return True
        return False


def rows(path: Path, progress: Progress) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each person's line as its place and its cells by column; empty lines are passed over."""
    stream = _counted(path, progress)
    header = next((line for line in stream if line.strip()), "")
    _refuse_other_kinds(header)
    delimiter = max(DELIMITERS, key=header.count)
    columns = _columns(header_cells(header, delimiter))
    reader = csv.reader(stream, delimiter=delimiter)
    try:
        for cells in reader:
            place = f"line {reader.line_num + 1}"
            if not any(cell.strip() for cell in cells):
                continue
            if any(cell.strip() for cell in cells[len(columns) :]):
                raise BadRows(
                    [Complaint(place, "", f"has {len(cells)} cells, the header has {len(columns)}")]
                )
            yield place, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise BadRows([Complaint(f"line {reader.line_num + 1}", "", f"is not CSV ({error})")]) from error


def _columns(header: list[str]) -> list[str]:
    try:
        return columns_of(header)
    except Unfit as unfit:
        raise BadRows([Complaint("line 1", unfit.field, unfit.reason)]) from unfit


def _counted(path: Path, progress: Progress) -> Iterator[str]:
    for _, line, size in lines(path):
        progress(path, size)
        yield line


def _refuse_other_kinds(header: str) -> None:
    start = header.strip()[:40].lower()
    if not start:
        raise WrongFile("is empty.")
    if start.startswith(("{", "[")):
        raise WrongFile(f"is JSON, no list of staff. {FHIR_HINT}")
    if start.startswith("<"):
        raise WrongFile("is a web page or XML, no list of staff. Save the list as CSV.")
