"""`handclasp import`: bringing people and places from files."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from handclasp.config.at_hand import database_at_hand
from handclasp.config.mistakes import Mistake
from handclasp.config.terminal import console, plain, say

if TYPE_CHECKING:
    from handclasp.config.importing.complaints import BadRows
    from handclasp.config.importing.hsds_units import Unit
    from handclasp.config.importing.outcome import Outcome
    from handclasp.domain.tally import Tally

PATH = click.Path(path_type=Path)
LISTED = 20
SOURCE = re.compile(r"[A-Za-z0-9.\-]{1,40}", re.ASCII)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")


@click.group("import")
def import_group() -> None:
    """Bring clients, staff and places from files; importing twice changes nothing."""


@import_group.command("fhir")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--organization",
    "home",
    default="",
    metavar="NAME|ID",
    help="Who takes records that name no organization.",
)
@click.option(
    "--source",
    default="fhir",
    show_default=True,
    help="A short name for the system that the files come from.",
)
@DRY_RUN
def fhir(paths: tuple[Path, ...], home: str, source: str, dry_run: bool) -> None:
    """Import FHIR R4: Patient, Practitioner, PractitionerRole, Organization, Location.

    PATH is a bundle or a single resource (JSON), NDJSON, either packed with gzip, or a folder of such files.
    """
    from handclasp.config.importing.finding import files_of

    _check_source(source)
    files, others = files_of(paths)
    if not files:
        raise Mistake("There is no FHIR file in there (*.json, *.ndjson, *.jsonl, each also with .gz).")
    with database_at_hand(say=say):
        is_whole = _run_fhir(files, home, source, dry_run=dry_run)
    if others:
        say(f"{others} other files in the folders were passed over.")
    sys.exit(0 if is_whole else 1)


@import_group.command("hsds")
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="PATH...")
@click.option(
    "--organization",
    "home",
    default="",
    metavar="NAME|ID",
    help="Which organization of the house the directory means by its name, and who takes what names none.",
)
@click.option(
    "--source",
    default="hsds",
    show_default=True,
    help="A short name for the directory that the files come from.",
)
@DRY_RUN
def hsds(paths: tuple[Path, ...], home: str, source: str, dry_run: bool) -> None:
    """Import a directory of outside agencies: Open Referral HSDS 3.

    PATH is JSON or NDJSON (also packed with gzip), a tabular package (a folder of CSV tables, its datapackage.json,
    or a zip archive of it), or a folder of these.
    """
    from handclasp.config.importing.hsds_units import units_of

    _check_source(source)
    units, others = units_of(paths)
    if not units:
        raise Mistake(
            "There is no directory in there (*.json, *.ndjson, *.csv or *.zip; *.json and *.csv with .gz)."
        )
    with database_at_hand(say=say):
        is_whole = _run_hsds(units, home, source, dry_run=dry_run)
    if others:
        say(f"{others} other files in the folders were passed over.")
    sys.exit(0 if is_whole else 1)


@import_group.command("staff")
@click.argument("file", type=PATH)
@DRY_RUN
def staff(file: Path, dry_run: bool) -> None:
    """Import a staff list (CSV); the README documents its columns."""
    with database_at_hand(say=say), _bar([file], passes=1) as progress:
        from handclasp.config.importing.staff_list import import_staff_list
        from handclasp.platform.clock import now

        outcome = import_staff_list(file, now(), dry_run=dry_run, progress=progress)
    _report(_shown(file), outcome.tally, outcome.wrong, outcome.bad_rows)
    _close(outcome.tally, 1 if outcome.is_kept else 0, 1, dry_run=dry_run)
    sys.exit(0 if outcome.is_kept else 1)


def _check_source(source: str) -> None:
    if not SOURCE.fullmatch(source):
        raise Mistake("--source takes up to 40 letters, digits, dots and hyphens, such as north-clinic.")


def _run_fhir(files: list[Path], home: str, source: str, *, dry_run: bool) -> bool:
    from handclasp.config.importing.fhir import FhirImport
    from handclasp.config.importing.home import Home
    from handclasp.platform.clock import now

    with _bar(files, passes=2) as progress:
        call = FhirImport(
            now(),
            source,
            Home(os.fsencode(home).decode("utf-8", "replace")),
            _close_handoffs,
            dry_run,
            progress,
        )
        return _told(call.run(files), dry_run=dry_run)


def _run_hsds(units: "list[Unit]", home: str, source: str, *, dry_run: bool) -> bool:
    from handclasp.config.importing.home import Home
    from handclasp.config.importing.hsds import HsdsImport
    from handclasp.platform.clock import now

    with _bar([file for unit in units for file in unit.files], passes=1) as progress:
        whose = Home(os.fsencode(home).decode("utf-8", "replace"))
        return _told(HsdsImport(now(), source, whose, dry_run, progress).run(units), dry_run=dry_run)


def _told(outcomes: "Iterator[Outcome]", *, dry_run: bool) -> bool:
    """Report each outcome as it comes and all of them at the end; return whether every file was kept."""
    from handclasp.domain.tally import Tally

    files, kept, whole = 0, 0, Tally()
    for outcome in outcomes:
        _report(_shown(outcome.path), outcome.tally, outcome.wrong, outcome.bad_rows)
        files += 1
        kept += outcome.is_kept
        whole.add(outcome.tally)
    _close(whole, kept, files, dry_run=dry_run)
    return kept == files


def _close_handoffs(client_ids: list[int], now: datetime) -> None:
    from handclasp.handoffs.commands.closing import close_for_death

    close_for_death(client_ids, now)


@contextmanager
def _bar(files: list[Path], passes: int) -> "Iterator[_Advance]":
    """Show how much of the files is read (each is read `passes` times)."""
    total = sum(file.stat().st_size for file in files if file.is_file()) * passes
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _Advance(bar, total)


class _Advance:
    def __init__(self, bar: Progress, total: int) -> None:
        self.bar = bar
        self.task = bar.add_task("Reading", total=total)

    def __call__(self, path: Path, size: int) -> None:
        self.bar.update(self.task, advance=size, description=_shown(path)[-30:])


def _report(file: str, tally: "Tally", wrong: str, bad_rows: "BadRows | None") -> None:
    if wrong:
        return say(f"{file}: {wrong[:1].upper()}{wrong[1:]}" if wrong[:1].isupper() else f"{file} {wrong}")
    if bad_rows is not None:
        for complaint in bad_rows.complaints:
            say(complaint.sentence(file))
        more = f"{bad_rows.more} more rows are bad. " if bad_rows.more else ""
        return say(f"{more}Nothing of {file} was kept. Correct it, then import it again.")
    if tally.kinds():
        say(f"{file}: {_sentence(tally)}.")
    if tally.made:
        more = f" and {len(tally.made) - LISTED} more" if len(tally.made) > LISTED else ""
        say(f"New: {', '.join(tally.made[:LISTED])}{more}.")
    for hint in tally.hints[:LISTED]:
        say(hint)
    if not tally.kinds():
        say(f"{file}: nothing in it is imported here.")
    return None


def _close(tally: "Tally", kept: int, files: int, *, dry_run: bool) -> None:
    if tally.passed_over:
        listed = ", ".join(f"{number:,} {why}" for why, number in tally.passed_over.most_common())
        say(f"Passed over: {listed}.")
    if files > 1 and tally.kinds():
        say(f"In all: {_sentence(tally)}.")
    if kept < files and files > 1:
        rest = "; what the others brought is kept" if kept and not dry_run else ""
        say(f"{files - kept} of {files} files could not be imported{rest}.")
    if dry_run:
        say("This was a dry run: nothing was kept.")


def _shown(path: Path) -> str:
    """Return a path as text that any terminal takes, whatever bytes are in it."""
    return plain(os.fsencode(path).decode("utf-8", "replace"))


def _sentence(tally: "Tally") -> str:
    return "; ".join(tally.sentence(kind) for kind in tally.kinds())
