"""Small HSDS files of the shape that real ones have, in JSON and in tables, and one call of the importer."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handclasp.config.importing.home import Home
from handclasp.config.importing.hsds import HsdsImport
from handclasp.config.importing.hsds_units import units_of
from handclasp.config.importing.outcome import Outcome
from tests.importing.files import NOW

Record = dict[str, Any]
WEEKDAYS = "MO,TU,WE,TH,FR"


def schedule(byday: str = WEEKDAYS, opens: str = "09:00:00", closes: str = "17:00:00", **more: Any) -> Record:
    """Return a weekly schedule."""
    return {"id": f"sch-{byday}-{opens}", "freq": "WEEKLY", "interval": 1, "byday": byday, "opens_at": opens,
            "closes_at": closes} | more  # fmt: skip


def phone(number: str = "620 555 0142", **more: Any) -> Record:
    """Return a phone."""
    return {"id": f"ph-{number}", "number": number, "type": "voice"} | more


def term(name: str, code: str = "") -> Record:
    """Return an attribute with its term inside."""
    inner = {"id": f"t-{name}", "code": code, "name": name, "taxonomy": "211"}
    return {"id": f"a-{name}", "link_entity": "service", "value": "", "taxonomy_term": inner}


def location(key: str = "l1", **more: Any) -> Record:
    """Return a place in Kansas."""
    return {
        "id": key, "location_type": "physical", "name": "Harvest Hall", "phones": [phone()],
        "addresses": [{"id": f"ad-{key}", "address_1": "12 Mill St", "city": "Wichita", "state_province": "KS",
                       "postal_code": "67202", "country": "US", "address_type": "physical"}],
        "schedules": [schedule()],
    } | more  # fmt: skip


def agency(key: str = "o1", name: str = "Harvest Table", **more: Any) -> Record:
    """Return an organization as a list has it."""
    return {
        "id": key,
        "name": name,
        "description": "Food for neighbors.",
        "email": "help@harvest.example",
    } | more


def service(key: str = "s1", name: str = "Food pantry", **more: Any) -> Record:
    """Return a whole service at one place."""
    return {
        "id": key, "name": name, "status": "active", "description": "<p>Groceries&nbsp;for a week.</p>",
        "eligibility_description": "Anybody in Sedgwick County", "application_process": "Walk in",
        "minimum_age": 18, "last_modified": "2026-01-05T10:30:45.123Z", "organization": agency(),
        "languages": [{"id": "lang-1", "name": "Spanish", "code": "spa"}], "phones": [phone("620 555 0143")],
        "required_documents": [{"id": "rd", "document": "A letter with your address"}],
        "attributes": [term("Food Pantries", "BD-1800.2000")],
        "service_at_locations": [{"id": f"sal-{key}", "location": location()}],
    } | more  # fmt: skip


def whole() -> Record:
    """Return an organization with everything inside it, as `/organizations/{id}` answers."""
    inside = {key: value for key, value in service().items() if key != "organization"}
    return agency(locations=[location()], services=[inside], phones=[phone("620 555 0100")])


def tables() -> dict[str, list[Record]]:
    """Return the same directory as tables."""
    return {
        "organizations": [agency()],
        "locations": [{"id": "l1", "location_type": "physical", "organization_id": "o1", "name": "Harvest Hall"}],
        "services": [
            {key: value for key, value in service(organization_id="o1").items() if not isinstance(value, list | dict)}
        ],
        "service_at_location": [{"id": "sal-s1", "service_id": "s1", "location_id": "l1"}],
        "addresses": [{**location()["addresses"][0], "location_id": "l1"}],
        "phones": [
            phone("620 555 0143", service_id="s1"),
            phone(location_id="l1"),
            phone("620 555 0100", organization_id="o1"),
        ],
        "schedules": [schedule(location_id="l1")],
        "languages": [{"id": "lang-1", "service_id": "s1", "name": "Spanish", "code": "spa"}],
        "required_documents": [{"id": "rd", "service_id": "s1", "document": "A letter with your address"}],
        "taxonomy_terms": [{"id": "t1", "code": "BD-1800.2000", "name": "Food Pantries"}],
        "attributes": [{"id": "a1", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "t1"}],
    }  # fmt: skip


def as_json(path: Path, document: Any, **how: Any) -> Path:
    """Write one document."""
    path.write_text(json.dumps(document, **how), encoding="utf-8")
    return path


def as_tables(folder: Path, content: dict[str, list[Record]] | None = None, **how: Any) -> Path:
    """Write each table as CSV, its columns in the reverse order and one more that nobody knows."""
    folder.mkdir(exist_ok=True)
    for name, rows in (content or tables()).items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, [*reversed(columns), "our_own_column"], **how)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def bring(*paths: Path, home: str = "", source: str = "hsds", dry: bool = False) -> list[Outcome]:
    """Import files as the command does."""
    units, _ = units_of(paths)
    return list(HsdsImport(NOW, source, Home(home), dry).run(units))


def reasons(outcomes: Iterable[Outcome]) -> list[str]:
    """Return what is wrong, in words."""
    return [
        *(outcome.wrong for outcome in outcomes if outcome.wrong),
        *(
            one.sentence("FILE")
            for outcome in outcomes
            if outcome.bad_rows
            for one in outcome.bad_rows.complaints
        ),
    ]
