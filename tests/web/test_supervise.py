"""The supervisor board."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.directory.models import Membership, Program, Staff
from handclasp.handoffs.commands import passing
from handclasp.handoffs.models import Hand
from tests.web.clinic import acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def test_only_supervisors_find_it() -> None:
    house = open_clinic()
    for staff, status in ((house.dana, 200), (house.oren, 404), (house.wes, 404), (house.imani, 404)):
        browser = signed_in(staff)
        assert browser.get("/supervise/").status_code == status
        assert browser.get("/supervise/part/").status_code == status


def test_a_quiet_board_says_so() -> None:
    page = signed_in(open_clinic().dana).get("/supervise/").content.decode()
    assert "Nothing is late" in page
    assert "Nobody holds anybody right now" in page


def test_late_ones_stand_first_by_how_late_they_are_and_can_be_assigned() -> None:
    house = open_clinic()
    share(house, client(house, "Marcus"), ago(hours=1))
    older = promise(house, ask(house, client(house, "Ana-Lucía"), ago(days=9)), ago(days=9))
    promise(house, ask(house, client(house, "Joy"), ago(days=6)), ago(days=6))
    browser = signed_in(house.dana)
    page = browser.get("/supervise/").content.decode()
    assert page.index("Ana-Lucía T.") < page.index("Joy T.")
    assert "She has not been reached" in page
    assert "Marcus T." not in page
    to = {"to": f"receiving:{house.tomas.pk}", "reason": "Imani is ill"}
    assert browser.post(f"/handoffs/{older.pk}/assign/", to).status_code == 302
    assert older.promises.get(state="open").staff_id == house.tomas.pk


def test_who_holds_how_much_and_who_is_on_leave() -> None:
    house = open_clinic()
    for number in range(3):
        share(house, client(house, f"Client{number}"), ago(hours=2))
    ask(house, client(house, "Kofi"), ago(minutes=3))
    Staff.objects.filter(pk=house.imani.pk).update(away_from=datetime.now(UTC).date() + timedelta(days=9))
    page = signed_in(house.dana).get("/supervise/").content.decode()
    assert page.index("Dr. Halvorsen</bdi></th><td>4</td><td>1</td>") < page.index(
        "Imani Castellane</bdi></th><td>3"
    )
    assert "On leave, or soon, and still holding" in page
    assert "On leave from" in page


def test_who_asks_to_be_relieved_waits_for_a_decision() -> None:
    house = open_clinic()
    handoff = share(house, client(house), ago(hours=5))
    passing.ask_relief(acts(house.imani), handoff.pk, "I knew her at school", ago(hours=1))
    page = signed_in(house.dana).get("/supervise/").content.decode()
    assert "I knew her at school" in page
    assert f"/handoffs/{handoff.pk}/#hands" in page


def test_a_program_without_a_last_rung_is_named() -> None:
    house = open_clinic()
    Program.objects.filter(pk=house.outpatient.pk).update(supervisor=None)
    page = signed_in(house.dana).get("/supervise/").content.decode()
    assert "Nobody is reached when all else fails" in page


def test_only_the_programs_that_one_supervises_stand_on_it() -> None:
    house = open_clinic()
    ask(house, client(house, "Teddy"), ago(days=2))
    Membership.objects.filter(staff=house.dana, program=house.clinic).delete()
    Program.objects.filter(pk=house.clinic.pk).update(supervisor=house.wes)
    page = signed_in(house.dana).get("/supervise/").content.decode()
    assert "Teddy" not in page
    assert "Nothing is late" in page


def test_other_organizations_are_not_on_it() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    ask(other, client(other, "Foreign"), ago(days=2))
    page = signed_in(house.dana).get("/supervise/").content.decode()
    assert "Foreign" not in page
    assert Hand.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    house = open_clinic()
    browser = signed_in(house.dana)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get("/supervise/")
        return len(found)

    for number in range(3):
        ask(house, client(house, f"Client{number}"), ago(days=2))
    few = queries()
    for number in range(27):
        ask(house, client(house, f"More{number}"), ago(days=2))
    assert queries() == few
