"""The pages of places and programs: an administrator says how they are, one section after the other."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handclasp.directory import commands
from handclasp.directory.models import Organization, Program, Room, RoomWalk, Site, SiteWalk, Staff
from handclasp.directory.queries import actor_for_staff
from tests.cast import NOW, refused
from tests.web.clinic import Clinic, open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


RETIRED, ACTIVE = {"wanted": "retired"}, {"wanted": "active"}


def at(house: Clinic) -> str:
    return f"/places/sites/{house.clinic.site_id}/"


def of(program: Program) -> str:
    return f"/places/programs/{program.pk}/"


def read(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_only_an_administrator_finds_these_pages() -> None:
    house = open_clinic()
    paths = [
        "/places/",
        "/places/organization/",
        "/places/sites/new/",
        "/places/programs/new/",
        at(house),
        of(house.clinic),
    ]
    assert [signed_in(house.oren).get(path).status_code for path in paths] == [200] * 6
    assert {signed_in(house.dana).get(path).status_code for path in paths} == {404}


def test_the_places_of_another_organization_are_not_there() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    oren = signed_in(house.oren)
    assert {oren.get(path).status_code for path in (at(other), of(other.clinic))} == {404}
    assert oren.post(f"{at(other)}rooms/", {"names": "Room 1", "kind": "exam", "floor": 0}).status_code == 404
    assert not Room.objects.exists()


def test_rooms_are_added_a_line_each() -> None:
    house = open_clinic()
    sent = {"names": "Exam room 1\nExam room 2\n", "kind": "exam", "floor": "1"}
    answer = signed_in(house.oren).post(f"{at(house)}rooms/", sent)
    assert answer.headers["Location"] == f"{at(house)}#rooms"
    page = read(signed_in(house.oren), at(house))
    assert "Exam room 2" in page
    assert "Exam room, 1 up" in page


def test_a_walk_between_two_rooms_begins_with_two_rooms() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    oren.post(f"{at(house)}rooms/", {"names": "Exam room 1\nExam room 2", "kind": "exam", "floor": "0"})
    page = read(oren, at(house))
    second = page[page.index('id="room-walk-second"') :]
    chosen = re.search(r"<option value=\"\d+\" selected[^>]*>([^<]+)", second)
    assert chosen is not None
    assert chosen[1].strip() == "Exam room 2"


def test_nothing_typed_is_lost_when_a_section_cannot_be_saved() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    late = oren.post(
        f"{at(house)}hours/", {"opens_at": "17:00", "closes_at": "08:30", "open_weekdays": ["2", "6"]}
    )
    page = late.content.decode()
    assert late.status_code == 409
    assert "A site closes after it opens" in page
    assert 'value="08:30"' in page
    wrong = oren.post(f"{at(house)}rooms/", {"names": "Exam room 1", "kind": "exam", "floor": "high"})
    assert wrong.status_code == 422
    assert "Exam room 1</textarea>" in wrong.content.decode()
    assert "Write a whole number." in wrong.content.decode()


def test_every_section_of_a_site_saves_by_itself() -> None:
    house = open_clinic()
    oren, site = signed_in(house.oren), house.clinic.site
    annex = Site.objects.create(organization=house.organization, name="Annex")
    first, second = (Room.objects.create(site=site, name=name) for name in ("Room 1", "Room 2"))
    sent = {
        "about": {
            "name": "Main House",
            "address": "18 Alder Street",
            "phone": "541-555-0101",
            "time_zone": "",
        },
        "hours": {"opens_at": "07:30", "closes_at": "18:00", "open_weekdays": ["1", "6"]},
        "closed": {"more": "2026-12-25"},
        "usual": {"minutes_on_a_floor": "2", "minutes_per_floor": "3"},
        "room-walk": {"first": first.pk, "second": second.pk, "minutes": "7"},
        "site-walk": {"site": annex.pk, "minutes": "9"},
    }
    assert {oren.post(f"{at(house)}{name}/", body).status_code for name, body in sent.items()} == {302}
    site.refresh_from_db()
    assert (site.name, site.phone, site.open_weekdays, site.minutes_per_floor) == (
        "Main House", "+15415550101", [1, 6], 3,
    )  # fmt: skip
    assert [day.isoformat() for day in site.closed_on] == ["2026-12-25"]
    assert (RoomWalk.objects.get().minutes, SiteWalk.objects.get().minutes) == (7, 9)
    page = read(oren, at(house))
    assert "Room 1 and Room 2: 7 minutes" in page
    assert "Annex: 9 minutes" in page
    oren.post(f"{at(house)}closed/", {"more": ""})
    oren.post(f"{at(house)}room-walk/", {"first": first.pk, "second": second.pk, "minutes": ""})
    site.refresh_from_db()
    assert (site.closed_on, RoomWalk.objects.count()) == ([], 0)


def test_every_section_of_a_program_saves_by_itself() -> None:
    house = open_clinic()
    oren, program = signed_in(house.oren), house.outpatient
    sent = {
        "about": {"name": "Counseling", "phone": "541-555-0102", "receives": "on"},
        "serves": {"needs": ["worry"], "languages": ["en", "es"], "age_groups": ["teen", "adult"]},
        "levels": {"edition-4": ["1.5", "2.1"], "edition-3": ["1"]},
        "engagement": {"first_visit_within_days": "14", "further_visits": "2", "further_within_days": "30"},
        "calling": {
            "wave_size": "2", "ring_seconds": "45", "wait_choices": ["5", "15"], "rings_an_hour": "4",
            "interruptions_a_day": "1",
        },
        "rungs": {"duty": house.imani.pk, "last_rung": house.tomas.pk, "supervisor": house.dana.pk},
        "closed": {"more": "2026-12-25"},
    }  # fmt: skip
    assert {oren.post(f"{of(program)}{name}/", body).status_code for name, body in sent.items()} == {302}
    program.refresh_from_db()
    assert (program.name, program.age_groups, program.wait_choices) == (
        "Counseling",
        ["teen", "adult"],
        [5, 15],
    )
    assert (program.duty_id, program.last_rung_id) == (house.imani.pk, house.tomas.pk)
    page = read(oren, of(program))
    assert "1.5 Outpatient therapy (ASAM 4th edition)" in page
    assert "A first visit within 14 days, and two more within 30 days after it." in page
    assert "Reached first: Imani Castellane, duty person." in page


def test_a_program_that_nobody_answers_for_says_why_it_cannot_be_chosen() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    Staff.objects.filter(pk=house.dana.pk).update(away_from="2020-01-01")
    for path in (of(house.outpatient), "/places/"):
        page = read(oren, path)
        assert "When all else fails there is only Dana Whitcombe, who is on leave." in page
    Program.objects.update(supervisor=None)
    assert "Nobody is named who is reached when all else fails." in read(oren, of(house.outpatient))


def test_a_new_program_and_a_new_site_lead_to_their_pages() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    site = oren.post("/places/sites/new/", {"name": "Annex", "time_zone": "America/Denver"})
    annex = Site.objects.get(name="Annex")
    assert site.headers["Location"] == f"/places/sites/{annex.pk}/"
    program = oren.post(
        "/places/programs/new/", {"name": "Housing", "site": annex.pk, "receives": "on", "needs": ["housing"]}
    )
    housing = Program.objects.get(name="Housing")
    assert program.headers["Location"] == of(housing)
    again = oren.post("/places/programs/new/", {"name": "Housing", "site": annex.pk, "needs": ["food"]})
    assert again.status_code == 409
    assert "already has a program of that name" in again.content.decode()
    assert re.search(r'value="food" checked', again.content.decode())


def test_two_sites_of_one_name_are_not_told_apart_so_the_second_is_refused() -> None:
    house = open_clinic()
    oren, first = signed_in(house.oren), Site.objects.get(pk=house.clinic.site_id)
    sent = {"name": f" {first.name.upper()} ", "time_zone": "America/Denver", "phone": "312 555 0134"}
    again = oren.post("/places/sites/new/", sent)
    assert again.status_code == 409
    assert "There is a site of that name already" in again.content.decode()
    assert "312 555 0134" in again.content.decode()
    annex = commands.create_site(actor_for_staff(house.oren.pk), NOW, first.organization_id, name="Annex")
    with refused("site_name_taken"):
        commands.update_site(actor_for_staff(house.oren.pk), NOW, annex.pk, name=first.name)
    commands.update_site(actor_for_staff(house.oren.pk), NOW, annex.pk, name="ANNEX")
    assert Site.objects.get(pk=annex.pk).name == "ANNEX"


@pytest.mark.parametrize(
    ("address", "entry"), [("/places/", "People"), ("/setup/", "People"), ("/tablets/", "Availability")]
)
def test_the_navigation_says_where_a_page_belongs(address: str, entry: str) -> None:
    page = read(signed_in(open_clinic().oren), address)
    assert re.search(rf'aria-current="page">.*?{entry}</a>', page)


def test_the_organization_keeps_its_phone_and_what_to_do_in_an_emergency() -> None:
    house = open_clinic()
    sent = {
        "name": "Fernhollow",
        "phone": "541-555-0199",
        "time_zone": "America/Denver",
        "emergency_procedure": "Call 911.\nStay.",
    }
    assert signed_in(house.oren).post("/places/organization/", sent).headers["Location"] == "/places/"
    home = Organization.objects.get(pk=house.organization.pk)
    assert (home.phone, home.emergency_procedure) == ("+15415550199", "Call 911.\nStay.")
    bad = signed_in(house.oren).post(
        "/places/organization/", sent | {"phone": "call me", "name": "Kept name"}
    )
    assert bad.status_code == 409
    assert 'value="Kept name"' in bad.content.decode()


def test_a_room_is_changed_and_taken_out_of_use_and_comes_back() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    room = Room.objects.create(site=house.clinic.site, name="Room 1")
    oren.post(f"/places/rooms/{room.pk}/", {"name": "Room 12", "kind": "office", "floor": "-1"})
    assert 'name="wanted" value="retired"' in read(oren, f"/places/rooms/{room.pk}/")
    for _ in range(2):
        oren.post(f"/places/rooms/{room.pk}/retire/", RETIRED)
    oren.post(f"/places/rooms/{room.pk}/retire/")  # says nothing, so nothing changes
    page = read(oren, at(house))
    assert "Room 12" in page
    assert "Office, 1 down. Out of use" in page
    oren.post(f"/places/rooms/{room.pk}/retire/", ACTIVE)
    room.refresh_from_db()
    assert room.is_active


def test_retired_places_are_chosen_no_more_and_come_back() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    assert oren.post(f"{at(house)}retire/", RETIRED).status_code == 409
    for program in (house.clinic, house.outpatient):
        oren.post(f"{of(program)}retire/", RETIRED)
    assert oren.post(f"{at(house)}retire/", RETIRED).status_code == 302
    assert f'id="program-{house.outpatient.pk}"' not in read(oren, "/people/")
    assert read(oren, "/places/").count("Retired") == 3
    oren.post(f"{at(house)}retire/", ACTIVE)
    oren.post(f"{of(house.clinic)}retire/", ACTIVE)
    house.clinic.refresh_from_db()
    assert (house.clinic.is_active, house.clinic.receives) == (True, False)


def test_a_second_press_or_another_tab_retires_what_is_retired_and_brings_nothing_back() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    for path in (of(house.outpatient), of(house.clinic), at(house)):
        assert 'name="wanted" value="retired"' in read(oren, path)
        for _ in range(2):
            assert oren.post(f"{path}retire/", RETIRED).status_code == 302
        assert 'name="wanted" value="active"' in read(oren, path)
        assert oren.post(f"{path}retire/").status_code == 422
    for path in (at(house), of(house.clinic)):
        for _ in range(2):
            assert oren.post(f"{path}retire/", ACTIVE).status_code == 302
    house.clinic.refresh_from_db()
    assert house.clinic.is_active


def queries(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(path).status_code == 200
    return len(counted)


def test_many_rooms_and_programs_take_no_more_queries_than_few() -> None:
    house = open_clinic()
    oren, site = signed_in(house.oren), house.clinic.site
    paths = ("/places/", at(house), of(house.clinic), "/people/")
    for path in paths:
        queries(oren, path)
    Room.objects.create(site=site, name="Room 0")
    few = [queries(oren, path) for path in paths]
    Room.objects.bulk_create(Room(site=site, name=f"Room {number}") for number in range(1, 200))
    programs = [
        Program(organization=house.organization, site=site, name=f"Program {number}", duty=house.imani)
        for number in range(80)
    ]
    for program in Program.objects.bulk_create(programs):
        program.needs.set(house.clinic.needs.all()[:3])
    assert [queries(oren, path) for path in paths] == few


@pytest.mark.parametrize(
    "name", ["rooms", "usual", "room-walk", "site-walk", "about", "hours", "closed", "nothing"]
)
def test_odd_input_is_answered_in_words(name: str) -> None:
    house = open_clinic()
    odd = {
        "names": "\0",
        "floor": "9" * 40,
        "name": "x" * 5000,
        "first": "one",
        "more": "2026-99-99",
        "opens_at": "\0",
    }
    assert signed_in(house.oren).post(f"{at(house)}{name}/", odd).status_code in {400, 404, 409, 422}
