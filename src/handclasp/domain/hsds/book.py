"""What one file (or one tabular package) of a directory says, gathered by record, however deep it stood in the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from handclasp.domain.fhir.values import Unfit
from handclasp.domain.hsds.values import Row, identity, line, several

CHIEF: Final = ("organization", "location", "service", "service_at_location")
KEPT: Final[dict[str, frozenset[str]]] = {
    "organization": frozenset({"name", "alternate_name"}),
    "location": frozenset({"name", "alternate_name", "location_type", "organization_id"}),
    "service": frozenset({
        "name", "alternate_name", "organization_id", "description", "url", "email", "status", "alert", "wait_time",
        "interpretation_services", "application_process", "fees_description", "eligibility_description",
        "minimum_age", "maximum_age", "assured_date", "last_modified",
    }),
    "service_at_location": frozenset({"service_id", "location_id"}),
}  # fmt: skip
LESSER: Final[dict[str, frozenset[str]]] = {
    "phone": frozenset({"number", "extension", "type"}),
    "address": frozenset({"address_1", "address_2", "city", "state_province", "postal_code", "country",
                          "address_type"}),
    "schedule": frozenset({"valid_from", "valid_to", "dtstart", "until", "count", "freq", "interval", "byday",
                           "bymonthday", "byweekno", "byyearday", "description", "opens_at", "closes_at"}),
    "language": frozenset({"name", "code"}),
    "required_document": frozenset({"document"}),
    "attribute": frozenset({"taxonomy_term_id", "term_name", "term_code"}),
    "contact": frozenset(),
}  # fmt: skip
TERM: Final = frozenset({"name", "code"})
# Under which names records stand inside other records; a service's organization stands there alone.
INSIDE: Final = {
    "organizations": "organization", "locations": "location", "services": "service",
    "service_at_locations": "service_at_location", "phones": "phone", "addresses": "address",
    "schedules": "schedule", "languages": "language", "required_documents": "required_document",
    "attributes": "attribute", "contacts": "contact", "taxonomy_terms": "taxonomy_term",
}  # fmt: skip
ALONE: Final = ("organization", "location", "service")
OWNERS: Final = ("service_at_location", "service", "location", "organization", "contact", "phone")
SHARED: Final = (
    "location",
    "organization_id",
)  # several organizations may stand at one place: the first is named
DEEPEST: Final = 12


@dataclass
class Entry:
    """A record, where it stood first, and what is known of it."""

    place: str
    row: dict[str, Any] = field(default_factory=dict)


@dataclass
class Book:
    """Everything of one file: the chief records by kind and id, and what hangs on each."""

    chief: dict[str, dict[str, Entry]] = field(default_factory=lambda: {kind: {} for kind in CHIEF})
    hanging: dict[tuple[str, str], dict[str, dict[Any, Row]]] = field(default_factory=dict)
    terms: dict[str, Row] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)

    def take(self, kind: str, record: Row, place: str, depth: int = 0) -> str:
        """Add a record with all that stands inside it; return its id. `Unfit` says what is wrong with it."""
        if depth > DEEPEST:
            raise Unfit("", "nests records too deep to be read")
        if kind == "taxonomy_term":
            return self._term(record)
        key = identity(record)
        if not key:
            raise Unfit("id", f"is missing, so the {kind.replace('_', ' ')} could not be found again")
        there = self.chief[kind].setdefault(key, Entry(place))
        for column in KEPT[kind] & record.keys():
            value = identity(record, column) if column.endswith("_id") else record[column]
            self._say(kind, there, column, value, place)
        if kind == "organization":
            self._of_organization(key, record, place, depth)
        self._inside(kind, key, record, place, depth)
        return key

    def hang(self, owner: tuple[str, str], kind: str, record: Row) -> None:
        """Add a phone, address, schedule, language, document or attribute to the record that has it."""
        kept = {column: record[column] for column in LESSER[kind] & record.keys()}
        inner = next(iter(several(record, "taxonomy_term")), None) if kind == "attribute" else None
        if inner is not None:
            kept["taxonomy_term_id"] = self._term(inner)
            kept |= {"term_name": inner.get("name"), "term_code": inner.get("code")}
        key = identity(record) or repr(sorted(kept.items(), key=lambda pair: pair[0]))
        self.hanging.setdefault(owner, {}).setdefault(kind, {})[key] = kept
        if owner[0] not in OWNERS:
            self.loose.add(owner[0])
        for deeper in {"contact": ("phones",), "phone": ("languages",)}.get(kind, ()):
            for one in several(record, deeper):
                self.hang((kind, str(key)), INSIDE[deeper], one)

    def row(self, kind: str, record: Row, place: str) -> None:
        """Add a line of a table, which names the records that it belongs to by their ids."""
        if kind in self.chief or kind == "taxonomy_term":
            kept = {"id", *KEPT.get(kind, TERM)}
            self.take(kind, {column: record[column] for column in kept & record.keys()}, place)
            return
        if kind == "attribute":
            owners = [(line(record, "link_entity") or "?", identity(record, "link_id"))]
        else:
            owners = [(owner, identity(record, f"{owner}_id")) for owner in OWNERS]
        for owner, key in owners:
            if key:
                kept = {"id", *LESSER[kind]} & record.keys()
                self.hang((owner, key), kind, {column: record[column] for column in kept})

    def of(self, kind: str, key: str, what: str) -> list[Row]:
        """Return what hangs on a record, such as its phones; those of its contacts come last."""
        found = list(self.hanging.get((kind, key), {}).get(what, {}).values())
        if what == "attribute":
            found += self._loose(key)
        for contact in self.hanging.get((kind, key), {}).get("contact", {}):
            found += self.hanging.get(("contact", contact), {}).get(what, {}).values()
        return found

    def says(self, kind: str, key: str, what: str) -> bool:
        """Say whether the file speaks of this at all: an empty list means none, silence means nothing."""
        return what in self.tables or what in self.hanging.get((kind, key), {})

    def ids(self, kind: str, key: str, what: str) -> list[str]:
        """Return the ids of what hangs on a record."""
        return [str(one) for one in self.hanging.get((kind, key), {}).get(what, {})]

    def _loose(self, key: str) -> Iterator[Row]:
        """Yield the attributes of a line whose column of kinds does not name one."""
        for owner in sorted(self.loose):
            yield from self.hanging.get((owner, key), {}).get("attribute", {}).values()

    def _inside(self, kind: str, key: str, record: Row, place: str, depth: int) -> None:
        for plural, inner in INSIDE.items():
            if plural not in record or (kind == "organization" and inner in CHIEF):
                continue
            if inner not in CHIEF:
                hangs = "attribute" if inner == "taxonomy_term" else inner
                self.hanging.setdefault((kind, key), {}).setdefault(hangs, {})
            for n, one in enumerate(several(record, plural)):
                if inner == "taxonomy_term":
                    self.hang((kind, key), "attribute", {"taxonomy_term": one})
                elif inner in CHIEF:
                    linked = {f"{kind}_id": key, **one} if kind != "service_at_location" else one
                    self.take(inner, linked, f"{place}, {plural}[{n}]", depth + 1)
                else:
                    self.hang((kind, key), inner, one)
        for single in ALONE:
            if isinstance(record.get(single), dict) and single != kind:
                there = self.chief[kind][key]
                inner_key = self.take(single, record[single], f"{place}, {single}", depth + 1)
                if f"{single}_id" in KEPT[kind]:
                    self._say(kind, there, f"{single}_id", inner_key, place)

    def _of_organization(self, key: str, record: Row, place: str, depth: int) -> None:
        for plural in ("locations", "services"):
            for n, one in enumerate(several(record, plural)):
                linked = {**one, "organization_id": one.get("organization_id") or key}
                self.take(INSIDE[plural], linked, f"{place}, {plural}[{n}]", depth + 1)

    def _say(self, kind: str, there: Entry, column: str, value: Any, place: str) -> None:
        before = there.row.get(column)
        if before in (None, ""):
            there.row[column] = value
        elif value not in (None, "", before) and (kind, column) != SHARED:
            raise Unfit("id", f"stands already at {there.place}, with another {column}")

    def _term(self, record: Row) -> str:
        key = identity(record) or line(record, "code") or line(record, "name")
        if key:
            self.terms[key] = {column: record[column] for column in TERM & record.keys()}
        return key
