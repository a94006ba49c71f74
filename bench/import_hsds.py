"""Import a directory of 10,000 invented services, as JSON and as tables: how long, how much memory, and again.

    python bench/import_hsds.py [NUMBER] [json|tables]

Needs DATABASE_URL and DATABASE_OWNER_URL of an empty, migrated database, which it fills.
"""

import csv
import json
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PER_AGENCY = 4
TERMS = (
    "Food Pantries",
    "Homeless Shelter",
    "Bereavement Counseling",
    "Bicycle Repair",
    "Alcohol Use Disorder",
)
DAYS = "MO,TU,WE,TH,FR"
WORDS = "Somebody answers between nine and five and says what to bring. " * 8
Record = dict[str, Any]


def agency(n: int) -> Record:
    """Return an organization."""
    return {"id": f"o-{n:06}", "name": f"Agency {n}", "description": WORDS, "email": f"a{n}@agency.example"}


def place(n: int) -> Record:
    """Return a location without what hangs on it."""
    return {
        "id": f"l-{n:06}",
        "location_type": "physical",
        "name": f"House {n}",
        "organization_id": agency_of(n),
    }


def service(n: int) -> Record:
    """Return a service without what hangs on it."""
    return {
        "id": f"s-{n:06}", "organization_id": agency_of(n), "name": f"Service {n}", "status": "active",
        "description": WORDS, "eligibility_description": WORDS, "application_process": WORDS,
        "minimum_age": n % 20, "last_modified": "2026-01-05T10:30:45Z", "url": f"https://agency.example/{n}",
    }  # fmt: skip


def agency_of(n: int) -> str:
    """Return the id of the agency of service or place number n."""
    return f"o-{n // PER_AGENCY:06}"


def address(n: int) -> Record:
    """Return the address of place n."""
    return {"id": f"ad-{n:06}", "address_1": f"{n} Main St", "city": "Wichita", "state_province": "KS",
            "postal_code": "67209", "country": "US", "address_type": "physical"}  # fmt: skip


def phone(n: int) -> Record:
    """Return the phone of service n."""
    return {"id": f"ph-{n:06}", "number": f"620 555 {n % 10_000:04}", "type": "voice"}


def hours(n: int) -> Record:
    """Return the hours of place n."""
    return {"id": f"h-{n:06}", "freq": "WEEKLY", "byday": DAYS, "opens_at": "09:00", "closes_at": "17:00"}


def term(n: int) -> Record:
    """Return a term."""
    return {"id": f"t-{n % len(TERMS)}", "name": TERMS[n % len(TERMS)], "code": "", "taxonomy": "bench"}


def whole(n: int) -> Record:
    """Return service n with all that hangs on it, as a list of whole services has it."""
    inside = place(n) | {"addresses": [address(n)], "schedules": [hours(n)]}
    return service(n) | {
        "organization": agency(n // PER_AGENCY), "phones": [phone(n)], "schedules": [hours(n)],
        "languages": [{"id": f"g-{n:06}", "name": "Spanish", "code": "es"}],
        "attributes": [{"id": f"at-{n:06}", "taxonomy_term": term(n)}],
        "service_at_locations": [{"id": f"x-{n:06}", "location": inside}],
    }  # fmt: skip


def tables(number: int) -> Iterator[tuple[str, Iterator[Record]]]:
    """Yield each table with its lines."""
    every = range(number)
    yield "organizations", (agency(n) for n in range((number + PER_AGENCY - 1) // PER_AGENCY))
    yield "locations", (place(n) for n in every)
    yield "services", (service(n) for n in every)
    yield (
        "service_at_location",
        ({"id": f"x-{n:06}", "service_id": f"s-{n:06}", "location_id": f"l-{n:06}"} for n in every),
    )
    yield "addresses", (address(n) | {"location_id": f"l-{n:06}"} for n in every)
    yield "phones", (phone(n) | {"service_id": f"s-{n:06}"} for n in every)
    yield "schedules", (hours(n) | {"location_id": f"l-{n:06}", "service_id": f"s-{n:06}"} for n in every)
    yield "languages", ({"id": f"g-{n:06}", "service_id": f"s-{n:06}", "code": "es"} for n in every)
    yield "taxonomy_terms", (term(n) for n in range(len(TERMS)))
    yield (
        "attributes",
        (
            {
                "id": f"at-{n:06}",
                "link_id": f"s-{n:06}",
                "link_entity": "service",
                "taxonomy_term_id": term(n)["id"],
            }
            for n in every
        ),
    )


def write(folder: Path, number: int, shape: str) -> Path:
    """Write the directory, and return what to import."""
    if shape == "json":
        path = folder / "services.ndjson"
        with path.open("w") as file:
            for n in range(number):
                file.write(json.dumps(whole(n)) + "\n")
        return path
    for name, rows in tables(number):
        listed = list(rows)
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(listed[0]))
            writer.writeheader()
            writer.writerows(listed)
    return folder


def timed_import(path: Path) -> tuple[float, float, str]:
    """Import it; return seconds, those of them that Python's processor took, and what the importer counted."""
    from handclasp.config.importing.home import Home
    from handclasp.config.importing.hsds import HsdsImport
    from handclasp.config.importing.hsds_units import units_of

    began, worked = time.perf_counter(), time.process_time()
    [outcome] = HsdsImport(datetime.now(UTC), "bench", Home()).run(units_of([path])[0])
    assert outcome.is_kept, (outcome.wrong, outcome.bad_rows)
    took, mine = time.perf_counter() - began, time.process_time() - worked
    return took, mine, outcome.tally.sentence("programs")


def main() -> None:
    """Print one line for each import."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    shape = sys.argv[2] if len(sys.argv) > 2 else "json"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "a key for a bench, long enough to be taken")
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), number, shape)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20
        print(f"{number:,} services as {shape}, {size:.0f} MB, Python {platform.python_version()}")
        for title in ("first import", "again"):
            seconds, mine, said = timed_import(path)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            words = f"{seconds:.1f} s ({mine:.1f} s of Python's processor time), {memory:.0f} MB; {said}"
            print(f"{title}: {words}")


if __name__ == "__main__":
    main()
