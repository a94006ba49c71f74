"""Files that nobody here wrote, where they are present."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Organization, Program, Site, Staff
from tests.ground import copies
from tests.importing.files import counts, run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
pytestmark = [
    pytest.mark.usefixtures("db_clone"),
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository"),
]


def test_a_bulk_export_arrives_whole_and_twice_changes_nothing() -> None:
    files = sorted((SAMPLES / "synthea-100").glob("*.ndjson"))
    home = "DEXTER COMMUNITY RHC"
    assert [outcome.is_kept for outcome in run(*files, home=home)] == [True] * 5
    assert (Organization.objects.count(), Staff.objects.count(), Client.objects.count()) == (271, 271, 120)
    assert Membership.objects.count() == 271
    assert Client.objects.filter(is_deceased=True).count() == 20
    assert not Program.objects.filter(supervisor=None).exists()
    again = run(*files, home=home)
    assert {new + changed for outcome in again for new, changed, _ in counts(outcome).values()} == {0}


def test_bundles_of_whole_records_arrive() -> None:
    files = sorted((SAMPLES / "synthea-bundles").glob("*.json"))
    assert all(outcome.is_kept for outcome in run(*files, home="ENLOE MEDICAL CENTER"))
    assert (Organization.objects.count(), Site.objects.count(), Client.objects.count()) == (2, 2, 2)
    assert Client.objects.filter(is_deceased=True).count() == 1


def test_the_command_says_what_it_did_and_exits_by_it(db_clone: str) -> None:
    def command(*arguments: str) -> tuple[int, str]:
        environment = os.environ | copies.addresses(db_clone) | {"PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [sys.executable, "-m", "handclasp.config", "import", *arguments],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout + done.stderr

    code, said = command("fhir", str(SAMPLES / "synthea-bundles"), "--organization", "Enloe Medical Center")
    assert code == 0
    assert "In all: organizations: 2 new, 0 changed, 1 as before" in said
    code, said = command("fhir", str(SAMPLES / "hsds"), "--dry-run")
    assert code == 1
    assert "could not be imported" in said
    assert command("staff", str(SAMPLES / "hsds" / "csv" / "contacts.csv"))[0] == 1
