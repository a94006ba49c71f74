"""Writing what a directory of outside agencies brings; call inside `acting`, one file a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from handclasp.directory.hsds_rows import Names, Owners, batches, change, copies_by_place, rows_by_id
from handclasp.directory.importing import DEFAULT_ZONE, Unknown, dialable
from handclasp.directory.models import Listing, Need, Organization, Program, Site
from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.hours import Opening
from handclasp.domain.hsds.needs import Terms
from handclasp.domain.hsds.rows import AgencyRow, PlaceRow, ServiceRow
from handclasp.domain.plain_text import search_key
from handclasp.domain.tally import Outcome, Tally

IN_THE_HOUSE: Final = "records of organizations that the house has itself"
NOBODYS: Final = "places that no organization is named for"
ENDED: Final = "services that have ended"
UNKNOWN: Final = "refers to {}, which is neither in these files nor here. Import its file in the same call"
HAS_ENDED: Final = (
    "The directory says that {} of {} has ended. It was left as it is: its own people retire it under Places."
)
COPIED: Final = ("name", "address", "phone", "time_zone", "opens_at", "closes_at", "open_weekdays")
UNKNOWN_LANGUAGES: Final = "languages that are not known by name or code"


@dataclass
class ListingIntake:
    """Writes one file's agencies, places and services; outside agencies follow their directory in everything.

    What became an organization of the house keeps what its own people say: hours, needs, and whether it receives.
    """

    source: str
    tally: Tally
    owners: Owners
    touched: set[int] = field(default_factory=set)
    _sites: dict[str, Site] = field(default_factory=dict)
    _copies: dict[str, list[Site]] = field(default_factory=dict)
    _programs: dict[str, Program] = field(default_factory=dict)
    _of_service: dict[str, list[Program]] = field(default_factory=dict)
    _names: Names = field(default_factory=Names)
    _needs: dict[str, Need] = field(default_factory=dict)
    _terms: Terms = field(default_factory=lambda: Terms({}))
    _wanted: list[tuple[Program, tuple[str, ...]]] = field(default_factory=list)
    _listings: list[Listing] = field(default_factory=list)
    _first_sites: dict[int, Site] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = Need.objects.filter(organization=None)
        self._needs = {need.code: need for need in rows}
        names = {search_key(name): need.code for need in rows for name in (need.name_en, need.name_es)}
        self._terms = Terms(names)

    def agencies(self, rows: list[AgencyRow], zones: Mapping[str, str]) -> None:
        """Add or update organizations; `zones` are guesses of time zones by the organization's id."""
        there = rows_by_id(Organization, self.source, [row.id for row in rows])
        new = []
        for row in rows:
            values = self._dialable(row.values)
            if row.id in there:
                self.owners.found[row.id] = there[row.id]
                self._count("organizations", there[row.id], change(there[row.id], values))
            elif self.owners.is_ours(row.values["name"]):
                self._ours(row)
            else:
                zone = zones.get(row.id) or DEFAULT_ZONE
                made = Organization(
                    source_system=self.source, source_id=row.id, is_outside=True, time_zone=zone, **values
                )
                new.append(made)
                self.owners.found[row.id] = made
        Organization.objects.bulk_create(new, batch_size=500)
        if new:
            self.tally.count("organizations", "new", len(new))

    def places(self, rows: list[PlaceRow]) -> list[tuple[str, Unfit]]:
        """Add or update sites; return what is unfit, with its place."""
        self.owners.learn({owner for row in rows for owner in row.owners})
        self._load_sites([row.id for row in rows])
        self._copies = copies_by_place(self.source)
        new: list[Site] = []
        bad: list[tuple[str, Unfit]] = []
        for row in rows:
            try:
                self._place(row, new)
            except Unfit as unfit:
                bad.append((row.place, unfit))
        Site.objects.bulk_create(new, batch_size=500)
        return bad

    def services(self, rows: list[ServiceRow]) -> list[tuple[str, Unfit]]:
        """Add or update programs with their listings and needs; return what is unfit, with its place."""
        self.owners.learn({row.organization for row in rows})
        self._load_sites([row.location for row in rows if row.location and row.location not in self._sites])
        self._load_programs({row.id for row in rows})
        bad: list[tuple[str, Unfit]] = []
        new: list[Program] = []
        for row in rows:
            try:
                self._service(row, new)
            except Unfit as unfit:
                bad.append((row.place, unfit))
        if not bad:
            Program.objects.bulk_create(new, batch_size=500)
            Listing.objects.bulk_create(self._listings, batch_size=500)
            self._write_needs()
        return bad

    def finish(self) -> None:
        """Say what is still to be done."""
        if hint := self._terms.hint():
            self.tally.hints.append(hint)

    def _ours(self, row: AgencyRow) -> None:
        ours = self.owners.found[row.id] = self.owners.ours(row.values["name"])
        if ours is not None:
            self._count("organizations", ours, "same")
            return
        self.tally.pass_over(IN_THE_HOUSE)
        self.tally.hints.append(
            f"{row.values['name']} is an organization of the house already, so its places and services in the "
            "directory were passed over. Name it with --organization to take them."
        )

    def _owner(self, ids: tuple[str, ...], field_name: str) -> Organization | None:
        """Return the first organization that is known; None where the house has it itself, or nobody is named."""
        known = [self.owners.found[key] for key in ids if key in self.owners.found]
        if known:
            return next((one for one in known if one is not None), None)
        if ids:
            raise Unknown(field_name, UNKNOWN.format(ids[0][:120]))
        return self.owners.home

    def _place(self, row: PlaceRow, new: list[Site]) -> None:
        there = self._sites.get(row.id)
        owner = there.organization if there else self._owner(row.owners, "organization_id")
        if owner is None:
            self.tally.pass_over(IN_THE_HOUSE if row.owners else NOBODYS)
            return
        for why in row.opening.passed if row.opening else ():
            self.tally.pass_over(why)
        values = self._dialable(row.values)
        if there is None:
            columns = {"time_zone": row.time_zone} | values | _week(row.opening)
            made = Site(source_system=self.source, source_id=row.id, organization=owner, **columns)
            new.append(made)
            self._sites[row.id] = made
            self._count("sites", owner, "new")
            return
        outcomes = [self._follow(site, row, values) for site in (there, *self._copies.get(row.id, ()))]
        self.tally.count("sites", max(outcomes, key=lambda outcome: outcome == "changed"))

    def _follow(self, site: Site, row: PlaceRow, values: dict[str, Any]) -> Outcome:
        """Bring a site in line with its place, as far as its organization lets the directory speak for it."""
        if site.organization.is_outside:
            zone = {"time_zone": row.time_zone} if row.time_zone else {}
            values = values | _week(row.opening) | zone
        outcome = change(site, values)
        if outcome == "changed":
            self.touched.add(site.organization_id)
        return outcome

    def _service(self, row: ServiceRow, new: list[Program]) -> None:
        owner = self._owner((row.organization,) if row.organization else (), "organization_id")
        if owner is None and not row.organization:
            raise Unknown("organization_id", "is missing, and no --organization takes what names none")
        if owner is None:
            return self.tally.pass_over(IN_THE_HOUSE)
        there = self._there(row)
        if row.has_ended and not there:
            return self.tally.pass_over(ENDED)
        for why in row.passed:
            self.tally.pass_over(why)
        if row.unknown_languages:
            self.tally.pass_over(UNKNOWN_LANGUAGES, len(row.unknown_languages))
        for program in there:
            self._update(program, row)
        if not there:
            self._new(owner, row, new)
        return None

    def _there(self, row: ServiceRow) -> list[Program]:
        """Return the programs that a row means: the one at its place, or all of a service without a place."""
        known = self._of_service.get(row.id, [])
        if not row.location:
            return known
        if row.key in self._programs:
            return [self._programs[row.key]]
        nowhere = self._programs.pop(row.id, None)
        if nowhere is None:
            return []
        self._programs[row.key] = nowhere  # it has a place now
        return [nowhere]

    def _update(self, program: Program, row: ServiceRow) -> None:
        owner = program.organization
        values = self._columns(row) if owner.is_outside else self._said_of_the_house(program, row)
        if row.location and program.source_id != row.key:
            values |= {"source_id": row.key, "site": self._site(owner, row.location)}
        site = values.get("site", program.site)
        self._names.release(program.site, program.source_id, program.name)
        values["name"] = self._names.take(
            site, values.get("source_id", program.source_id), row.name, row.another_name
        )
        outcome = change(program, values)
        listing = program.listing
        listed = change(listing, row.listing | {"status": row.status})
        changed_needs = self._set_needs(program, owner, row)
        is_same = outcome == listed == "same" and not changed_needs
        self._count("programs", owner, "same" if is_same else "changed")

    def _new(self, owner: Organization, row: ServiceRow, new: list[Program]) -> None:
        site = self._site(owner, row.location) if row.location else self._somewhere(owner)
        name = self._names.take(site, row.key, row.name, row.another_name)
        program = Program(
            organization=owner, site=site, source_system=self.source, source_id=row.key,
            **(self._columns(row) | {"name": name, "receives": row.status == "active"}),
        )  # fmt: skip
        new.append(program)
        self._programs[row.key] = program
        self._of_service.setdefault(row.id, []).append(program)
        self._listings.append(Listing(program=program, service=row.id, status=row.status, **row.listing))
        self._wanted.append((program, self._codes(row)))
        self._count("programs", owner, "new")

    def _columns(self, row: ServiceRow) -> dict[str, Any]:
        values = self._dialable(row.values)
        return values | {"receives": row.status == "active", "is_active": not row.has_ended}

    def _said_of_the_house(self, program: Program, row: ServiceRow) -> dict[str, Any]:
        """Return the little that a directory may change in the house; that a service has ended is told to people."""
        if row.has_ended and program.is_active:
            self.tally.hints.append(HAS_ENDED.format(program.name, program.organization.name))
        return {column: value for column, value in self._dialable(row.values).items() if column == "phone"}

    def _codes(self, row: ServiceRow) -> tuple[str, ...]:
        found = self._terms.needs_of(row.terms or (), row.name)
        return tuple(code for code in found if code in self._needs)

    def _set_needs(self, program: Program, owner: Organization, row: ServiceRow) -> bool:
        """Bring the needs of a program in line with its terms; return whether any changed."""
        if row.terms is None:
            return False
        before = {need.code for need in program.needs.all()}
        wanted = set(self._codes(row))
        if before == wanted or not owner.is_outside:
            return False
        program.needs.set([self._needs[code] for code in wanted])
        return True

    def _write_needs(self) -> None:
        through = Program.needs.through
        links = [
            through(program_id=program.pk, need_id=self._needs[code].pk)
            for program, codes in self._wanted
            for code in codes
        ]
        through.objects.bulk_create(links, batch_size=2_000)

    def _site(self, owner: Organization, location: str) -> Site:
        """Return the place for this organization; one that another stands at too is a site of each."""
        first = self._sites.get(location)
        if first is None:
            raise Unknown("location_id", UNKNOWN.format(location[:120]))
        if first.organization_id == owner.pk:
            return first
        key = f"{location}@{owner.pk}"
        if key not in self._sites:
            there = Site.objects.filter(source_system=self.source, source_id=key).first()
            self._sites[key] = there or self._copy(first, key, owner)
            self._names.load([self._sites[key]])
        return self._sites[key]

    def _copy(self, first: Site, key: str, owner: Organization) -> Site:
        self._count("sites", owner, "new")
        columns = {column: getattr(first, column) for column in COPIED}
        return Site.objects.create(source_system=self.source, source_id=key, organization=owner, **columns)

    def _somewhere(self, owner: Organization) -> Site:
        """Return the first place of an organization, or a new one of its name."""
        if owner.pk not in self._first_sites:
            there = Site.objects.filter(organization=owner).order_by("id").first()
            if there is None:
                there = Site.objects.create(organization=owner, name=owner.name, phone=owner.phone)
                self._count("sites", owner, "new")
            self._first_sites[owner.pk] = there
            self._names.load([there])
        return self._first_sites[owner.pk]

    def _load_sites(self, locations: list[str]) -> None:
        there = rows_by_id(Site, self.source, locations, "organization")
        self._sites |= there
        self._names.load([*there.values()])

    def _load_programs(self, services: set[str]) -> None:
        for some in batches(services):
            rows = Program.objects.filter(source_system=self.source, listing__service__in=some)
            rows = rows.select_related("listing", "site", "organization").prefetch_related("needs")
            for program in rows.order_by("id"):
                self._programs[program.source_id] = program
                self._of_service.setdefault(program.listing.service, []).append(program)
        self._names.load([program.site for program in self._programs.values()])

    @staticmethod
    def _dialable(values: Mapping[str, Any]) -> dict[str, Any]:
        return {column: dialable(value) if column == "phone" else value for column, value in values.items()}

    def _count(self, kind: str, owner: Organization, outcome: Outcome) -> None:
        self.tally.count(kind, outcome)
        if outcome != "same" and owner.pk is not None:
            self.touched.add(owner.pk)


def _week(opening: Opening | None) -> dict[str, Any]:
    """Return the columns of a site for its hours; without a week it has no open day, and nothing is guessed."""
    if opening is None:
        return {}
    if opening.week is None:
        return {"open_weekdays": []}
    week = opening.week
    return {"opens_at": week.opens_at, "closes_at": week.closes_at, "open_weekdays": list(week.weekdays)}
