"""One colleague's page: who sees what, and what an administrator changes there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handclasp.directory import commands
from handclasp.directory.models import Invitation, Membership, Office, Organization, Staff
from handclasp.platform import clock
from handclasp.platform.signins.models import Session
from tests.web.clinic import Clinic, acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def page_of(browser: Client, staff: Staff) -> str:
    return browser.get(f"/people/{staff.pk}/").content.decode()


def post(browser: Client, staff: Staff, name: str, **sent: object) -> int:
    return browser.post(f"/people/{staff.pk}/{name}/", sent).status_code


def typed(house: Clinic, **changes: object) -> dict[str, object]:
    """Return what an administrator types about somebody new."""
    usual: dict[str, object] = {
        "given": "Joan", "family": "Reyes", "email": "joan@fernhollow.example",
        f"role-{house.outpatient.pk}": "front_desk", "offices": ["privacy_officer"],
    }  # fmt: skip
    return usual | changes


def test_everybody_sees_roles_and_only_an_administrator_the_controls() -> None:
    house = open_clinic()
    share(house, client(house), ago(hours=2))
    theirs, admins = page_of(signed_in(house.wes), house.imani), page_of(signed_in(house.oren), house.imani)
    assert "Fernhollow Outpatient" in theirs
    assert "Clinician" in theirs
    for control in (
        "Take out",
        "Take off the active staff",
        "Invite by a link",
        "client on the receiving side",
    ):
        assert control not in theirs
        assert control in admins
    assert f'action="/people/{house.imani.pk}/' not in theirs
    assert f'action="/people/{house.imani.pk}/' in admins


def test_the_controls_are_not_only_hidden() -> None:
    house = open_clinic()
    wes = signed_in(house.wes)
    program = house.outpatient.pk
    assert post(wes, house.wes, "role", program=program, role="supervisor") == 409
    assert post(wes, house.wes, "offices", offices="admin") == 409
    assert post(wes, house.imani, "leave-program", program=program) == 409
    for name in ("invite", "withdraw", "sign-out", "deactivate", "activate"):
        assert post(wes, house.imani, name) in {404, 409}  # a door of administrators is missing, not refused
    assert wes.get("/people/new/").status_code == 404
    assert wes.post("/people/new/", typed(house)).status_code == 404
    assert wes.get("/people/left/").status_code == 404
    assert Office.objects.count() == 1
    assert Membership.objects.get(staff=house.imani).role == "clinician"
    assert not Invitation.objects.exists()


def test_an_administrator_gives_changes_and_takes_roles() -> None:
    house = open_clinic()
    oren, clinic = signed_in(house.oren), house.clinic.pk
    assert post(oren, house.imani, "role", program=clinic, role="front_desk") == 302
    assert post(oren, house.imani, "role", program=clinic, role="proxy") == 302
    assert acts(house.imani).roles == {"staff", "clinician", "proxy"}
    assert post(oren, house.imani, "leave-program", program=clinic) == 302
    assert post(oren, house.imani, "offices", offices=["quality_director", "privacy_officer"]) == 302
    assert acts(house.imani).roles == {"staff", "clinician", "quality_director", "privacy_officer"}
    assert post(oren, house.imani, "offices") == 302
    assert acts(house.imani).roles == {"staff", "clinician"}
    assert post(oren, house.imani, "role", program=clinic, role="king") == 422
    assert post(oren, house.imani, "offices", offices="king") == 422
    assert post(oren, house.imani, "role", program="x") == 422


def test_the_last_administrator_and_who_supervises_stay_and_the_page_says_why() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    answer = oren.post(f"/people/{house.oren.pk}/offices/", {})
    assert answer.status_code == 409
    assert "Somebody must be left who administers" in answer.content.decode()
    answer = oren.post(f"/people/{house.dana.pk}/leave-program/", {"program": house.clinic.pk})
    assert answer.status_code == 409
    assert "Name somebody else there first" in answer.content.decode()


def test_a_link_is_shown_once_and_opens_the_door() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)
    answer = oren.post("/people/new/", typed(house))
    found = re.search(r"http://testserver(/accounts/invitation/[\w-]{43}/)", answer.content.decode())
    assert found
    joan = Staff.objects.get(given="Joan")
    assert acts(joan).roles == {"staff", "front_desk", "privacy_officer"}
    shown = page_of(oren, joan)
    assert "Invited by Oren Pike. The link works until" in shown
    assert found[1] not in shown
    assert Client().get(found[1]).status_code == 302
    assert post(oren, joan, "withdraw") == 302
    assert Client().get(found[1]).status_code == 404
    assert "the link opens nothing any more" in page_of(oren, joan)
    assert "A link for" in oren.post(f"/people/{joan.pk}/invite/").content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"given": ""}, 422, "Write a first name."),
        ({"email": ""}, 422, "Write the email address"),
        ({"email": "joan"}, 422, "That is no email address."),
        ({"site": "424242"}, 422, "Select a valid choice"),
        ({"offices": ["king"]}, 422, "Add a colleague"),
        ({"email": "wes@fernhollow.example"}, 409, "is on the staff already"),
        ({"given": "x" * 5000}, 422, "Add a colleague"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_rest_stays(
    changes: dict[str, object], status: int, says: str
) -> None:
    house = open_clinic()
    Staff.objects.filter(pk=house.wes.pk).update(email="wes@fernhollow.example")
    answer = signed_in(house.oren).post("/people/new/", typed(house, **changes))
    page = answer.content.decode()
    assert answer.status_code == status
    assert says in page
    assert 'value="Reyes"' in page
    assert not Staff.objects.filter(family="Reyes").exists()


def test_a_foreign_program_or_place_is_none_of_the_choices() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    oren = signed_in(house.oren)
    assert post(oren, house.imani, "role", program=other.clinic.pk, role="proxy") == 404
    assert oren.post("/people/new/", typed(house, site=other.clinic.site_id)).status_code == 422
    for path in (f"/people/{other.wes.pk}/", "/people/424242/"):
        assert oren.get(path).status_code == 404
    for name in ("invite", "withdraw", "sign-out", "deactivate", "activate", "offices"):
        assert post(oren, other.wes, name) == 404
    assert post(oren, house.wes, "promote") == 404


def test_leaving_waits_for_what_is_held_and_then_ends_everything() -> None:
    house = open_clinic()
    oren, imani = signed_in(house.oren), signed_in(house.imani)
    share(house, client(house), ago(hours=2))
    promise(house, ask(house, client(house, "Joy"), ago(hours=1)), ago(hours=1))
    page = page_of(oren, house.imani)
    assert re.search(r"1</span> client on the receiving side</b>, <bdi>Fernhollow Outpatient", page)
    assert "promise to reach a client" in page
    assert "by Dana Whitcombe on the Supervise board" in page
    assert "Marisol" not in page
    assert "Open the Supervise board" not in page
    assert "Open the Supervise board" in page_of(signed_in(house.dana), house.imani)
    answer = oren.post(f"/people/{house.imani.pk}/deactivate/")
    assert answer.status_code == 409
    assert "still holds clients" in answer.content.decode()
    assert imani.get("/").status_code == 200


def test_who_left_is_signed_out_and_comes_back_without_an_old_session() -> None:
    house = open_clinic()
    oren, tomas = signed_in(house.oren), signed_in(house.tomas)
    Staff.objects.filter(pk=house.imani.pk).update(deputy=house.tomas)
    assert "Deputy of Imani Castellane" in page_of(oren, house.tomas)
    assert tomas.get("/").status_code == 200
    assert post(oren, house.tomas, "deactivate") == 302
    assert tomas.get("/").status_code == 302
    assert not Session.objects.filter(user=house.tomas.user).exists()
    assert "Tomas Lindqvist" in oren.get("/people/left/").content.decode()
    assert "Tomas Lindqvist" not in oren.get("/people/").content.decode()
    assert signed_in(house.wes).get(f"/people/{house.tomas.pk}/").status_code == 404
    assert "Coming back" in page_of(oren, house.tomas)
    assert post(oren, house.tomas, "activate") == 302
    assert tomas.get("/").status_code == 302
    assert acts(house.tomas).roles == {"staff", "clinician"}


def test_an_administrator_signs_somebody_out_everywhere() -> None:
    house = open_clinic()
    imani = signed_in(house.imani)
    assert imani.get("/").status_code == 200
    assert post(signed_in(house.oren), house.imani, "sign-out") == 302
    assert imani.get("/").status_code == 302


def test_a_page_of_many_programs_asks_no_more_than_one_of_few() -> None:
    house = open_clinic()
    oren = signed_in(house.oren)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(oren, house.imani)
        return len(found)

    few = queries()
    for number in range(12):
        site = house.clinic.site_id
        program = commands.create_program(acts(house.oren), clock.now(), site, name=f"Program {number}")
        commands.join_program(acts(house.oren), clock.now(), house.imani.pk, program.pk, "proxy")
    assert queries() == few


def test_an_old_invitation_is_told_as_over() -> None:
    house = open_clinic()
    Staff.objects.filter(pk=house.imani.pk).update(email="imani@fernhollow.example")
    commands.invite_staff(acts(house.oren), datetime.now(UTC) - timedelta(days=8), house.imani.pk)
    assert "the link opens nothing any more" in page_of(signed_in(house.oren), house.imani)


def test_an_administrator_says_which_roles_need_a_second_factor() -> None:
    house = open_clinic()
    oren, path = signed_in(house.oren), "/people/second-factor/"
    assert oren.get(path).status_code == 200
    assert oren.post(path, {"roles": ["clinician", "privacy_officer"]}).status_code == 302
    assert Organization.objects.get().second_factor_roles == ["clinician", "privacy_officer"]
    assert oren.post(path, {"roles": ["king"]}).status_code == 422
    assert signed_in(house.dana).get(path).status_code == 404
    assert signed_in(house.dana).post(path, {"roles": []}).status_code == 404
    assert oren.post(path).status_code == 302
    assert Organization.objects.get().second_factor_roles == []


def test_a_lost_device_is_taken_off_by_an_administrator() -> None:
    house = open_clinic()
    oren, imani = signed_in(house.oren), signed_in(house.imani)
    assert "Take off the second factor" not in page_of(oren, house.imani)
    Authenticator.objects.create(user=house.imani.user, type=Authenticator.Type.TOTP, data={})
    assert "Take off the second factor" in page_of(oren, house.imani)
    assert "second factor" not in page_of(signed_in(house.wes), house.imani)
    assert post(signed_in(house.wes), house.imani, "factor") == 409
    assert post(oren, house.imani, "factor") == 302
    assert not Authenticator.objects.exists()
    assert imani.get("/").status_code == 302
    assert post(oren, house.oren, "factor") == 409
