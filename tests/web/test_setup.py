"""What is still missing before a first introduction, and adding a client by hand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.clients.models import Client as Record
from handclasp.directory.models import Membership, Organization, Program, Room, Site
from tests.web.clinic import open_clinic
from tests.web.staffing import hire, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
NEW = {"given": "Marisol", "family": "Tamayo", "pronoun": "she", "language": "es", "phone": "541-555-0148"}


def test_an_administrator_is_led_to_what_is_missing() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    page = oren.get("/setup/").content.decode()
    assert "Nothing is written about what people do in an emergency." in page
    assert "/places/organization/?then=setup" in page
    assert "What is still missing" in oren.get("/").content.decode()
    sent = {
        "name": "Fernhollow",
        "phone": "541-555-0100",
        "time_zone": "America/Denver",
        "emergency_procedure": "Call 911.",
    }
    answer = oren.post("/places/organization/?then=setup", sent)
    assert answer.headers["Location"] == "/setup/"


def test_without_a_site_nothing_is_ticked_and_each_step_says_what_comes_first() -> None:
    house = open_clinic()
    Organization.objects.filter(pk=house.organization.pk).update(emergency_procedure="Call 911.")
    oren = signed_in(house.oren)
    Program.objects.update(is_active=False, receives=False)
    page = oren.get("/setup/").content.decode()
    assert 'Add a program first<span class="sr">: Somebody who is reached when all else fails' in page
    Site.objects.update(is_active=False)
    page = oren.get("/setup/").content.decode()
    assert page.count(">Done<") == 1  # the organization alone
    for title in ("Its rooms", "A program that receives", "Somebody who is reached when all else fails"):
        assert f'href="/places/sites/new/">Add a site first<span class="sr">: {title}<' in page
    assert "A program belongs to a site, and there is none yet." in page


def test_a_house_with_everything_is_ready_and_later_says_what_broke() -> None:
    house = open_clinic()
    Organization.objects.filter(pk=house.organization.pk).update(emergency_procedure="Call 911.")
    for staff in (house.wes, house.imani, house.tomas):
        signed_in(staff)
    oren = signed_in(house.oren)
    ready = oren.get("/setup/").content.decode()
    assert "Ready for introductions" in ready
    assert "can be rung" in ready
    Program.objects.filter(pk=house.outpatient.pk).update(supervisor=None)
    assert "Fernhollow Outpatient: Nobody is named" in oren.get("/setup/").content.decode()


def test_a_further_program_without_people_is_noted_in_a_house_that_stays_ready() -> None:
    house = open_clinic()
    Organization.objects.filter(pk=house.organization.pk).update(emergency_procedure="Call 911.")
    for staff in (house.wes, house.imani, house.tomas):
        signed_in(staff)
    Program.objects.create(organization=house.organization, site=house.clinic.site, name="Sleep")
    page = signed_in(house.oren).get("/setup/").content.decode()
    assert "Ready for introductions" in page
    assert "Sleep: Nobody is named" in page


def test_only_an_administrator_finds_the_list() -> None:
    house = open_clinic()
    assert signed_in(house.dana).get("/setup/").status_code == 404


def test_the_list_takes_no_more_queries_for_many_programs_and_people() -> None:
    house = open_clinic()
    oren, site = signed_in(house.oren), house.clinic.site
    oren.get("/setup/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert oren.get("/setup/").status_code == 200
        return len(counted)

    few = queries()
    Room.objects.bulk_create(Room(site=site, name=f"Room {number}") for number in range(200))
    programs = Program.objects.bulk_create(
        Program(organization=house.organization, site=site, name=f"Program {number}", duty=house.imani)
        for number in range(80)
    )
    for number in range(10):
        person = hire(house.organization, site, f"Joan{number}", "Reyes")
        Membership.objects.bulk_create(Membership(staff=person, program=program) for program in programs[:20])
    assert queries() == few


def test_a_client_is_added_and_introduced_next() -> None:
    house = open_clinic()
    wes = signed_in(house.wes)
    assert "/clients/new/" in wes.get("/introduce/").content.decode()
    answer = wes.post("/clients/new/", NEW)
    client = Record.objects.get()
    assert answer.headers["Location"] == f"/introduce/{client.pk}/"
    assert (client.languages, client.phone, client.organization_id) == (
        ["es"],
        "+15415550148",
        house.organization.pk,
    )


def test_a_namesake_is_shown_before_a_second_one_is_added() -> None:
    house = open_clinic()
    wes = signed_in(house.wes)
    wes.post("/clients/new/", NEW)
    second = wes.post("/clients/new/", NEW | {"given": "marisol"})
    assert second.status_code == 409
    assert "Somebody of this name is here already." in second.content.decode()
    assert Record.objects.count() == 1
    assert 'name="sure" value="marisol, tamayo"' in second.content.decode()
    assert wes.post("/clients/new/", NEW | {"sure": "marisol, tamayo"}).status_code == 302
    assert Record.objects.count() == 2


@pytest.mark.parametrize(("here", "typed"), [("Marisol", "Marisól"), ("Marisól", "MARISOL")])
def test_a_namesake_is_shown_whether_or_not_the_accents_were_written(here: str, typed: str) -> None:
    wes = signed_in(open_clinic().wes)
    wes.post("/clients/new/", NEW | {"given": here, "family": "T."})
    answer = wes.post("/clients/new/", NEW | {"given": typed, "family": "t."})
    assert answer.status_code == 409
    assert "Somebody of this name is here already." in answer.content.decode()


def test_being_sure_of_one_name_says_nothing_of_the_next_that_is_typed() -> None:
    wes = signed_in(open_clinic().wes)
    for given in ("Marisol", "Dalia"):
        wes.post("/clients/new/", NEW | {"given": given})
    for sure in ("on", "marisol, tamayo"):
        other = wes.post("/clients/new/", NEW | {"given": "Dalia", "sure": sure})
        assert other.status_code == 409
    assert Record.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"given": ""}, {"birth_date": "soon"}, {"pronoun": "it"}, {"phone": "call me"}]
)
def test_what_was_typed_of_a_client_stays_when_it_cannot_be_kept(change: dict[str, str]) -> None:
    answer = signed_in(open_clinic().wes).post("/clients/new/", NEW | change)
    assert answer.status_code in {409, 422}
    assert 'value="Tamayo"' in answer.content.decode()


def test_an_administrator_without_a_clinical_role_adds_no_client() -> None:
    assert signed_in(open_clinic().oren).get("/clients/new/").status_code == 404
