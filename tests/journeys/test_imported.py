"""Clients and staff that came from files meet: nobody here knows the demo's people."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handclasp.config.web_server import program, source_folder
from tests.ground import copies
from tests.ground.browsers import People
from tests.ground.serving import Running
from tests.journeys.conftest import is_live, seen
from tests.journeys.steps import accept, ask, choose, ring, ringing

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "synthea-100"
PASSWORD = "seven blue herons by the weir"
STAFF = """organization,site,program,role,given,family,prefix,credential,email,languages,needs,supervisor,duty,room
{home},Main Street,Family medicine,clinician,Astrid,Lund,Dr.,,astrid@prairie.example,en,medication,,yes,Room 2
{home},Main Street,Counseling,clinician,Jonah,Okpara,,LCSW,jonah@prairie.example,"en, es","sleep, worry",,yes,
{home},Main Street,Family medicine,supervisor,Mara,Voss,,LCSW,mara@prairie.example,en,,yes,,
{home},Main Street,Counseling,supervisor,Mara,Voss,,LCSW,mara@prairie.example,en,,yes,,
"""
BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Organization", "id": "prairie", "name": "Prairie Clinic"}},
        {
            "resource": {
                "resourceType": "Patient",
                "id": "p1",
                "name": [{"use": "official", "given": ["Soledad"], "family": "Quiñones"}],
                "gender": "female",
                "birthDate": "1971-03-09",
                "managingOrganization": {"reference": "Organization/prairie"},
                "communication": [{"language": {"coding": [{"code": "es"}]}, "preferred": True}],
            }
        },
    ],
}


def handclasp(running: Running, *words: str, typed: str = "") -> str:
    """Run one command on the journey's database and return what it said."""
    settings = os.environ | copies.addresses(running.database) | {"PYTHONPATH": source_folder()}
    done = subprocess.run(
        program(*words), env=settings, input=typed, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def hire(running: Running, folder: Path, home: str) -> None:
    """Import two people of the staff, and give each a way in."""
    file = folder / "staff.csv"
    file.write_text(STAFF.format(home=home))
    handclasp(running, "import", "staff", str(file))
    for email in ("astrid@prairie.example", "jonah@prairie.example"):
        handclasp(running, "password", email, typed=f"{PASSWORD}\n")


def sign_in(people: People, running: Running, email: str) -> Page:
    """Sign in with email and password."""
    page = people.arrive(email, at=running.url)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_live(page)
    return page


def introduce(people: People, running: Running, client: str) -> None:
    """Introduce an imported client to an imported colleague, who accepts."""
    jonah = sign_in(people, running, "jonah@prairie.example")
    choose(jonah, "Open")
    expect(jonah.get_by_text("You are open until").first).to_be_visible()
    astrid = sign_in(people, running, "astrid@prairie.example")
    ask(astrid, client, "Sleep")
    ring(astrid, "Jonah")
    seen(ringing(jonah))
    accept(jonah)
    seen(astrid.get_by_text("Jonah is coming"))
    expect(jonah.locator("#going-h")).to_contain_text(client)


def test_an_imported_client_meets_imported_staff(running: Running, people: People, tmp_path: Path) -> None:
    (tmp_path / "bundle.json").write_text(json.dumps(BUNDLE))
    handclasp(running, "import", "fhir", str(tmp_path / "bundle.json"))
    hire(running, tmp_path, "Prairie Clinic")
    introduce(people, running, "Soledad")


@pytest.mark.long
@pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the samples lie beside the repository only where it is built"
)
def test_a_client_of_the_samples_meets_imported_staff(
    running: Running, people: People, tmp_path: Path
) -> None:
    hire(running, tmp_path, "Prairie Clinic")
    said = handclasp(
        running, "import", "fhir", str(SAMPLES / "Patient.000.ndjson"), "--organization", "Prairie Clinic"
    )
    assert "Patient" in said or "client" in said.lower()
    introduce(people, running, living(SAMPLES / "Patient.000.ndjson"))


def living(file: Path) -> str:
    """Return the given name of somebody in the file who has not died."""
    patients = [json.loads(line) for line in file.read_text().splitlines()]
    alive = (one for one in patients if not (one.get("deceasedDateTime") or one.get("deceasedBoolean")))
    return str(next(alive)["name"][0]["given"][0])
