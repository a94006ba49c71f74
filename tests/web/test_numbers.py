"""Numbers for those who look after the whole, and a start for offices without clients."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.directory.models import Office, Program, Staff
from handclasp.domain.small_numbers import number_words
from handclasp.handoffs.commands import closing
from tests.web.clinic import Clinic, acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def _only(staff: Staff, office: str) -> Staff:
    """Leave somebody nothing but an office."""
    staff.memberships.all().delete()
    Office.objects.create(staff=staff, role=office)
    return staff


def _start(staff: Staff) -> str:
    return str(signed_in(staff).get("/").content.decode())


@pytest.mark.parametrize(
    ("many", "words"), [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (23, "23")]
)
def test_a_few_people_are_never_counted_out(many: int, words: str) -> None:
    assert number_words(many) == words


def test_a_quality_director_reads_numbers_and_no_names() -> None:
    house = open_clinic()
    for number in range(6):
        ask(house, client(house, f"Seen{number}"), ago(days=2))
    for number in range(2):
        promise(house, ask(house, client(house, f"Kept{number}"), ago(hours=2)), ago(hours=2))
    page = signed_in(_only(house.tomas, "quality_director")).get("/numbers/").content.decode()
    cells = ["<td>6</td>", "<td>0</td>", "<td>fewer than 5</td>", "<td>0</td>", "<td>6</td>"]
    assert "".join(cells) in page
    assert not any(name in page for name in ("Seen", "Kept", "Tamayo", "Halvorsen"))


def test_how_handoffs_ended_is_counted_by_reason() -> None:
    house = open_clinic()
    for number in range(5):
        handoff = share(house, client(house, f"Gone{number}"), ago(days=3))
        closing.close_handoff(acts(house.imani), handoff.pk, "moved", "", ago(days=1))
    page = signed_in(_only(house.tomas, "quality_director")).get("/numbers/").content.decode()
    assert "<span>Moved away</span><b>5</b>" in page
    assert "<span>Yes: follow-up contact</span><b>5</b>" in page
    assert "<span>Said no</span><b>0</b>" in page


def test_other_organizations_are_not_counted() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    for number in range(6):
        ask(other, client(other, f"Foreign{number}"), ago(hours=1))
    page = signed_in(_only(house.tomas, "quality_director")).get("/numbers/").content.decode()
    assert "Larkmeadow" not in page
    assert "Nothing is open" in page


def test_only_a_quality_director_and_supervisors_find_the_numbers() -> None:
    house = open_clinic()
    for staff, status in ((house.dana, 200), (house.wes, 404), (house.oren, 404)):
        answer = signed_in(staff).get("/numbers/")
        assert answer.status_code == status
        assert ('href="/numbers/"' in signed_in(staff).get("/").content.decode()) == (status == 200)


def test_the_number_of_queries_does_not_grow_with_the_handoffs() -> None:
    house = open_clinic()
    browser = signed_in(_only(house.tomas, "quality_director"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get("/numbers/")
        return len(found)

    ask(house, client(house), ago(hours=1))
    few = queries()
    for number in range(10):
        share(house, client(house, f"More{number}"), ago(days=2))
    assert queries() == few


@pytest.mark.parametrize(
    ("office", "shown", "hidden"),
    [
        ("admin", "Invite a colleague", "Numbers"),
        ("quality_director", "Numbers", "Invite a colleague"),
        ("privacy_officer", "People and places", "Numbers"),
    ],
)
def test_an_office_begins_with_its_own_doors_and_without_clients(
    office: str, shown: str, hidden: str
) -> None:
    house = open_clinic()
    ask(house, client(house), ago(hours=1))
    page = _start(_only(house.imani, office))
    assert shown in page
    assert hidden not in page
    assert "client’s record" in page
    assert "Introduce now" not in page
    assert 'name="status"' not in page


def test_a_colleague_without_a_role_is_told_whom_to_ask() -> None:
    house = open_clinic()
    house.imani.memberships.all().delete()
    assert "An administrator of your organization gives you one" in _start(house.imani)


def test_an_administrator_is_told_of_a_program_that_reaches_nobody() -> None:
    house: Clinic = open_clinic()
    assert "Nobody is reached when all else fails" not in _start(house.oren)
    Program.objects.filter(pk=house.outpatient.pk).update(supervisor=None, duty=None)
    assert "Nobody is reached when all else fails" in _start(house.oren)
