"""A screen that nobody touches shows nothing of clients, and goes on where it was."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.test.utils import override_settings

from handclasp.platform.signins.models import Session
from tests.web.clinic import client as a_client
from tests.web.clinic import open_clinic
from tests.web.signing import A_DAY, at_the_door, key_of, signed_in_earlier, untouched
from tests.web.signing import quick_passwords as quick_passwords
from tests.web.staffing import PASSWORD, House, furnish

pytestmark = pytest.mark.usefixtures("db_clone", "quick_passwords")
SCRIPT = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def house() -> House:
    return furnish()


def test_a_quiet_screen_asks_who_is_there_and_then_shows_the_same_page(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes)
    answer = browser.get("/people/?q=Imani")
    assert answer["Location"] == "/accounts/unlock/?next=%2Fpeople%2F%3Fq%3DImani"
    asked = browser.get(answer["Location"]).content.decode()
    assert "Dr. Wes Halvorsen" in asked
    assert "Imani Castellane" not in asked
    back = browser.post("/accounts/unlock/", {"password": PASSWORD, "next": "/people/?q=Imani"})
    assert back["Location"] == "/people/?q=Imani"
    assert "Imani Castellane" in browser.get("/people/").content.decode()


@pytest.mark.parametrize("address", ["/", "/people/", "/introduce/", "/supervise/", "/accounts/security/"])
def test_every_page_of_a_locked_screen_shows_nothing(house: House, address: str) -> None:
    browser = at_the_door(house.imani)
    untouched(house.imani)
    assert browser.get(address)["Location"].startswith("/accounts/unlock/")
    part = browser.get(address, headers=SCRIPT)
    assert part.status_code == 401
    assert "<" not in part.content.decode()


def test_what_the_page_fetches_by_itself_keeps_no_screen_open(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes, timedelta(minutes=14))
    before = Session.objects.get().active_at
    browser.get("/rings/", headers=SCRIPT | {"Handclasp-Live": "1"})
    browser.get("/accounts/standing/", headers=JSON | {"Handclasp-Live": "1"})
    assert Session.objects.get().active_at == before
    browser.post("/accounts/here/", headers=SCRIPT)
    assert Session.objects.get().active_at > before + timedelta(minutes=13)


def test_the_note_of_a_touch_is_not_written_at_every_request(house: House) -> None:
    browser = at_the_door(house.wes)
    before = Session.objects.get().active_at
    browser.get("/people/")
    assert Session.objects.get().active_at == before


def test_a_wrong_password_opens_nothing_and_five_of_them_have_to_wait(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes)
    for _ in range(5):
        answer = browser.post("/accounts/unlock/", {"password": "a guess"})
        assert answer.status_code == 422
        assert "That is not your password" in answer.content.decode()
    answer = browser.post("/accounts/unlock/", {"password": PASSWORD})
    assert "Wait five minutes" in answer.content.decode()
    assert browser.get("/people/").status_code == 302


def test_somebody_elses_password_does_not_open_a_screen(house: House) -> None:
    house.imani.user.set_password("Imani has another one")
    house.imani.user.save()
    browser = at_the_door(house.wes)
    untouched(house.wes)
    assert browser.post("/accounts/unlock/", {"password": "Imani has another one"}).status_code == 422


def test_somebody_else_signs_in_at_a_locked_screen_as_themselves(house: House) -> None:
    browser = at_the_door(house.wes)
    key = key_of(browser)
    untouched(house.wes)
    browser.post("/accounts/login/", {"login": house.imani.email, "password": PASSWORD})
    assert key_of(browser) != key
    assert not Session.objects.filter(session_key=key).exists()
    assert "Imani Castellane" in browser.get("/accounts/security/").content.decode()


def test_after_a_working_day_the_same_person_goes_on_under_a_new_key(house: House) -> None:
    browser = at_the_door(house.wes)
    key = key_of(browser)
    signed_in_earlier(house.wes)
    assert browser.get("/people/")["Location"].startswith("/accounts/unlock/")
    answer = browser.post("/accounts/unlock/", {"password": PASSWORD}, headers=JSON)
    assert answer.json()["standing"] == "open"
    assert answer.json()["me"] == f"staff:{house.wes.pk}"
    assert key_of(browser) != key
    assert not Session.objects.filter(session_key=key).exists()
    assert browser.get("/people/").status_code == 200


def test_a_day_after_that_nobody_is_known_any_more(house: House) -> None:
    browser = at_the_door(house.wes)
    Session.objects.update(expire_date=Session.objects.get().signed_in_at - timedelta(seconds=1))
    assert browser.get("/people/")["Location"].startswith("/accounts/login/")


def test_a_form_that_met_a_lock_is_kept_unread_and_shown_again_filled_in() -> None:
    house = open_clinic()
    get_user_model().objects.filter(pk=house.wes.user_id).update(email="wes@example.org")
    house.wes.user.refresh_from_db()
    house.wes.user.set_password(PASSWORD)
    house.wes.user.save()
    browser = Client()
    browser.force_login(house.wes.user, "allauth.account.auth_backends.AuthenticationBackend")
    someone = a_client(house)
    untouched(house.wes)
    words = "She sleeps three hours a night"
    answer = browser.post(f"/introduce/{someone.pk}/", {"note": words, "urgency": "routine"})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert words not in page
    assert "Marisol" not in page
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept
    again = browser.post("/accounts/unlock/", {"password": PASSWORD, "kept": kept[1]}).content.decode()
    assert words in again
    assert 'name="urgency" value="routine"' in again
    assert f'action="/introduce/{someone.pk}/"' in again
    assert "nothing was changed" in again


def test_a_kept_form_opens_for_its_own_person_only(house: House) -> None:
    wes, imani = at_the_door(house.wes), at_the_door(house.imani)
    for person in (house.wes, house.imani):
        untouched(person)
    page = wes.post("/presence/", {"note": "three hours a night"}).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', page)
    assert kept
    answer = imani.post("/accounts/unlock/", {"password": PASSWORD, "kept": kept[1]})
    assert answer.status_code == 302


def test_where_the_sign_in_goes_on_is_never_elsewhere(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes)
    answer = browser.post("/accounts/unlock/", {"password": PASSWORD, "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_locked_screen_can_still_be_signed_out(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes)
    assert browser.post("/accounts/logout/").status_code == 302
    assert not Session.objects.filter(user=house.wes.user).exists()


def test_the_page_is_told_how_its_session_stands(house: House) -> None:
    browser = at_the_door(house.wes)
    told = browser.get("/accounts/standing/", headers=JSON).json()
    assert told["standing"] == "open"
    assert 0 < told["left"] <= 15 * 60 * 1000
    untouched(house.wes)
    assert browser.get("/accounts/standing/", headers=JSON).json()["standing"] == "locked"
    signed_in_earlier(house.wes, A_DAY)
    assert browser.get("/accounts/standing/", headers=JSON).json()["standing"] == "expired"
    assert Client().get("/accounts/standing/", headers=JSON).json()["standing"] == "out"


def test_the_limits_are_settings(house: House) -> None:
    browser = at_the_door(house.wes)
    untouched(house.wes, timedelta(minutes=3))
    with override_settings(IDLE_MINUTES=2):
        assert browser.get("/people/").status_code == 302
    assert browser.get("/people/").status_code == 200


def test_without_a_password_only_the_whole_sign_in_opens_a_screen_and_the_demo_asks_for_a_press(
    house: House,
) -> None:
    browser = at_the_door(house.wes)
    house.wes.user.set_unusable_password()
    house.wes.user.save()
    browser.force_login(house.wes.user, "allauth.account.auth_backends.AuthenticationBackend")
    untouched(house.wes)
    assert browser.post("/accounts/unlock/", {"password": ""}).status_code == 422
    with override_settings(DEMO=True):
        assert browser.post("/accounts/unlock/").status_code == 302
