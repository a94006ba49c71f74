"""Importing FHIR files: each in one transaction, in an order in which references find what they mean."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from handclasp.clients.importing import ClientIntake, OnDeath
from handclasp.config.importing.complaints import BadRows, Complaint, WrongFile
from handclasp.config.importing.fhir_files import Record, records
from handclasp.config.importing.home import Home, NoHome
from handclasp.config.importing.outcome import MOST_COMPLAINTS, Outcome, failed
from handclasp.config.importing.written_down import write_down
from handclasp.directory.importing import DirectoryIntake
from handclasp.domain.fhir.people import client_from, staff_from
from handclasp.domain.fhir.places import organization_from, role_from, site_from, why_left_out
from handclasp.domain.fhir.references import Known
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.tally import Tally
from handclasp.platform.actor import IMPORTER
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

ORDER: Final = ("Organization", "Location", "Practitioner", "PractitionerRole", "Patient")
LOCK: Final = 4_862_210_002  # two imports at once wait for each other
Progress = Callable[[Path, int], None]


@dataclass
class Scanned:
    """A file that was read once: which kinds of resources it holds, and what else."""

    path: Path
    kinds: set[str]
    others: dict[str, int]

    @property
    def passes(self) -> list[str]:
        """Return the kinds to import, in their order."""
        return [kind for kind in ORDER if kind in self.kinds]

    @property
    def rank(self) -> tuple[int, int]:
        """Return how late this file comes: after those that hold what it may refer to."""
        ranks = [ORDER.index(kind) for kind in self.kinds] or [0]
        return max(ranks), min(ranks)


@dataclass
class FhirImport:
    """One call of the importer; `run` yields the outcome of each file."""

    now: datetime
    source: str
    home: Home
    on_death: OnDeath
    dry_run: bool = False
    progress: Progress = lambda path, size: None
    known: Known = field(init=False)

    def __post_init__(self) -> None:
        self.known = Known(self.source, self.now.date())

    def run(self, paths: list[Path]) -> Iterator[Outcome]:
        """Import the files; one that refers to what another brings is tried again after it."""
        with self._rolled_back_if_dry():
            waiting = []
            for path in paths:
                scanned = self._scan(path)
                if isinstance(scanned, Outcome):
                    yield scanned
                else:
                    waiting.append(scanned)
            yield from self._import_all(sorted(waiting, key=lambda one: one.rank))

    def _import_all(self, waiting: list[Scanned]) -> Iterator[Outcome]:
        while waiting:
            again: list[tuple[Scanned, Outcome]] = []
            kept_some = False
            for scanned in waiting:
                outcome = self._import(scanned)
                if outcome.is_kept:
                    kept_some = True
                if outcome.needs_others:
                    again.append((scanned, outcome))
                else:
                    yield outcome
            waiting = [scanned for scanned, _ in again] if kept_some else []
            if not waiting:
                yield from (outcome for _, outcome in again)

    @contextmanager
    def _rolled_back_if_dry(self) -> Iterator[None]:
        """For a dry run, hold everything in one transaction that is undone, so that files still find each other."""
        if not self.dry_run:
            yield
            return
        with transaction.atomic():
            yield
            transaction.set_rollback(True)

    def _scan(self, path: Path) -> Scanned | Outcome:
        """Read a file once for what it holds and who is called what; nothing is written."""
        kinds: set[str] = set()
        others: dict[str, int] = {}
        complaints: list[Complaint] = []
        try:
            for record in records(path):
                self.progress(path, record.size)
                if record.kind not in ORDER:
                    others[record.kind] = others.get(record.kind, 0) + 1
                    continue
                kinds.add(record.kind)
                try:
                    left_out = bool(why_left_out(record.resource))
                    self.known.learn(record.resource, record.full_url, left_out=left_out)
                except Unfit as unfit:
                    complaints.append(Complaint(record.place, unfit.field, unfit.reason))
        except WrongFile as wrong:
            return Outcome(path, wrong=str(wrong))
        except BadRows as bad:
            return Outcome(path, bad_rows=BadRows([*complaints, *bad.complaints][:MOST_COMPLAINTS]))
        if complaints:
            shown = complaints[:MOST_COMPLAINTS]
            return Outcome(path, bad_rows=BadRows(shown, len(complaints) - len(shown)))
        return Scanned(path, kinds, others)

    def _import(self, scanned: Scanned) -> Outcome:
        outcome = Outcome(scanned.path)
        try:
            with acting(IMPORTER, self.now, "record:import"):
                _execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
                self._write(scanned, outcome.tally)
                write_down(outcome.tally, self.now)
                _execute("SET CONSTRAINTS ALL IMMEDIATE")
        except (WrongFile, NoHome, BadRows, Refusal) as problem:
            self.home.forget()
            return failed(scanned.path, problem)
        for kind, number in scanned.others.items():
            outcome.tally.pass_over(kind, number)
        return outcome

    def _write(self, scanned: Scanned, tally: Tally) -> None:
        file = FileImport(self, scanned.path, tally)
        for kind in scanned.passes:
            file.read(kind)
        file.finish()


class FileImport:
    """The rows of one file, on their way in; bad ones are collected, up to a number."""

    def __init__(self, call: FhirImport, path: Path, tally: Tally) -> None:
        self.call = call
        self.path = path
        self.tally = tally
        self.today = call.now.date()
        self.directory = DirectoryIntake(call.known, tally, call.home)
        self.clients = ClientIntake(call.source, call.now, tally, call.on_death)
        self.seen: dict[Any, tuple[str, Any]] = {}
        self.bad: list[Complaint] = []
        self.more = 0
        self.cause: Unfit | None = None

    def read(self, kind: str) -> None:
        """Take every resource of one kind."""
        for record in records(self.path):
            if record.kind != kind:
                continue
            self.call.progress(self.path, record.size)
            why = why_left_out(record.resource)
            if why:
                self.tally.pass_over(why)
                continue
            try:
                self._take(record)
            except Unfit as unfit:
                self._complain(record.place, unfit)

    def finish(self) -> None:
        """Write what was collected, or say what is bad."""
        if not self.bad:
            for first, second in self.clients.twice():
                self._complain(second, Unfit("id", f"stands already at {first}, with different content"))
        if self.bad:
            raise BadRows(self.bad, self.more) from self.cause
        self.clients.write(lambda done: None)
        tell(f"org:{organization_id}" for organization_id in self.directory.touched)

    def _take(self, record: Record) -> None:
        take = {
            "Organization": self._organization, "Location": self._site, "Practitioner": self._staff,
            "PractitionerRole": self._role, "Patient": self._client,
        }  # fmt: skip
        take[record.kind](record)

    def _organization(self, record: Record) -> None:
        row = organization_from(record.resource, record.full_url, self.call.source, self.today)
        key = self.call.known.find(f"Organization/{row.source_id}")
        if key is not None and key.id != row.source_id:
            self.tally.pass_over("parts of other organizations")
        elif self._is_first(record, row.source_id, row):
            self.directory.organization(row)

    def _site(self, record: Record) -> None:
        row = site_from(record.resource, record.full_url, self.call.source, self.today)
        if self._is_first(record, row.source_id, row):
            self.directory.site(row)

    def _staff(self, record: Record) -> None:
        workplace = self.call.known.workplace_of(record.resource, record.full_url)
        row = staff_from(record.resource, record.full_url, self.call.source, workplace, self.today)
        if self._is_first(record, (row.source_system, row.source_id), row):
            self.directory.staff(row)

    def _role(self, record: Record) -> None:
        self.directory.role(role_from(record.resource, self.today))

    def _client(self, record: Record) -> None:
        row = client_from(record.resource, record.full_url, self.call.source, self.today)
        home = self.directory.organization_id(row.organization, "managingOrganization")
        if not self.bad:
            self.clients.add(record.place, home, row)

    def _is_first(self, record: Record, key: object, row: object) -> bool:
        """Say whether this record is new in its file; the same again is passed over, another content is bad."""
        place, there = self.seen.setdefault((record.kind, key), (record.place, row))
        if there is row:
            return True
        if there != row:
            raise Unfit("id", f"stands already at {place}, with different content")
        self.tally.pass_over("repeated records")
        return False

    def _complain(self, place: str, unfit: Unfit) -> None:
        self.cause = self.cause or unfit
        if len(self.bad) < MOST_COMPLAINTS:
            self.bad.append(Complaint(place, unfit.field, unfit.reason))
        else:
            self.more += 1


def _execute(statement: str, parameters: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
