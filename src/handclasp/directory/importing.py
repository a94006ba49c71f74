"""Writing organizations, sites, staff and roles that a file brings; call inside `acting`, one file a transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from handclasp.directory.accounts import give_account
from handclasp.directory.checks import phone as checked_phone
from handclasp.directory.commands import WEEKDAYS
from handclasp.directory.leaving import let_go
from handclasp.directory.models import Membership, Need, Organization, Program, Site, Sourced, Staff
from handclasp.directory.sourced_rows import SourcedRows
from handclasp.domain.fhir.people import StaffRow
from handclasp.domain.fhir.places import OrganizationRow, RoleRow, SiteRow
from handclasp.domain.fhir.references import Key, Known, key_from
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.refusals import REFUSALS
from handclasp.domain.specialties import needs_of_specialty
from handclasp.domain.tally import Outcome, Tally
from handclasp.platform.db import constraint_name
from handclasp.platform.refusals import Refusal, refusal_for_constraint

Row = TypeVar("Row", bound=Sourced)
DEFAULT_ZONE: Final = "America/New_York"
NOBODY: Final = "roles of people or places that were passed over"
ELSEWHERE: Final = "roles at a second organization (staff belong to one)"


class Unknown(Unfit):
    """A reference to something that is neither in the files nor in the database; another file may bring it."""


@dataclass
class DirectoryIntake:
    """Writes one file's directory rows; `home` answers which organization takes what names none."""

    known: Known
    tally: Tally
    home: Callable[[], int]
    touched: set[int] = field(default_factory=set)
    _rows: SourcedRows = field(default_factory=SourcedRows)
    _needs: dict[str, tuple[Need, ...]] = field(default_factory=dict)

    def organization(self, row: OrganizationRow) -> None:
        """Add or update an organization; its time zone is guessed once and never overwritten."""
        values = {"name": row.name, "phone": dialable(row.phone)}
        once = {"time_zone": row.time_zone or DEFAULT_ZONE}
        found, outcome = self._upsert(Organization, Key(self.known.source, row.source_id), values, once)
        self._done("organizations", outcome, found.pk)

    def site(self, row: SiteRow) -> None:
        """Add or update a site; hours and time zone are a person's matter once it is there."""
        home = self.organization_id(row.organization, "managingOrganization")
        values = {"name": row.name, "address": row.address, "phone": dialable(row.phone)}
        once = {"organization_id": home, "open_weekdays": WEEKDAYS, "time_zone": row.time_zone}
        _, outcome = self._upsert(Site, Key(self.known.source, row.source_id), values, once)
        self._done("sites", outcome, home)

    def staff(self, row: StaffRow) -> None:
        """Add or update somebody of the staff; contacts and languages are never emptied by a file without them."""
        key = Key(row.source_system, row.source_id)
        spoken = list(dict.fromkeys(tag.split("-")[0] for tag in row.languages))
        there = self._rows.get(Staff, key)
        home = there.organization_id if there else self.organization_id(row.organization, "organization")
        names: dict[str, Any] = {"prefix": row.prefix, "given": row.given, "family": row.family}
        if not row.is_active:  # who was deactivated here is not brought back by a file
            names["is_active"] = False
        optional = {
            "credential": row.credential, "email": row.email, "phone": dialable(row.phone),
            "languages": spoken,
        }  # fmt: skip
        values = names | {column: value for column, value in optional.items() if value}
        once = {"organization_id": home, "languages": spoken or ["en"]}
        person, outcome = self._upsert(Staff, key, values, once)
        if outcome != "same" or person.user_id is None:
            give_account(person)
        if outcome == "changed" and not person.is_active:
            let_go(person)
        self._done("staff", outcome, home)

    def role(self, row: RoleRow) -> None:
        """Put somebody into the program that a role describes, made when it is missing."""
        staff = self._row(Staff, row.practitioner)
        passed = self.passed_over(row.practitioner) or self.passed_over(row.organization)
        if passed and staff is None:
            return self.tally.pass_over(NOBODY)
        if staff is None:
            raise _unknown("practitioner", row.practitioner)
        home = staff.organization_id
        if row.organization and not passed:
            home = self.organization_id(row.organization, "organization")
        if passed or home != staff.organization_id:
            return self.tally.pass_over(NOBODY if passed else ELSEWHERE)
        for site in self._sites(row, home):
            self._membership(row, staff, site)
        return None

    def organization_id(self, ref: str, field_name: str) -> int:
        """Return the organization a reference means; none, or one that was passed over, means the home."""
        if not ref or self.passed_over(ref):
            return self.home()
        found = self._row(Organization, ref)
        if found is None:
            raise _unknown(field_name, ref)
        return found.pk

    def passed_over(self, ref: str) -> bool:
        """Say whether the files hold what a reference means, but it is left out."""
        return self.known.find(ref) in self.known.passed_over

    def _sites(self, row: RoleRow, home: int) -> list[Site]:
        """Return the sites of a role: those it names, else the organization's first, else a new one of its name."""
        found = {ref: self._row(Site, ref) for ref in row.locations}
        for ref, site in found.items():
            if site is None and not self.passed_over(ref):
                raise _unknown("location", ref)
        named = {
            site.pk: site for site in found.values() if site is not None and site.organization_id == home
        }
        return list(named.values()) or [self._first_site(home)]

    def _first_site(self, home: int) -> Site:
        there = Site.objects.filter(organization=home).order_by("id").first()
        if there is not None:
            return there
        self.tally.count("sites", "new")
        owner = Organization.objects.get(pk=home)
        return Site.objects.create(
            organization=owner, name=owner.name, phone=owner.phone, open_weekdays=WEEKDAYS
        )

    def _membership(self, row: RoleRow, staff: Staff, site: Site) -> None:
        program = Program.objects.filter(site=site, name=row.specialty).first()
        there = Membership.objects.filter(staff=staff, program=program).first() if program else None
        if not row.is_active:
            return self._ended(there, program)
        program = self._relied_on(program or self._new_program(row, site), staff)
        if there is None:
            Membership.objects.create(staff=staff, program=program)
            self._lend_needs(staff, row.specialty)
        if staff.site_id is None:
            staff.site = site
            staff.save(update_fields=["site"])
        return self.tally.count("roles", "same" if there else "new")

    def _ended(self, there: Membership | None, program: Program | None) -> None:
        """Take an ended role away, unless the program would lose the person it relies on."""
        if there is None or program is None:
            return self.tally.pass_over("roles that have ended")
        if there.staff_id in {program.duty_id, program.supervisor_id}:
            return self.tally.pass_over("ended roles of people on duty (name somebody else first)")
        there.delete()
        return self.tally.count("roles", "changed")

    def _new_program(self, row: RoleRow, site: Site) -> Program:
        program = Program.objects.create(organization_id=site.organization_id, site=site, name=row.specialty)
        program.needs.add(*self._needs_of(row.specialty))
        self.tally.count("programs", "new")
        return program

    @staticmethod
    def _relied_on(program: Program, staff: Staff) -> Program:
        """Let the first active person of a program be its last rung, until somebody names another."""
        if program.duty_id is None and program.supervisor_id is None and staff.is_active:
            program.duty = program.supervisor = staff
            program.save(update_fields=["duty", "supervisor"])
        return program

    def _needs_of(self, specialty: str) -> tuple[Need, ...]:
        if specialty not in self._needs:
            self._needs[specialty] = tuple(
                Need.objects.filter(organization=None, code__in=needs_of_specialty(specialty))
            )
        return self._needs[specialty]

    def _lend_needs(self, staff: Staff, specialty: str) -> None:
        """Let a newcomer who helps with nothing yet help with what the specialty is asked for."""
        needs = self._needs_of(specialty)
        if needs and not staff.needs.exists():
            staff.needs.add(*needs)

    def _row(self, model: type[Row], ref: str) -> Row | None:
        """Return the row behind a reference; one by identifier also finds a row whose id is that value."""
        if not ref:
            return None
        key = self.known.find(ref) or key_from(ref, self.known.source)
        by_value = key.id if "?identifier=" in ref else ""
        return self._rows.get(model, key) or self._rows.with_id(model, by_value)

    def _upsert(
        self, model: type[Row], key: Key, values: dict[str, Any], once: dict[str, Any]
    ) -> tuple[Row, Outcome]:
        """Add a row with `values` and `once`, or change only those columns of `values` that differ."""
        row = self._rows.get(model, key)
        if row is None:
            row = model(source_system=key.system, source_id=key.id, **(once | values))
            row.save(force_insert=True)
            self._rows.add(row)
            return row, "new"
        changes = {column: value for column, value in values.items() if getattr(row, column) != value}
        for column, value in changes.items():
            setattr(row, column, value)
        if changes:
            _save(row, list(changes))
        return row, "changed" if changes else "same"

    def _done(self, kind: str, outcome: Outcome, organization_id: int) -> None:
        self.tally.count(kind, outcome)
        if outcome != "same":
            self.touched.add(organization_id)


def dialable(written: str) -> str:
    """Return a phone number as +12125550123 where it is one, else as it was written."""
    digits = written.translate(PUNCTUATION)
    if len(digits) == 10 and digits.isascii() and digits.isdigit() and digits[0] > "1" and digits[3] > "1":
        return f"+1{digits}"
    try:
        return checked_phone(written)
    except Refusal:
        return written


PUNCTUATION: Final = str.maketrans("", "", " -.()")


def _save(row: Model, columns: list[str]) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=columns)
    except IntegrityError as error:
        reason = refusal_for_constraint(constraint_name(error))
        if reason is None:
            raise
        raise Unfit(
            "active" if reason in {"still_holding", "still_awaited"} else "", REFUSALS[reason]
        ) from error


def _unknown(field_name: str, ref: str) -> Unknown:
    return Unknown(
        field_name,
        f"refers to {ref[:120]}, which is neither in these files nor here. Import its file in the same call",
    )
