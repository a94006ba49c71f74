"""Small FHIR files of the shape that real ones have, and one call of the importer."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handclasp.config.importing.complaints import BadRows
from handclasp.config.importing.fhir import FhirImport
from handclasp.config.importing.home import Home
from handclasp.config.importing.outcome import Outcome

NOW = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)
SYNTHEA = "https://github.com/synthetichealth/synthea"
NPI = "http://hl7.org/fhir/sid/us-npi"
Resource = dict[str, Any]


def organization(key: str, name: str, state: str = "KS", **more: Any) -> Resource:
    """Return an Organization."""
    identifier = [{"system": SYNTHEA, "value": key}]
    address = [{"line": ["1 Main St"], "city": "Wichita", "state": state}]
    return {"resourceType": "Organization", "id": key, "identifier": identifier, "name": name,
            "address": address} | more  # fmt: skip


def location(key: str, organization_key: str, **more: Any) -> Resource:
    """Return a Location that refers to its organization by identifier, as bulk exports do."""
    owner = {"identifier": {"system": SYNTHEA, "value": organization_key}}
    return {
        "resourceType": "Location", "id": key, "identifier": [{"system": SYNTHEA, "value": key}],
        "name": "Main Street", "managingOrganization": owner,
        "address": {"line": ["1 Main St"], "city": "Wichita", "state": "KS", "postalCode": "672092508"},
    } | more  # fmt: skip


def practitioner(npi: str, given: str = "Randy380", **more: Any) -> Resource:
    """Return a Practitioner with an NPI."""
    name = [{"family": "Bergstrom287", "given": [given], "prefix": ["Dr."]}]
    return {"resourceType": "Practitioner", "id": f"p-{npi}", "identifier": [{"system": NPI, "value": npi}],
            "active": True, "name": name} | more  # fmt: skip


def role(npi: str, organization_key: str, location_key: str = "", **more: Any) -> Resource:
    """Return a PractitionerRole that refers by identifiers."""
    where = [{"identifier": {"system": SYNTHEA, "value": location_key}}] if location_key else []
    return {
        "resourceType": "PractitionerRole", "id": f"r-{npi}-{organization_key}",
        "practitioner": {"identifier": {"system": NPI, "value": npi}},
        "organization": {"identifier": {"system": SYNTHEA, "value": organization_key}},
        "location": where, "specialty": [{"text": "General Practice Physician"}],
        "telecom": [{"system": "phone", "value": "6208765863"}],
    } | more  # fmt: skip


def patient(key: str, given: str = "Donya787", **more: Any) -> Resource:
    """Return a Patient."""
    return {
        "resourceType": "Patient", "id": key, "name": [{"use": "official", "family": "Yundt842", "given": [given]}],
        "telecom": [{"system": "phone", "value": "555-907-9875", "use": "home"}], "gender": "female",
        "birthDate": "1980-02-29",
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "es"}]}}],
    } | more  # fmt: skip


def network() -> list[Resource]:
    """Return one clinic with a site, a practitioner, a role and a client."""
    return [
        organization("o1", "Prairie Clinic"), location("l1", "o1"), practitioner("9999992198"),
        role("9999992198", "o1", "l1"),
        patient("c1", managingOrganization={"reference": "Organization/o1"}),
    ]  # fmt: skip


def ndjson(path: Path, *resources: Resource | str) -> Path:
    """Write one resource (or one raw line) a line."""
    lines = [line if isinstance(line, str) else json.dumps(line) for line in resources]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def bundle(path: Path, *resources: Resource) -> Path:
    """Write a transaction bundle whose entries are known by urn:uuid."""
    entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources]
    document = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
    path.write_text(json.dumps(document, indent=2), encoding="utf-8")
    return path


def run(*paths: Path, home: str = "", source: str = "fhir", dry: bool = False, **more: Any) -> list[Outcome]:
    """Import files as the command does."""
    on_death = more.get("on_death", lambda client_ids, now: None)
    return list(FhirImport(more.get("now", NOW), source, Home(home), on_death, dry).run(list(paths)))


def counts(outcome: Outcome) -> dict[str, tuple[int, int, int]]:
    """Return new, changed and same by kind."""
    rows = outcome.tally.rows
    return {
        kind: (rows[kind, "new"], rows[kind, "changed"], rows[kind, "same"]) for kind in outcome.tally.kinds()
    }


def complaints(outcome: Outcome) -> list[str]:
    """Return what is bad about a file, in sentences."""
    bad = outcome.bad_rows or BadRows([])
    return [complaint.sentence("FILE") for complaint in bad.complaints]
