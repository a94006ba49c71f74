"""Signing in and out, and those who may not."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from handclasp.platform.models import AuditEntry
from tests.web.staffing import PASSWORD, furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def _sign_in(client: Client, email: str, password: str = PASSWORD) -> int:
    return client.post("/accounts/login/", {"login": email, "password": password}).status_code


def test_an_email_and_its_password_open_the_door() -> None:
    wes, client = furnish().wes, Client()
    assert _sign_in(client, wes.email.upper()) == 302
    page = client.get("/accounts/password/change/").content.decode()
    assert "Dr. Wes Halvorsen" in page
    assert "Fernhollow Outpatient" in page


def test_a_wrong_password_says_what_to_do_and_keeps_the_address() -> None:
    wes, client = furnish().wes, Client()
    response = client.post("/accounts/login/", {"login": wes.email, "password": "wrong"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "do not fit together" in page
    assert wes.email in page
    assert "wrong" not in page


def test_trying_passwords_ends_after_five_and_says_what_to_do() -> None:
    wes, client = furnish().wes, Client()
    for _ in range(6):
        response = client.post("/accounts/login/", {"login": wes.email, "password": "guess"})
    page = response.content.decode()
    assert response.status_code in {200, 429}
    assert "ask an administrator" in page.lower()


def test_nobody_signs_up_alone() -> None:
    response = Client().get("/accounts/signup/")
    assert "administrator" in response.content.decode()


def test_without_mail_a_lost_password_leads_to_a_person() -> None:
    assert "administrator" in Client().get("/accounts/password/reset/").content.decode()


def test_signing_out_takes_a_press() -> None:
    client = signed_in(furnish().wes)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/accounts/password/change/").status_code == 302


@pytest.mark.urls("tests.web.shell_urls")
def test_somebody_without_a_place_is_told_whom_to_ask_and_can_leave() -> None:
    wes = furnish().wes
    client = signed_in(wes)
    assert client.get("/trial/").status_code == 200
    wes.is_active = False
    wes.save(update_fields=["is_active"])
    response = client.get("/trial/")
    page = response.content.decode()
    assert response.status_code == 403
    assert "Ask an administrator" in page
    assert "Sign out" in page


@pytest.mark.urls("tests.web.shell_urls")
def test_a_script_of_a_stranger_is_told_that_it_is_signed_out() -> None:
    response = Client().get("/trial/part/", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert "Sign in again" in response.content.decode()


@pytest.mark.urls("tests.web.shell_urls")
def test_only_supervisors_see_the_way_to_their_board() -> None:
    house = furnish()
    assert "/supervise/" in signed_in(house.imani).get("/trial/").content.decode()
    assert "/supervise/" not in signed_in(house.wes).get("/trial/").content.decode()


@pytest.mark.urls("tests.web.shell_urls")
def test_what_the_database_cannot_answer_is_refused_in_words_and_the_page_goes_on() -> None:
    response = signed_in(furnish().wes).get("/trial/unreadable/")
    assert response.status_code == 400
    assert AuditEntry.objects.filter(kind="read", client_id=1).exists()


def test_a_closed_account_cannot_sign_in() -> None:
    wes = furnish().wes
    get_user_model().objects.filter(pk=wes.user_id).update(is_active=False)
    client = Client()
    _sign_in(client, wes.email)
    assert client.get("/accounts/password/change/").status_code == 302


def test_a_changed_password_is_asked_for_from_then_on() -> None:
    wes = furnish().wes
    client = signed_in(wes)
    new = "quiet river walks home"
    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new, "next": "/accounts/password/changed/"},
    )
    assert response["Location"] == "/accounts/password/changed/"
    assert client.get("/accounts/password/changed/").status_code == 200
    assert _sign_in(Client(), wes.email, new) == 302
    assert _sign_in(Client(), wes.email) == 200
