"""Import 200,000 invented patients: how long, how much memory, and the same file again.

    python bench/import_patients.py [NUMBER]

Needs DATABASE_URL and DATABASE_OWNER_URL of an empty, migrated database, which it fills.
"""

import json
import os
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

FIRST_BIRTHDAY = date(1930, 1, 1)


def patient(n: int) -> str:
    """Return one line of NDJSON of the size and shape that a bulk export has."""
    born = FIRST_BIRTHDAY + timedelta(days=n * 7919 % 33_000)
    return json.dumps({
        "resourceType": "Patient", "id": f"bench-{n:07}",
        "text": {"status": "generated", "div": "<div>" + "narrative " * 60 + "</div>"},
        "identifier": [{"system": "https://clinic.example/mrn", "value": str(n)}],
        "name": [{"use": "official", "family": f"Family{n % 9_973}", "given": [f"Given{n % 997}", "Middle"]}],
        "telecom": [{"system": "phone", "value": f"620-555-{n % 10_000:04}", "use": "home"}],
        "gender": "female" if n % 2 else "male", "birthDate": born.isoformat(),
        "address": [{"line": [f"{n} Main St"], "city": "Wichita", "state": "KS", "postalCode": "67209"}],
        "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en-US"}]}}],
    })  # fmt: skip


def write(path: Path, number: int) -> None:
    """Write an organization in a file of its own, and `number` patients, as a bulk export does."""
    path.with_name("home.ndjson").write_text(
        '{"resourceType": "Organization", "id": "bench-home", "name": "Bench Clinic"}\n'
    )
    with path.open("w") as file:
        for n in range(number):
            file.write(patient(n) + "\n")


def timed_import(path: Path) -> tuple[float, str]:
    """Import the file; return seconds and what the importer counted."""
    from handclasp.config.importing.fhir import FhirImport
    from handclasp.config.importing.home import Home

    began = time.perf_counter()
    call = FhirImport(datetime.now(UTC), "bench", Home("bench-home"), lambda client_ids, now: None)
    _, outcome = call.run([path.with_name("home.ndjson"), path])
    assert outcome.is_kept, (outcome.wrong, outcome.bad_rows)
    return time.perf_counter() - began, outcome.tally.sentence("clients")


def main() -> None:
    """Print one line for each import."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "bench")
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "patients.ndjson"
        write(path, number)
        print(
            f"{number:,} patients, {path.stat().st_size / 2**20:.0f} MB, Python {platform.python_version()}"
        )
        for title in ("first import", "again"):
            seconds, said = timed_import(path)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{title}: {seconds:.1f} s, {number / seconds:,.0f} a second, {memory:.0f} MB at most; {said}"
            )


if __name__ == "__main__":
    main()
