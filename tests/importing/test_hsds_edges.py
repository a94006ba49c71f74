"""Where a directory's small print decides: a fax, a last day, the youngest, and a file that is not its own."""

from datetime import time
from pathlib import Path

import pytest

from handclasp.config.importing.hsds_units import _beside
from handclasp.directory.models import Program, Site
from tests.importing.agencies import as_json, bring, location, phone, schedule, service
from tests.importing.files import NOW

pytestmark = pytest.mark.usefixtures("db_clone")
TODAY, YESTERDAY = f"{NOW:%Y-%m-%d}", f"{NOW.replace(day=NOW.day - 1):%Y-%m-%d}"


def test_nobody_is_told_to_call_a_fax(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", service(phones=[phone("620 555 0150", type="fax")])))
    assert Program.objects.get().phone == ""


@pytest.mark.parametrize(("last_day", "opens_at"), [(TODAY, time(9, 30)), (YESTERDAY, time(8))])
def test_hours_count_until_the_end_of_their_last_day(tmp_path: Path, last_day: str, opens_at: time) -> None:
    hours = schedule(opens="09:30:00", valid_to=last_day)
    place = location(schedules=[hours])
    bring(as_json(tmp_path / "a.json", service(service_at_locations=[{"id": "sal", "location": place}])))
    assert Site.objects.get().opens_at == opens_at


def test_a_service_for_newborns_is_for_children(tmp_path: Path) -> None:
    bring(as_json(tmp_path / "a.json", service(minimum_age=0, maximum_age=0)))
    assert Program.objects.get().age_groups == ["child"]


def test_a_file_that_only_points_out_of_its_folder_is_not_read(tmp_path: Path) -> None:
    secret, folder = tmp_path / "secret.csv", tmp_path / "package"
    folder.mkdir()
    secret.write_text("id,name\n1,Somebody\n")
    (folder / "organizations.csv").symlink_to(secret)
    (folder / "services.csv").write_text("id,name\n1,Food\n")
    assert _beside(folder, "organizations.csv") is None
    assert _beside(folder, "services.csv") == folder / "services.csv"
