"""Organization, Location and PractitionerRole as rows."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from handclasp.domain.fhir.names import email, phone
from handclasp.domain.fhir.references import key_of, reference, references
from handclasp.domain.fhir.values import Resource, Unfit, as_object, concept, many, text, texts, truth
from handclasp.domain.us_time_zones import time_zone_of_state

PAYERS: Final = frozenset({"ins", "pay"})
INSIDE_A_BUILDING: Final = frozenset(
    {"wi", "wa", "lvl", "co", "ro", "bd", "ve", "ca", "rd", "area", "jdn", "vi"}
)
CARE_TEAM: Final = "Care team"


@dataclass(frozen=True)
class OrganizationRow:
    """An organization as a file says; `time_zone` is a guess from its address, or empty."""

    source_id: str
    name: str
    phone: str
    time_zone: str


@dataclass(frozen=True)
class SiteRow:
    """A place as a file says."""

    source_id: str
    organization: str
    name: str
    address: str
    phone: str
    time_zone: str


@dataclass(frozen=True)
class RoleRow:
    """What somebody does where; the references are spelled as in `references`."""

    practitioner: str
    organization: str
    locations: tuple[str, ...]
    specialty: str
    phone: str
    email: str
    is_active: bool


def organization_from(resource: Resource, full_url: str, source: str, today: date) -> OrganizationRow:
    """Read an Organization (https://hl7.org/fhir/R4/organization.html), or say what is unfit about it."""
    name = text(resource, "name")
    if not name:
        raise Unfit("name", "is missing; an organization needs one")
    addresses = list(many(resource, "address"))
    zone = next((time_zone_of_state(text(address, "state", at)) for at, address in addresses), "")
    return OrganizationRow(key_of(resource, full_url, source).id, name, phone(resource, today), zone)


def site_from(resource: Resource, full_url: str, source: str, today: date) -> SiteRow:
    """Read a Location (https://hl7.org/fhir/R4/location.html), or say what is unfit about it."""
    found = resource.get("address")
    address = as_object(found, "address") if found is not None else {}
    line = _line(address)
    name = text(resource, "name") or line
    if not name:
        raise Unfit("name", "is missing, and so is the address; a place needs one of them")
    return SiteRow(
        source_id=key_of(resource, full_url, source).id,
        organization=reference(resource, "managingOrganization", "Organization"),
        name=name,
        address=line,
        phone=phone(resource, today),
        time_zone=time_zone_of_state(text(address, "state", "address")),
    )


def role_from(resource: Resource, today: date) -> RoleRow:
    """Read a role (https://hl7.org/fhir/R4/practitionerrole.html), or say what is unfit about it."""
    return RoleRow(
        practitioner=reference(resource, "practitioner", "Practitioner"),
        organization=reference(resource, "organization", "Organization"),
        locations=references(resource, "location", "Location"),
        specialty=next(
            (words for at, s in many(resource, "specialty") if (words := concept(s, at))), CARE_TEAM
        ),
        phone=phone(resource, today),
        email=email(resource, today),
        is_active=truth(resource, "active") is not False,
    )


def why_left_out(resource: Resource) -> str:
    """Return why a resource is passed over, as the head of `...: 3 passed over`, or an empty string."""
    kind = resource.get("resourceType")
    if resource.get("status") == "entered-in-error":
        return "entered in error"
    if kind == "Organization" and _codes(resource, "type") & PAYERS:
        return "insurers and payers"
    if kind == "Organization" and resource.get("active") is False:
        return "organizations no longer active"
    if kind == "Location" and resource.get("status") == "inactive":
        return "places no longer active"
    if kind == "Location" and (resource.get("mode") == "kind" or _physical(resource) & INSIDE_A_BUILDING):
        return "rooms, beds and kinds of places"
    if kind == "PractitionerRole" and not reference(resource, "practitioner", "Practitioner"):
        return "roles that nobody fills"
    return ""


def _codes(resource: Resource, field: str) -> set[str]:
    return {text(c, "code", w) for at, t in many(resource, field) for w, c in many(t, "coding", at)}


def _physical(resource: Resource) -> set[str]:
    found = resource.get("physicalType")
    return (
        {text(c, "code", at) for at, c in many(as_object(found, "physicalType"), "coding")}
        if found
        else set()
    )


def _line(address: Resource) -> str:
    whole = text(address, "text", "address")
    if whole:
        return whole
    postal = text(address, "postalCode", "address")
    if len(postal) == 9 and postal.isdigit():
        postal = f"{postal[:5]}-{postal[5:]}"
    area = " ".join(part for part in (text(address, "state", "address"), postal) if part)
    parts = [*texts(address, "line", "address"), text(address, "city", "address"), area]
    return ", ".join(part for part in parts if part)[:400]
