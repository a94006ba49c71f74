"""Outside agencies: found by everybody on the staff, called by phone, and never chosen."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.directory.models import Organization, Program
from tests.importing.agencies import agency, as_json, bring, location, service, term
from tests.web.clinic import open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def imported(folder: Path, *records: dict[str, Any]) -> None:
    [outcome] = bring(as_json(folder / "directory.json", list(records)), source="county-211")
    assert outcome.is_kept, (outcome.wrong, outcome.bad_rows)


def test_staff_of_any_organization_read_what_they_need_on_the_phone(tmp_path: Path) -> None:
    imported(tmp_path, service(alert="Closed on Friday", url="https://harvest.example/pantry"))
    for house in (open_clinic(), open_clinic("Larkmeadow")):
        page = signed_in(house.wes).get("/people/agencies/").content.decode()
        for words in (
            "Food pantry", "Harvest Table", "Outside agency, from", "county-211", "last checked January 5, 2026",
            '<a href="tel:+16205550143">620-555-0143</a>', "12 Mill St, Wichita, KS 67202", "Just now:",
            "Monday to Friday, 9:00 am to 5:00 pm", "Helps with food. Speaks Spanish. From 18 years.",
            "Anybody in Sedgwick County", "A letter with your address", 'href="https://harvest.example/pantry"',
        ):  # fmt: skip
            assert words in page, words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=pantry", True),
        ("q=harvest wichita", True),
        ("need=food", True),
        ("need=housing", False),
        ("q=owl", False),
    ],
)
def test_a_service_is_found_by_words_and_by_need(tmp_path: Path, query: str, found: bool) -> None:
    imported(tmp_path, service())
    page = signed_in(open_clinic().wes).get(f"/people/agencies/?{query}").content.decode()
    assert ("Harvest Hall" in page) is found
    assert ("No service fits" in page) is not found


def test_the_name_of_an_agency_that_ends_with_a_full_stop_gets_no_second_one(tmp_path: Path) -> None:
    imported(tmp_path, service())
    Organization.objects.filter(name="Harvest Table").update(name="Harvest Table Inc.")
    page = signed_in(open_clinic().wes).get("/people/agencies/").content.decode()
    assert "<bdi>Harvest Table Inc.</bdi> Outside agency" in page


def test_without_a_directory_the_page_says_how_one_comes() -> None:
    house = open_clinic()
    assert "handclasp import hsds" in signed_in(house.oren).get("/people/agencies/").content.decode()
    page = signed_in(house.wes).get("/people/agencies/").content.decode()
    assert "No directory has been brought in yet." in page
    assert "handclasp import" not in page


@pytest.mark.parametrize(
    "query", ["start=-1", "start=99999999999", "need=%25_'", "q=%F0%9F%8C%BB" * 80, "start=x&need="]
)
def test_an_odd_search_is_answered(query: str) -> None:
    assert signed_in(open_clinic().wes).get(f"/people/agencies/?{query}").status_code == 200


def test_an_address_that_is_no_web_address_is_no_link(tmp_path: Path) -> None:
    imported(tmp_path, service(url="javascript:alert(1)", description="<script>alert(1)</script>"))
    page = signed_in(open_clinic().wes).get("/people/agencies/").content.decode()
    assert "javascript:" not in page
    assert "<script>alert" not in page


def test_what_has_ended_is_not_shown(tmp_path: Path) -> None:
    imported(tmp_path, service())
    imported(tmp_path, service(status="defunct"))
    assert "Food pantry" not in signed_in(open_clinic().wes).get("/people/agencies/").content.decode()


def test_agencies_stand_apart_from_the_people_and_programs_of_the_house(tmp_path: Path) -> None:
    imported(tmp_path, service())
    page = signed_in(open_clinic().wes).get("/people/").content.decode()
    assert "Food pantry" not in page
    assert "/people/agencies/" in page


def test_many_services_take_no_more_queries_than_few(tmp_path: Path) -> None:
    house = open_clinic()
    browser = signed_in(house.wes)

    def asked() -> int:
        browser.get("/people/agencies/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/people/agencies/")
        return len(queries)

    imported(tmp_path, service())
    few = asked()
    more = [
        service(
            f"s{n}", f"Pantry {n}", organization=agency(f"o{n}", f"Table {n}"), attributes=[term("Food")],
            service_at_locations=[{"id": f"sal{n}", "location": location(f"l{n}")}],
        )
        for n in range(2, 40)
    ]  # fmt: skip
    imported(tmp_path, *more)
    assert asked() == few
    page = browser.get("/people/agencies/").content.decode()
    assert "1 to 30" in page
    assert "Pantry 9<" not in page
    assert "Pantry 9<" in browser.get("/people/agencies/?start=30").content.decode()


def test_an_agency_has_nobody_who_could_sign_in_or_be_chosen(tmp_path: Path) -> None:
    imported(tmp_path, service())
    home, program = Organization.objects.get(), Program.objects.get()
    assert not home.staff.exists()
    assert (program.duty_id, program.supervisor_id, program.last_rung_id) == (None, None, None)
