"""References between resources, written in one way, and who is behind them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from urllib.parse import unquote

from handclasp.domain.fhir.names import phone
from handclasp.domain.fhir.values import Resource, Unfit, as_object, identifiers, many, resource_id, text

NPI: Final = "http://hl7.org/fhir/sid/us-npi"
LONGEST_REFERENCE: Final = 1_000
POINTED_AT: Final = frozenset({"Organization", "Location", "Practitioner"})


@dataclass(frozen=True)
class Key:
    """Under which source a row is found again."""

    system: str
    id: str


def reference(resource: Resource, at: str, kind: str) -> str:
    """Return the reference in a field, in one of our three spellings, or an empty string where there is none.

    `Organization/12`, `urn:uuid:...` or `Organization?identifier=system|value`; what points
    into the record itself (`#...`) counts as none.
    """
    found = resource.get(at)
    return "" if found is None else reference_in(as_object(found, at), at, kind)


def references(resource: Resource, field_name: str, kind: str) -> tuple[str, ...]:
    """Return the references of a repeating field."""
    found = (reference_in(entry, at, kind) for at, entry in many(resource, field_name))
    return tuple(ref for ref in found if ref)


def reference_in(holder: Resource, at: str, kind: str) -> str:
    """Return the reference that an object holds, spelled as `reference` says."""
    written = text(holder, "reference", at, longest=LONGEST_REFERENCE)
    if written:
        return _spelled(written, f"{at}.reference", kind)
    if holder.get("identifier") is None:
        return ""
    identifier = as_object(holder["identifier"], f"{at}.identifier")
    value = text(identifier, "value", f"{at}.identifier")
    return f"{kind}?identifier={text(identifier, 'system', f'{at}.identifier')}|{value}" if value else ""


def _spelled(written: str, at: str, kind: str) -> str:
    if written.startswith("#"):
        return ""
    if written.startswith(("urn:uuid:", "urn:oid:")):
        return written
    path, asks, query = written.split("/_history/")[0].partition("?")
    if asks:
        conditions = dict(part.partition("=")[::2] for part in query.split("&"))
        if "identifier" not in conditions:
            raise Unfit(at, "is a search that does not name an identifier")
        return f"{kind}?identifier={unquote(conditions['identifier'])}"
    parts = path.rstrip("/").split("/")
    if len(parts) < 2 or parts[-2] != kind:
        raise Unfit(at, f"should point at a {kind}")
    return f"{kind}/{parts[-1]}"


@dataclass
class Known:
    """What the files of one call say about who is who, so that references between files find their row."""

    source: str
    today: date
    keys: dict[str, Key] = field(default_factory=dict)
    parents: dict[Key, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    passed_over: set[Key] = field(default_factory=set)

    def learn(self, resource: Resource, full_url: str, *, left_out: bool = False) -> None:
        """Note under which names a resource is referred to, where a practitioner works, and who is left out."""
        kind = resource.get("resourceType")
        if kind == "PractitionerRole" and resource.get("active") is not False:
            practitioner = reference(resource, "practitioner", "Practitioner")
            organization = reference(resource, "organization", "Organization")
            if practitioner and organization:
                self.homes.setdefault(practitioner, organization)
                self.phones.setdefault(practitioner, phone(resource, self.today))
        if kind not in POINTED_AT:
            return
        key = key_of(resource, full_url, self.source)
        for name in self._names(str(kind), resource, full_url):
            self.keys[name] = key
        if left_out:
            self.passed_over.add(key)
        parent = reference(resource, "partOf", "Organization") if kind == "Organization" else ""
        if parent:
            self.parents[key] = parent

    def find(self, ref: str) -> Key | None:
        """Return whom a reference means, or None; a part of an organization means the whole."""
        key = self.keys.get(ref)
        for _ in range(20):  # as deep as an organization may be nested; a circle ends here too
            parent = self.parents.get(key) if key else None
            above = self.keys.get(parent) if parent else None
            if above is None:
                return key
            key = above
        return key

    def is_part(self, key: Key) -> bool:
        """Say whether this is a part of another organization in the same files."""
        return self.keys.get(self.parents.get(key, "")) is not None

    def workplace_of(self, resource: Resource, full_url: str) -> tuple[str, str]:
        """Return the organization (a reference) and the phone number of a practitioner's role, or empty texts."""
        for name in self._names("Practitioner", resource, full_url):
            if name in self.homes:
                return self.homes[name], self.phones[name]
        return "", ""

    @staticmethod
    def _names(kind: str, resource: Resource, full_url: str) -> list[str]:
        names = [f"{kind}?identifier={system}|{value}" for system, value in identifiers(resource)]
        own = text(resource, "id", longest=LONGEST_REFERENCE)
        return ([f"{kind}/{own}"] if own else []) + ([full_url] if full_url else []) + names


def key_of(resource: Resource, full_url: str, source: str) -> Key:
    """Return the key of a row: the NPI of a practitioner who has one, else the resource's own id."""
    if resource.get("resourceType") == "Practitioner":
        npi = next((value for system, value in identifiers(resource) if system == NPI), "")
        if npi:
            return Key(NPI, npi)
    return Key(source, resource_id(resource, full_url))


def key_from(ref: str, source: str) -> Key:
    """Return the key that a reference itself spells, for rows that an earlier call brought."""
    if "?identifier=" in ref:
        system, _, value = ref.partition("?identifier=")[2].rpartition("|")
        return Key(system, value)
    return Key(source, ref.removeprefix("urn:uuid:").removeprefix("urn:oid:").rpartition("/")[2])
