"""Nothing that arrives makes a page fail, and every answer carries the house's policy."""

import pytest
from django.test import Client

from tests.ground import copies
from tests.web.staffing import PASSWORD, furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")

UNREADABLE = [
    "/accounts/login/?next=%00",
    "/accounts/login/%00",
    "/accounts/login/?%ff%fe=%c3%28",
    "/accounts/login/?" + "&".join(f"a{i}=1" for i in range(2000)),
    "/accounts/login/?next=//elsewhere.example/",
    "/accounts/password/reset/?x=" + "y" * 9000,
    "/%c3%28/",
    "/nowhere/" + "9" * 400 + "/",
]


@pytest.mark.parametrize("address", UNREADABLE)
def test_an_unreadable_address_is_answered_in_words(address: str) -> None:
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code in {200, 302, 400, 404}


def test_an_unreadable_form_is_answered_in_words() -> None:
    client = Client(raise_request_exception=False)
    for body in (
        {"login": "a\0b@example.org", "password": "x"},
        {"login": "x" * 100_000, "password": "y" * 100_000},
        {f"f{i}": "1" for i in range(1500)},
        {"login": "🫠‮@example.org", "password": "\ud7ff"},
    ):
        assert client.post("/accounts/login/", body).status_code in {200, 400}
    raw = client.post(
        "/accounts/login/", b"\xff\xfe=%zz&&&==", content_type="application/x-www-form-urlencoded"
    )
    broken = client.post(
        "/accounts/login/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary=x"
    )
    huge = client.post(
        "/accounts/login/", b"a=" + b"b" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert {raw.status_code, broken.status_code, huge.status_code} <= {200, 400, 413}


def test_every_answer_carries_the_policy() -> None:
    for address in ("/accounts/login/", "/nowhere/", "/healthz"):
        response = Client().get(address)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["X-Request-ID"]


def test_pages_of_the_signed_in_are_never_stored() -> None:
    response = signed_in(furnish().wes).get("/accounts/password/change/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_a_stranger_is_sent_to_sign_in_and_a_script_is_told_so() -> None:
    client = Client()
    page = client.get("/accounts/password/change/")
    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/")


def test_what_is_missing_says_what_to_do_next() -> None:
    response = Client().get("/nowhere/")
    assert response.status_code == 404
    assert "Go to Today" in response.content.decode()


def test_a_script_gets_a_sentence_and_no_page() -> None:
    response = Client().get("/nowhere/", headers={"HX-Request": "true"})
    assert response.headers["Handclasp-Problem"] == "1"
    assert "<" not in response.content.decode()


def test_a_form_without_its_protection_changes_nothing_and_says_so() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "a@example.org", "password": PASSWORD})
    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()


@pytest.mark.urls("tests.web.shell_urls")
def test_a_defect_is_answered_in_words_with_a_number_to_tell() -> None:
    client = signed_in(furnish().wes)
    client.raise_request_exception = False
    response = client.get("/trial/defect/")
    assert response.status_code == 500
    assert response.headers["X-Request-ID"] in response.content.decode()


def test_a_database_that_is_away_is_said_as_such(db_clone: str) -> None:
    client = signed_in(furnish().wes)
    client.raise_request_exception = False
    copies.point_django_at("gone")
    response = client.get("/accounts/password/change/")
    copies.point_django_at(db_clone)
    assert response.status_code == 503
    assert "Wait a moment" in response.content.decode()


def test_a_visit_to_what_takes_a_press_leads_on() -> None:
    response = Client().get("/accounts/logout/?x=1")
    assert response.status_code in {200, 302}
    response = Client().put("/accounts/login/")
    assert response.status_code in {200, 405}
    response = Client().delete("/accounts/password/change/")
    assert response.status_code in {302, 405}
