"""Writing a staff list: line by line, then who depends on whom; call inside `acting`, one file a transaction."""

from dataclasses import dataclass, field
from typing import Any

from handclasp.directory import checks
from handclasp.directory.accounts import give_account
from handclasp.directory.commands import WEEKDAYS
from handclasp.directory.models import Membership, Need, Office, Organization, Program, Site, Staff
from handclasp.domain.fhir.references import NPI
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.staff_lines import StaffLine
from handclasp.domain.tally import Outcome, Tally
from handclasp.platform.refusals import Refusal

PERSONAL = ("given", "family", "prefix", "credential", "phone", "room", "npi")


@dataclass
class StaffListIntake:
    """Writes one staff list; an empty cell leaves what is there."""

    tally: Tally
    touched: set[int] = field(default_factory=set)
    _people: dict[tuple[int, str], tuple[Staff, StaffLine]] = field(default_factory=dict)
    _outcomes: dict[int, Outcome] = field(default_factory=dict)
    _needs: dict[tuple[int | None, str], Need] = field(
        default_factory=lambda: {(need.organization_id, need.code): need for need in Need.objects.all()}
    )
    _named: dict[tuple[int, str], int] = field(default_factory=dict)
    _rows: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def known_needs(self) -> list[str]:
        """Return the codes that the column of needs may hold in some organization, the house's first."""
        rows = sorted(self._needs.values(), key=lambda need: (need.organization_id or 0, need.position))
        return list(dict.fromkeys(need.code for need in rows))

    def line(self, line: StaffLine) -> None:
        """Write one line, but for the deputy."""
        organization = self._organization(line.organization)
        site = self._site(organization, line.site) if line.site else None
        staff = self._person(line, organization, site)
        if line.program and site is not None:
            self._program_of(line, staff, site)
        self._hold_offices(staff, line.offices)

    def deputy(self, line: StaffLine) -> None:
        """Name somebody's deputy, once all lines are written."""
        organization = self._organization(line.organization)
        if not line.deputy_email:
            return
        if line.deputy_email == line.email:
            raise Unfit("deputy_email", "is the person's own; nobody can be their own deputy")
        deputy = self._by_email(organization, line.deputy_email, "deputy_email")
        if deputy is None:
            raise Unfit("deputy_email", "belongs to nobody of this organization, in the list or before")
        staff, _ = self._people[organization.pk, line.email]
        self._change(staff, {"deputy_id": deputy.pk})

    def finish(self) -> list[str]:
        """Count the people; return the new or named programs that have nobody to rely on."""
        for outcome in self._outcomes.values():
            self.tally.count("staff", outcome)
        programs = [row for row in self._rows.values() if isinstance(row, Program)]
        return sorted(p.name for p in programs if p.duty_id is None and p.supervisor_id is None)

    def _organization(self, name: str) -> Organization:
        key = ("organizations", name.casefold())
        if key not in self._rows and (agency := self._agency(name)):
            self._rows[key] = agency
            self.tally.count("organizations", "same")
            self.tally.hints.append(
                f"{agency.name} was an outside agency of a directory. With staff here it belongs to the house now: "
                "look through its hours, programs and needs under People."
            )
        row: Organization = self._named_row("organizations", Organization, name, {}, {"name": name})
        return row

    @staticmethod
    def _agency(name: str) -> Organization | None:
        """Return the one outside agency of this name, where no organization of the house has it."""
        there = list(Organization.objects.filter(name__iexact=name).order_by("is_outside", "id")[:2])
        return there[0] if len(there) == 1 and there[0].is_outside else None

    def _site(self, organization: Organization, name: str) -> Site:
        new = {"name": name, "organization": organization, "open_weekdays": WEEKDAYS}
        row: Site = self._named_row("sites", Site, name, {"organization": organization}, new)
        return row

    def _named_row(
        self, kind: str, model: Any, name: str, within: dict[str, Any], new: dict[str, Any]
    ) -> Any:
        """Return the one row of this name, made when it is missing."""
        key = (kind, name.casefold(), *(row.pk for row in within.values()))
        if key not in self._rows:
            there = list(model.objects.filter(name__iexact=name, **within).order_by("id")[:3])
            if kind == "organizations":  # agencies of a directory may share the name
                there = [row for row in there if not row.is_outside] or there
            if len(there) > 1:
                raise Unfit(kind[:-1], f"{name} is the name of more than one of the {kind} here")
            self._rows[key] = there[0] if there else model.objects.create(**new)
            self.tally.count(kind, "same" if there else "new")
            if not there:
                self.tally.made.append(f"{kind[:-1]} {name}")
        return self._rows[key]

    def _person(self, line: StaffLine, organization: Organization, site: Site | None) -> Staff:
        self.touched.add(organization.pk)
        met = self._people.get((organization.pk, line.email))
        if met is not None:
            self._agree(met[1], line)
        there = (
            met[0]
            if met
            else self._by_email(organization, line.email) or self._by_npi(organization, line.npi)
        )
        values = self._values(line)
        if there is None:
            there = Staff.objects.create(
                organization=organization, site=site, **({"languages": ["en"]} | values | _source(line))
            )
            self._outcomes[there.pk] = "new"
        else:
            self._outcomes.setdefault(there.pk, "same")
            self._change(there, values | ({"site_id": site.pk} if site and not met else {}))
        if met is None and not give_account(there):
            self.tally.hints.append(
                f"{line.email} is already the account of somebody else, so this person has none."
            )
        self._people.setdefault((organization.pk, line.email), (there, line))
        self._set_needs(there, line.needs)
        return there

    @staticmethod
    def _agree(before: StaffLine, line: StaffLine) -> None:
        """Refuse two lines about one person that contradict each other."""
        for column in PERSONAL:
            earlier, later = getattr(before, column), getattr(line, column)
            if earlier and later and earlier != later:
                raise Unfit(column, "differs from an earlier line with the same email")

    @staticmethod
    def _values(line: StaffLine) -> dict[str, Any]:
        try:
            phone = checks.phone(line.phone)
        except Refusal as error:
            raise Unfit(
                "phone", "cannot be dialled; write it with its area code, such as 212 555 0123"
            ) from error
        values = {
            "given": line.given, "family": line.family, "prefix": line.prefix, "credential": line.credential,
            "email": line.email, "phone": phone, "room": line.room, "languages": list(line.languages),
        }  # fmt: skip
        return {column: value for column, value in values.items() if value}

    def _change(self, staff: Staff, values: dict[str, Any]) -> None:
        changes = {column: value for column, value in values.items() if getattr(staff, column) != value}
        for column, value in changes.items():
            setattr(staff, column, value)
        if changes:
            staff.save(update_fields=list(changes))
            self._changed(staff)

    def _changed(self, staff: Staff) -> None:
        if self._outcomes.get(staff.pk) != "new":
            self._outcomes[staff.pk] = "changed"

    def _set_needs(self, staff: Staff, codes: tuple[str, ...]) -> None:
        before = set(staff.needs.values_list("code", flat=True))
        if codes and not before.issuperset(codes):
            staff.needs.add(*self._needs_of(staff.organization_id, codes))
            self._changed(staff)

    def _needs_of(self, organization_id: int, codes: tuple[str, ...]) -> list[Need]:
        """Return the house's or the organization's own needs; another organization's are unknown here."""
        found = [self._needs.get((None, code)) or self._needs.get((organization_id, code)) for code in codes]
        unknown = [code for code, need in zip(codes, found, strict=True) if need is None]
        if unknown:
            raise Unfit("needs", f"{unknown[0]} is no need of this organization")
        return [need for need in found if need is not None]

    def _hold_offices(self, staff: Staff, offices: tuple[str, ...]) -> None:
        for office in offices:
            _, is_new = Office.objects.get_or_create(staff=staff, role=office)
            if is_new:
                self._changed(staff)

    def _program_of(self, line: StaffLine, staff: Staff, site: Site) -> None:
        new = {"name": line.program, "site": site, "organization_id": site.organization_id}
        program: Program = self._named_row("programs", Program, line.program, {"site": site}, new)
        missing = self._needs_of(site.organization_id, line.needs)
        if missing:
            program.needs.add(*missing)
        member, is_new = Membership.objects.get_or_create(
            staff=staff, program=program, defaults={"role": line.role}
        )
        outcome: Outcome = "new" if is_new else "same" if member.role == line.role else "changed"
        if outcome == "changed":
            member.role = line.role
            member.save(update_fields=["role"])
        self.tally.count("roles", outcome)
        self._rely(program, staff, line)

    def _rely(self, program: Program, staff: Staff, line: StaffLine) -> None:
        """Make somebody the program's duty person or supervisor, where the line says so."""
        for column, said in (("supervisor", line.is_supervisor), ("duty", line.is_duty)):
            if not said:
                continue
            if self._named.setdefault((program.pk, column), staff.pk) != staff.pk:
                raise Unfit(column, f"{program.name} has one already, by an earlier line")
            if getattr(program, f"{column}_id") != staff.pk:
                setattr(program, column, staff)
                program.save(update_fields=[column])
                self._changed(staff)

    @staticmethod
    def _by_email(organization: Organization, email: str, column: str = "email") -> Staff | None:
        there = list(Staff.objects.filter(organization=organization, email__iexact=email).order_by("id")[:2])
        if len(there) > 1:
            raise Unfit(column, "belongs to more than one person here; give each an email of their own first")
        return there[0] if there else None

    @staticmethod
    def _by_npi(organization: Organization, npi: str) -> Staff | None:
        if not npi:
            return None
        there = Staff.objects.filter(source_system=NPI, source_id=npi).first()
        if there is not None and there.organization_id != organization.pk:
            raise Unfit("npi", "belongs to somebody of another organization")
        return there


def _source(line: StaffLine) -> dict[str, str]:
    return {"source_system": NPI, "source_id": line.npi} if line.npi else {}
