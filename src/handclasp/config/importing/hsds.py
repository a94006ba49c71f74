"""Importing directories of outside agencies: each file or package in one transaction, in an order that finds all."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection, transaction

from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.fhir import LOCK, Progress
from handclasp.config.importing.home import Home, NoHome
from handclasp.config.importing.hsds_files import Scribe, read_unit
from handclasp.config.importing.hsds_units import Unit
from handclasp.config.importing.hsds_zip import is_zip, units_inside
from handclasp.config.importing.outcome import MOST_COMPLAINTS, Outcome, failed
from handclasp.config.importing.written_down import write_down
from handclasp.directory.hsds_intake import ListingIntake
from handclasp.directory.hsds_rows import Owners
from handclasp.directory.importing import Unknown
from handclasp.directory.queries import organization_by_id
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.reading import Reading, Wider
from handclasp.platform.actor import IMPORTER
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal


@dataclass
class Read:
    """A unit that was read: its book, and what else it holds."""

    unit: Unit
    scribe: Scribe

    @property
    def rank(self) -> int:
        """Return how late it comes: organizations before places before services."""
        chief = self.scribe.book.chief
        return 2 if chief["service"] or chief["service_at_location"] else 1 if chief["location"] else 0


@dataclass
class HsdsImport:
    """One call of the importer; `run` yields the outcome of each file or package."""

    now: datetime
    source: str
    home: Home
    dry_run: bool = False
    progress: Progress = lambda path, size: None
    wider: Wider = field(default_factory=Wider)

    def run(self, units: list[Unit]) -> Iterator[Outcome]:
        """Import the units; one that refers to what another brings is tried again after it."""
        with ExitStack() as ends:
            if (
                self.dry_run
            ):  # everything in one transaction that is undone, so that files still find each other
                ends.enter_context(transaction.atomic())
                ends.callback(transaction.set_rollback, True)
            waiting = []
            for unit in units:
                for read in self._read(unit, ends):
                    if isinstance(read, Outcome):
                        yield read
                    else:
                        waiting.append(read)
            yield from self._import_all(sorted(waiting, key=lambda one: one.rank))

    def _read(self, unit: Unit, ends: ExitStack) -> Iterator[Read | Outcome]:
        """Read a unit (an archive may hold several), and learn what others may refer to; nothing is written."""
        try:
            inside = [unit]
            if not unit.tables and not unit.wrong and is_zip(unit.path):
                inside = units_inside(unit.path, Path(ends.enter_context(TemporaryDirectory())))
            for one in inside:
                yield self._one(one)
        except WrongFile as wrong:
            yield Outcome(unit.path, wrong=str(wrong))

    def _one(self, unit: Unit) -> Read | Outcome:
        try:
            scribe = read_unit(unit, self.progress)
        except (WrongFile, BadRows) as problem:
            return failed(unit.path, problem)
        self.wider.learn(scribe.book)
        return Read(unit, scribe)

    def _import_all(self, waiting: list[Read]) -> Iterator[Outcome]:
        while waiting:
            again: list[tuple[Read, Outcome]] = []
            kept_some = False
            for read in waiting:
                outcome = self._import(read)
                kept_some = kept_some or outcome.is_kept
                if outcome.needs_others:
                    again.append((read, outcome))
                else:
                    yield outcome
            waiting = [read for read, _ in again] if kept_some else []
            if not waiting:
                yield from (outcome for _, outcome in again)

    def _import(self, read: Read) -> Outcome:
        outcome = Outcome(read.unit.path)
        try:
            with acting(IMPORTER, self.now, "record:import"):
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                self._write(read, outcome)
                write_down(outcome.tally, self.now)
        except (WrongFile, NoHome, BadRows, Refusal) as problem:
            self.home.forget()
            return failed(read.unit.path, problem)
        for why, number in read.scribe.passed.items():
            outcome.tally.pass_over(why, number)
        if read.unit.others:
            outcome.tally.pass_over("tables that say nothing kept here", read.unit.others)
        return outcome

    def _write(self, read: Read, outcome: Outcome) -> None:
        reading = Reading(read.scribe.book, self.now.date(), self.wider)
        agencies, places = list(reading.agencies()), list(reading.places())
        services = list(reading.services())
        _refuse(reading.bad)
        home = organization_by_id(IMPORTER, self.home()) if self.home.wanted else None
        intake = ListingIntake(self.source, outcome.tally, Owners(self.source, home, self.wider.names))
        zones = {place.owners[0]: place.time_zone for place in places if place.owners and place.time_zone}
        intake.agencies(agencies, zones)
        _refuse(intake.places(places))
        _refuse(intake.services(services))
        intake.finish()
        tell(f"org:{organization_id}" for organization_id in intake.touched)


def _refuse(bad: list[tuple[str, Unfit]]) -> None:
    if bad:
        shown = [Complaint(place, unfit.field, unfit.reason) for place, unfit in bad[:MOST_COMPLAINTS]]
        cause: Any = next((unfit for _, unfit in bad if isinstance(unfit, Unknown)), bad[0][1])
        raise BadRows(shown, len(bad) - len(shown)) from cause
