"""People, places and programs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.availability.models import OpenPage, Presence
from handclasp.directory.models import Program, Staff
from tests.web.clinic import ago, open_clinic
from tests.web.staffing import hire, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def test_everybody_sees_people_programs_and_places() -> None:
    house, _ = open_clinic(), open_clinic("Larkmeadow")
    Program.objects.filter(pk=house.outpatient.pk).update(
        is_part2=True, further_visits=2, further_within_days=30
    )
    page = signed_in(house.wes).get("/people/").content.decode()
    assert "Imani Castellane" in page
    assert "42 CFR Part 2" in page
    assert "A first visit within 30 days, and two more within 30 days after it." in page
    assert "Monday to Sunday, 8:00 am to 5:00 pm" in page
    assert "Larkmeadow" not in page
    assert "Name somebody" not in page


def test_whoever_may_connect_a_rooms_tablet_finds_the_way() -> None:
    house = open_clinic()
    records = hire(house.organization, house.clinic.site, "Joan", "Reyes")  # works in no program
    for staff, finds in ((house.oren, True), (house.wes, True), (records, False)):
        page = signed_in(staff).get("/people/").content.decode()
        assert ('href="/tablets/">Room tablets' in page) is finds
        assert 'href="/people/agencies/">Services of outside agencies' in page


def test_presence_is_two_facts_side_by_side() -> None:
    house = open_clinic()
    now = datetime.now(UTC)
    for staff in (house.imani, house.tomas):
        Presence.objects.create(staff=staff, status="open", declared_at=now, until=now + timedelta(hours=2))
    OpenPage.objects.create(staff=house.imani, seen_at=now)
    OpenPage.objects.create(staff=house.tomas, seen_at=ago(minutes=30))
    page = signed_in(house.wes).get("/people/").content.decode()
    assert ", page open" in page
    assert ", page closed since" in page


@pytest.mark.parametrize(
    ("text", "found"), [("imani", True), ("outp cast", True), ("nobody like this", False)]
)
def test_somebody_is_found_by_words_of_name_and_program(text: str, found: bool) -> None:
    page = signed_in(open_clinic().wes).get("/people/", {"q": text}).content.decode()
    assert ("Imani Castellane" in page) is found
    assert "Nobody fits" in page or found


@pytest.mark.parametrize(
    "query", ["q=" + "x" * 5000, "start=-1", "start=99999999999", "q=%F0%9F%8C%BB", "q=%25_%27"]
)
def test_an_odd_search_is_answered(query: str) -> None:
    assert signed_in(open_clinic().wes).get(f"/people/?{query}").status_code == 200


def test_an_administrator_names_who_is_on_duty_and_others_cannot() -> None:
    house = open_clinic()
    path = f"/people/programs/{house.outpatient.pk}/duty/"
    assert signed_in(house.wes).post(path, {"staff": house.imani.pk}).status_code == 404
    assert signed_in(house.oren).post(path, {"staff": house.imani.pk}).status_code == 302
    assert Program.objects.get(pk=house.outpatient.pk).duty_id == house.imani.pk
    assert signed_in(house.oren).post(path, {"staff": ""}).status_code == 302
    assert Program.objects.get(pk=house.outpatient.pk).duty_id is None


def test_a_leave_is_kept_refused_and_ended() -> None:
    house = open_clinic()
    today = datetime.now(UTC).date()
    path = f"/people/staff/{house.tomas.pk}/"
    browser = signed_in(house.tomas)
    later = {"first": f"{today + timedelta(days=3)}", "back": f"{today + timedelta(days=9)}"}
    assert browser.post(f"{path}leave/", later).status_code == 302
    assert "On leave from" in browser.get("/people/").content.decode()
    wrong = {"first": f"{today + timedelta(days=9)}", "back": f"{today + timedelta(days=3)}"}
    refused = browser.post(f"{path}leave/", wrong)
    assert refused.status_code == 409
    assert wrong["back"] in refused.content.decode()
    assert browser.post(f"{path}leave/", {"first": "soon"}).status_code == 422
    assert browser.post(f"{path}back/").status_code == 302
    assert Staff.objects.get(pk=house.tomas.pk).away_from is None


def test_everybody_names_their_own_deputy_and_nobody_elses() -> None:
    house = open_clinic()
    path = f"/people/staff/{house.imani.pk}/deputy/"
    assert signed_in(house.wes).post(path, {"staff": house.wes.pk}).status_code == 409
    assert signed_in(house.imani).post(path, {"staff": house.imani.pk}).status_code == 409
    assert signed_in(house.imani).post(path, {"staff": house.tomas.pk}).status_code == 302
    assert Staff.objects.get(pk=house.imani.pk).deputy_id == house.tomas.pk


def test_foreign_and_unknown_rows_are_not_there() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    admin = signed_in(house.oren)
    for path in (
        f"/people/staff/{other.imani.pk}/deputy/",
        f"/people/programs/{other.outpatient.pk}/duty/",
        "/people/staff/424242/back/",
        f"/people/staff/{house.imani.pk}/promote/",
    ):
        assert admin.post(path, {}).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_people() -> None:
    house = open_clinic()
    browser = signed_in(house.oren)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get("/people/")
        return len(found)

    few = queries()
    for number in range(70):
        Staff.objects.create(organization=house.organization, given=f"Person{number}")
    assert queries() == few
    assert "Show more" in browser.get("/people/").content.decode()
