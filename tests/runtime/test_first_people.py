"""The first way in: an administrator at the terminal, and a link for whoever is on the staff."""

import re

import pytest
from django.test import Client

from handclasp.config.first_people import invite, make_administrator
from handclasp.config.mistakes import Mistake
from handclasp.directory.models import Office, Organization, Staff
from tests.ground.whole import Whole

PHRASE = {"password1": "quiet river walks home", "password2": "quiet river walks home"}


def test_a_new_installation_gets_its_first_administrator_at_the_terminal(whole: Whole) -> None:
    done = whole.command(
        "admin", "dana@river.example", "--name", "Dana Whitcombe", "--organization", "River Clinic"
    )
    assert done.returncode == 0, done.stderr
    assert re.search(rf"^http://localhost:{whole.port}/accounts/invitation/[\w-]{{43}}/$", done.stdout, re.M)
    again = whole.command("invite", "dana@river.example", HANDCLASP_URL="https://river.example")
    assert re.search(r"^https://river\.example/accounts/invitation/[\w-]{43}/$", again.stdout, re.M)
    nobody = whole.command("invite", "wes@river.example")
    assert nobody.returncode == 2
    assert "Nobody on the staff has the e-mail address" in nobody.stderr.replace("\n", " ")


@pytest.mark.usefixtures("db_clone")
def test_the_first_link_opens_the_people_page_once_a_second_factor_is_there() -> None:
    invited = make_administrator("dana@river.example", "Dana Whitcombe", "River Clinic")
    browser = Client()
    assert browser.get(f"/accounts/invitation/{invited.token}/").status_code == 302
    assert browser.post("/accounts/invitation/", PHRASE).status_code == 302
    assert browser.get("/people/")["Location"].startswith("/accounts/")
    assert Office.objects.get().staff.given == "Dana"


@pytest.mark.usefixtures("db_clone")
def test_an_administrator_is_made_of_somebody_who_is_there_or_said_who_it_is() -> None:
    with pytest.raises(Mistake, match="Say who it is"):
        make_administrator("dana@river.example", "", "River Clinic")
    with pytest.raises(Mistake, match="Say which organization"):
        make_administrator("dana@river.example", "Dana", "")
    assert not Organization.objects.exists()
    home = Organization.objects.create(name="River Clinic")
    Staff.objects.create(organization=home, given="Wes", email="wes@river.example")
    make_administrator("WES@river.example", "", "")
    make_administrator("dana@river.example", "Dana", "river clinic")
    assert Organization.objects.count() == 1
    assert set(Office.objects.values_list("staff__given", flat=True)) == {"Wes", "Dana"}
    Staff.objects.create(organization=home, given="Other", email="wes@river.example")
    with pytest.raises(Mistake, match="share the address"):
        invite("wes@river.example")
    with pytest.raises(Mistake, match="Nobody on the staff"):
        invite("")
    Staff.objects.filter(given="Dana").update(is_active=False)
    with pytest.raises(Mistake, match="off the active staff"):
        invite("dana@river.example")
