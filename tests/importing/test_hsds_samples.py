"""Directories that nobody here wrote, where they are present."""

from pathlib import Path

import pytest

from handclasp.directory.models import Listing, Organization, Program, Site
from tests.importing.agencies import bring, reasons
from tests.importing.files import counts

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "hsds"
pytestmark = [
    pytest.mark.usefixtures("db_clone"),
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not beside the repository"),
]


@pytest.mark.parametrize(
    "name",
    ["organization_full.json", "service_full.json", "service_at_location_full.json", "tabular.json", "csv",
     "datapackage.json"],
)  # fmt: skip
def test_each_whole_sample_brings_the_same_service_at_its_place(name: str) -> None:
    [outcome] = bring(SAMPLES / name)
    assert reasons([outcome]) == []
    assert counts(outcome) == {"organizations": (1, 0, 0), "sites": (1, 0, 0), "programs": (1, 0, 0)}
    program = Program.objects.get()
    assert (program.name, program.phone, program.languages) == (
        "Community Counselling",
        "+441234234567;ext=100",
        ["ur"],
    )
    assert program.site.address == "1-30 Main Street, MyVillage, MyCity, MyState ABC 1234"
    assert Listing.objects.get().minimum_age == 12
    [again] = bring(SAMPLES / name)
    assert {new + changed for new, changed, _ in counts(again).values()} == {0}


def test_the_whole_folder_arrives_once() -> None:
    outcomes = bring(SAMPLES)
    assert reasons(outcomes) == []
    assert all(outcome.is_kept for outcome in outcomes)
    assert (Organization.objects.count(), Site.objects.count(), Program.objects.count()) == (1, 1, 1)
    again = bring(SAMPLES)
    assert {new + changed for one in again for new, changed, _ in counts(one).values()} == {0}
