"""The link of an invitation: what it shows, what it opens, and what it never tells."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from handclasp.directory import commands
from handclasp.directory.models import Invitation, Organization, Staff
from handclasp.platform import clock
from tests.web.clinic import Clinic, acts, open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
PHRASE = "quiet river walks home"
BOTH = {"password1": PHRASE, "password2": PHRASE}


def invited(house: Clinic) -> tuple[Staff, str]:
    """Let Oren invite Imani; return her and the link."""
    Staff.objects.filter(pk=house.imani.pk).update(email="imani@fernhollow.example")
    given = commands.invite_staff(acts(house.oren), clock.now(), house.imani.pk)
    return Staff.objects.get(pk=house.imani.pk), f"/accounts/invitation/{given.token}/"


def opened(link: str) -> Client:
    """Return a browser in which the link was opened."""
    browser = Client()
    assert browser.get(link).status_code == 302
    return browser


def is_over(answer: Any) -> bool:
    """Say whether this is the page of a link that opens nothing."""
    return answer.status_code == 404 and "opens nothing any more" in answer.content.decode()


def test_the_link_leads_to_an_address_without_the_token() -> None:
    _, link = invited(open_clinic())
    answer = Client().get(link)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/invitation/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"


def test_the_page_says_who_invites_whom_and_a_password_signs_in() -> None:
    imani, link = invited(open_clinic())
    browser = opened(link)
    page = browser.get("/accounts/invitation/").content.decode()
    assert "Oren Pike" in page
    assert "Fernhollow" in page
    assert "imani@fernhollow.example" in page
    assert browser.post("/accounts/invitation/", BOTH).status_code == 302
    assert "Imani Castellane" in browser.get("/people/").content.decode()
    assert Client().post("/accounts/login/", {"login": imani.email, "password": PHRASE}).status_code == 302


def test_expired_used_withdrawn_and_nonsense_links_all_show_the_same_page() -> None:
    house = open_clinic()
    _, used = invited(house)
    opened(used).post("/accounts/invitation/", BOTH)
    _, older = invited(house)
    _, late = invited(house)
    Invitation.objects.filter(used_at=None, withdrawn_at=None).update(
        invited_at=clock.now() - timedelta(days=8), expires_at=clock.now() - timedelta(days=1)
    )
    pages = {
        re.sub(r'value="[^"]{64}"', "", Client().get(link).content.decode())
        for link in (used, older, late, "/accounts/invitation/nonsense/", f"/accounts/invitation/{'A' * 43}/")
    }
    assert len(pages) == 1
    assert is_over(Client().get(used))
    assert is_over(Client().get("/accounts/invitation/"))
    assert is_over(Client().post("/accounts/invitation/", BOTH))


def test_a_link_that_was_withdrawn_while_its_page_was_open_opens_nothing() -> None:
    house = open_clinic()
    imani, link = invited(house)
    browser = opened(link)
    commands.withdraw_invitation(acts(house.oren), clock.now(), imani.pk)
    assert is_over(browser.post("/accounts/invitation/", BOTH))
    assert browser.get("/people/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"password1": "short", "password2": "short"}, "12 characters"),
        ({"password1": "startfinding", "password2": "startfinding"}, "too common"),
        ({"password1": PHRASE, "password2": PHRASE + "s"}, "The two passwords differ"),
        ({"password1": "imani@fernhollow.example", "password2": "imani@fernhollow.example"}, "too similar"),
        ({}, "required"),
    ],
)
def test_a_password_that_cannot_be_taken_is_asked_for_again(typed: dict[str, str], says: str) -> None:
    _, link = invited(open_clinic())
    browser = opened(link)
    answer = browser.post("/accounts/invitation/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert not typed or f'value="{typed["password1"]}"' not in page.replace(
        'id="id_email" type="email" value=', ""
    )
    assert browser.post("/accounts/invitation/", BOTH).status_code == 302


def test_somebody_else_who_is_signed_in_here_is_signed_out_by_it() -> None:
    house = open_clinic()
    _, link = invited(house)
    browser = signed_in(house.wes)
    browser.get(link)
    assert (
        "Dr. Wes Halvorsen</bdi> is signed in on this device"
        in browser.get("/accounts/invitation/").content.decode()
    )
    browser.post("/accounts/invitation/", BOTH)
    page = browser.get("/people/").content.decode()
    assert re.search(r'class="fit">Imani Castellane<', page)
    assert not re.search(r'class="fit">Dr. Wes Halvorsen<', page)


def test_trying_links_ends_after_a_while() -> None:
    answers = [
        Client().get(f"/accounts/invitation/{'A' * 42}{letter}/").status_code for letter in "ABCDEFGH" * 4
    ]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_a_new_password_by_a_link_ends_what_was_signed_in_before() -> None:
    house = open_clinic()
    old = signed_in(house.imani)
    assert old.get("/people/").status_code == 200
    _, link = invited(house)
    opened(link).post("/accounts/invitation/", BOTH)
    assert old.get("/people/").status_code == 302


def test_whoever_needs_a_second_factor_is_led_to_one_without_typing_the_password_again() -> None:
    house = open_clinic()
    Organization.objects.update(second_factor_roles=["clinician"])
    _, link = invited(house)
    browser = opened(link)
    browser.post("/accounts/invitation/", BOTH)
    assert browser.get("/")["Location"] == "/accounts/security/"
    assert "authenticator app" in browser.get("/accounts/security/app/").content.decode()


def test_a_link_passes_no_second_factor_by() -> None:
    house = open_clinic()
    imani, link = invited(house)
    TOTP.activate(imani.user, "JBSWY3DPEHPK3PXP")
    browser = opened(link)
    answer = browser.post("/accounts/invitation/", BOTH)
    assert answer["Location"] == "/accounts/login/second/"
    assert browser.get("/people/").status_code == 302
