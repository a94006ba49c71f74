"""A book of one file, read into rows; what is unfit is told by its place, and the rest is read on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.book import Book, Entry
from handclasp.domain.hsds.hours import OVER, Opening, opening_of
from handclasp.domain.hsds.languages import tags_of
from handclasp.domain.hsds.rows import ENDED, AgencyRow, PlaceRow, ServiceRow
from handclasp.domain.hsds.values import Row, day, identity, line, name, number, passage
from handclasp.domain.us_time_zones import time_zone_of_state

Read = TypeVar("Read")
STATUSES: Final = ("active", *ENDED, "temporarily closed")
OLDEST: Final = 150
# From, to and including: the ages (in years) of domain.age_groups.
AGES: Final = {"child": (0, 12), "teen": (13, 17), "adult": (18, 64), "older_adult": (65, OLDEST)}
VOICES: Final = ("voice", "cell", "mobile", "hotline", "toll free", "tollfree", "main", "phone", "")
NOT_SPOKEN: Final = ("fax", "tty", "tdd", "textphone", "pager", "video", "sms", "text")
PASSAGES: Final = {
    "about": "description", "eligibility": "eligibility_description", "how_to_apply": "application_process",
    "cost": "fees_description", "interpreters": "interpretation_services", "wait": "wait_time", "notice": "alert",
}  # fmt: skip


@dataclass
class Wider:
    """What the other files of a call say: names of organizations, terms, and who stands at which place."""

    names: dict[str, str] = field(default_factory=dict)
    terms: dict[str, Row] = field(default_factory=dict)
    owner_of: dict[str, str] = field(default_factory=dict)
    _organization_of: dict[str, str] = field(default_factory=dict)
    _spots: dict[str, dict[str, None]] = field(default_factory=dict)

    def learn(self, book: Book) -> None:
        """Take in what others may refer to."""
        self.terms |= book.terms
        for key, entry in book.chief["organization"].items():
            if isinstance(entry.row.get("name"), str):
                self.names[key] = entry.row["name"].strip()
        for key, entry in book.chief["location"].items():
            if owner := entry.row.get("organization_id"):
                self.owner_of.setdefault(key, owner)
        for key, entry in book.chief["service"].items():
            if owner := entry.row.get("organization_id"):
                self._organization_of[key] = owner
        for entry in book.chief["service_at_location"].values():
            location = entry.row.get("location_id") or ""
            self._spots.setdefault(location, {})[entry.row.get("service_id") or ""] = None

    def owners(self, location: str) -> list[str]:
        """Return the ids of the organizations that stand at a place, the one that it names first."""
        users = [self._organization_of.get(service, "") for service in self._spots.get(location, {})]
        return [owner for owner in (self.owner_of.get(location, ""), *users) if owner]


@dataclass
class Reading:
    """Reads rows out of a book; what is unfit is kept in `bad` with its place, and the rest goes on."""

    book: Book
    today: date
    wider: Wider = field(default_factory=Wider)
    bad: list[tuple[str, Unfit]] = field(default_factory=list)

    def agencies(self) -> Iterator[AgencyRow]:
        """Yield the organizations."""
        for key, entry in self.book.chief["organization"].items():
            yield from self._read(entry, self._agency, key, entry)

    def places(self) -> Iterator[PlaceRow]:
        """Yield the locations."""
        for key, entry in self.book.chief["location"].items():
            yield from self._read(entry, self._place, key, entry)

    def services(self) -> Iterator[ServiceRow]:
        """Yield each service once for each of its places, or once alone."""
        spots: dict[str, dict[str, str]] = {}
        for key, entry in self.book.chief["service_at_location"].items():
            service, location = identity(entry.row, "service_id"), identity(entry.row, "location_id")
            there = spots.setdefault(service, {}) if service else {}
            there.setdefault(location, key)
        for key, entry in self.book.chief["service"].items():
            for location, spot in (spots.get(key) or {"": ""}).items():
                yield from self._read(entry, self._service, key, entry, spot, location)

    def _read(self, entry: Entry, read: Callable[..., Read], *about: Any) -> Iterator[Read]:
        try:
            yield read(*about)
        except Unfit as unfit:
            self.bad.append((entry.place, unfit))

    def _agency(self, key: str, entry: Entry) -> AgencyRow:
        called = name(entry.row, "name") or name(entry.row, "alternate_name")
        if not called:
            raise Unfit("name", "is missing; an organization needs one")
        values: dict[str, Any] = {"name": called}
        if self.book.says("organization", key, "phone"):
            values["phone"] = self._phone("organization", key)
        return AgencyRow(key, entry.place, values)

    def _place(self, key: str, entry: Entry) -> PlaceRow:
        owners = [identity(entry.row, "organization_id"), *self.wider.owners(key)]
        addresses = self.book.of("location", key, "address")
        address = next((one for one in addresses if line(one, "address_type") == "physical"), None)
        address = address or next(iter(addresses), {})
        written = _address(address)
        called = name(entry.row, "name") or name(entry.row, "alternate_name") or written[:200]
        if not called:
            called = (
                "By phone or online"
                if line(entry.row, "location_type") == "virtual"
                else "Place without a name"
            )
        values: dict[str, Any] = {"name": called}
        if self.book.says("location", key, "address"):
            values["address"] = written
        if self.book.says("location", key, "phone"):
            values["phone"] = self._phone("location", key)
        is_us = line(address, "country").upper() in ("", "US", "USA", "UNITED STATES")
        zone = time_zone_of_state(line(address, "state_province")) if is_us else ""
        opening = self._opening("location", key) if self.book.says("location", key, "schedule") else None
        known = tuple(dict.fromkeys(owner for owner in owners if owner))
        return PlaceRow(key, entry.place, known, values, zone, opening)

    def _service(self, key: str, entry: Entry, spot: str, location: str) -> ServiceRow:
        row = entry.row
        called = name(row, "name") or name(row, "alternate_name")
        if not called:
            raise Unfit("name", "is missing; a service needs one")
        owners = [("service_at_location", spot), ("service", key)]
        listing = {column: passage(row, said) for column, said in PASSAGES.items() if said in row}
        listing |= {column: line(row, column, longest=500) for column in ("url", "email") if column in row}
        listing |= self._ages(row) | self._checked(row)
        if self.book.says("service", key, "required_document"):
            found = [passage(one, "document") for one in self.book.of("service", key, "required_document")]
            listing["bring"] = "\n".join(dict.fromkeys(one for one in found if one))[:2_000]
        hours = next((self._opening(*one) for one in owners if self.book.of(*one, "schedule")), None)
        if any(self.book.says(*one, "schedule") for one in [*owners, ("location", location)]):
            listing["hours"] = hours.words if hours else self._odd_hours(location)
        values, unknown = self._reach(key, spot, location)
        values |= _age_groups(listing)
        said = line(row, "status").casefold().replace("_", " ") or "active"
        status = said if said in STATUSES else "active"
        return ServiceRow(
            key, entry.place, identity(row, "organization_id"), location, called, name(row, "alternate_name"),
            status, values, listing, self._terms(key, spot), tuple(unknown), hours.passed if hours else (),
        )  # fmt: skip

    def _reach(self, key: str, spot: str, location: str) -> tuple[dict[str, Any], list[str]]:
        """Return phone and languages, and the names of languages that are not known."""
        owners = [("service_at_location", spot), ("service", key)]
        values: dict[str, Any] = {}
        if any(self.book.says(*one, "phone") for one in owners):
            values["phone"] = next((found for one in owners if (found := self._phone(*one))), "")
        spoken = self.book.of("service", key, "language") or self.book.of("location", location, "language")
        lines = [line_id for one in owners for line_id in self.book.ids(*one, "phone")]
        spoken = spoken or [one for line_id in lines for one in self.book.of("phone", line_id, "language")]
        tags, unknown = tags_of(spoken)
        if tags or self.book.says("service", key, "language"):
            values["languages"] = tags
        return values, unknown

    def _opening(self, kind: str, key: str) -> Opening:
        return opening_of(self.book.of(kind, key, "schedule"), self.today)

    def _odd_hours(self, location: str) -> str:
        """Return the hours of a place in words where a week cannot hold them; the site holds the others."""
        opening = self._opening("location", location)
        return opening.words if set(opening.passed) - {OVER} else ""

    def _phone(self, kind: str, key: str) -> str:
        """Return the first number that a person answers, as written, with its extension."""
        ranked = []
        for n, phone in enumerate(self.book.of(kind, key, "phone")):
            written, sort = line(phone, "number", longest=80), line(phone, "type").casefold()
            if written and not any(sort.startswith(other) for other in NOT_SPOKEN):
                extension = line(phone, "extension", longest=12)
                ranked.append(
                    (sort not in VOICES, n, f"{written} ext. {extension}" if extension else written)
                )
        return min(ranked)[2] if ranked else ""

    def _terms(self, key: str, spot: str) -> tuple[tuple[str, str], ...] | None:
        """Return name and code of each term of a service; None where the file speaks of none."""
        if not (self.book.says("service", key, "attribute") or self.book.loose):
            return None
        hanging = self.book.of("service", key, "attribute") + self.book.of(
            "service_at_location", spot, "attribute"
        )
        found = []
        for attribute in hanging:
            term = self.book.terms.get(identity(attribute, "taxonomy_term_id")) or self.wider.terms.get(
                identity(attribute, "taxonomy_term_id"), {}
            )
            words = line(attribute, "term_name") or line(term, "name")
            found.append((words, line(attribute, "term_code") or line(term, "code")))
        return tuple(dict.fromkeys(found))

    @staticmethod
    def _ages(row: Row) -> dict[str, Any]:
        if not {"minimum_age", "maximum_age"} & row.keys():
            return {}
        ages = [number(row, "minimum_age"), number(row, "maximum_age")]
        low, high = (int(age) if age is not None and 0 <= age <= OLDEST else None for age in ages)
        if low is not None and high is not None and low > high:
            low = high = None
        return {"minimum_age": low, "maximum_age": high}

    def _checked(self, row: Row) -> dict[str, Any]:
        dates = [day(row, column) for column in ("assured_date", "last_modified")]
        known = [one for one in dates if one is not None and one <= self.today]
        return (
            {"checked_on": max(known, default=None)} if {"assured_date", "last_modified"} & row.keys() else {}
        )


def _address(address: Row) -> str:
    """Return `1 Main St, Suite 2, Wichita, KS 67209`."""
    region = " ".join(
        part for part in (line(address, "state_province"), line(address, "postal_code")) if part
    )
    parts = [line(address, "address_1"), line(address, "address_2"), line(address, "city"), region]
    country = line(address, "country")
    if country.upper() not in ("", "US", "USA", "UNITED STATES"):
        parts.append(country)
    return ", ".join(part for part in parts if part)[:400]


def _age_groups(listing: dict[str, Any]) -> dict[str, list[str]]:
    if "minimum_age" not in listing:
        return {}
    low = listing["minimum_age"] or 0
    high = OLDEST if listing["maximum_age"] is None else listing["maximum_age"]
    groups = [group for group, (first, last) in AGES.items() if low <= last and high >= first]
    return {"age_groups": [] if len(groups) == len(AGES) else groups}
