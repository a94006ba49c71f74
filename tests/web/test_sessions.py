"""Where somebody is signed in, and what ends it."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from handclasp.config.passwords import set_password
from handclasp.config.web_server import source_folder
from handclasp.directory.commands import deactivate_staff
from handclasp.directory.commands.sessions import end_sessions
from handclasp.directory.queries import actor_for_staff
from handclasp.platform.actor import IMPORTER, Actor
from handclasp.platform.refusals import Refusal
from handclasp.platform.signins.models import Session
from handclasp.web.live.admission import still_open
from tests.web.signing import at_the_door, key_of, signs_in, untouched
from tests.web.signing import quick_passwords as quick_passwords
from tests.web.staffing import PASSWORD, House, furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone", "quick_passwords")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def house() -> House:
    return furnish()


def actor(staff: object) -> Actor:
    found = actor_for_staff(staff.pk)  # type: ignore[attr-defined]
    assert found is not None
    return found


def is_in(browser: Client) -> bool:
    """Say whether somebody is signed in here."""
    return browser.get("/people/").status_code == 200


def test_everybody_sees_where_they_are_signed_in_and_nobody_else(house: House) -> None:
    here, _ = at_the_door(house.wes, "192.0.2.1"), at_the_door(house.imani, "203.0.113.9")
    tablet = Client(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT=FIREFOX)
    signs_in(tablet, house.wes)
    page = here.get("/accounts/security/").content.decode()
    assert "this one" in page
    assert "Firefox on Windows" in page
    assert "198.51.100.7" in page
    assert "203.0.113.9" not in page
    assert page.count("Sign out there") == 1


def test_a_page_never_holds_the_key_of_a_session(house: House) -> None:
    here, there = at_the_door(house.wes), at_the_door(house.wes)
    page = here.get("/accounts/security/").content.decode()
    assert key_of(here) not in page
    assert key_of(there) not in page


def test_one_place_is_signed_out_and_twice_is_once(house: House) -> None:
    here, there = at_the_door(house.wes), at_the_door(house.wes)
    found = re.search(r'name="session" value="(\w+)"', here.get("/accounts/security/").content.decode())
    assert found
    for _ in range(2):
        assert here.post("/accounts/sessions/end/", {"session": found[1]}).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_the_session_of_somebody_else_cannot_be_named(house: House) -> None:
    wes, imani = at_the_door(house.wes), at_the_door(house.imani)
    at_the_door(house.imani)
    found = re.search(r'name="session" value="(\w+)"', imani.get("/accounts/security/").content.decode())
    assert found
    wes.post("/accounts/sessions/end/", {"session": found[1]})
    assert Session.objects.filter(user=house.imani.user).count() == 2


def test_everywhere_else_and_everywhere(house: House) -> None:
    first, second, third = (at_the_door(house.wes) for _ in range(3))
    first.post("/accounts/sessions/end-all/", {"but": "this"})
    assert [is_in(browser) for browser in (first, second, third)] == [True, False, False]
    first.post("/accounts/sessions/end-all/")
    assert not is_in(first)
    assert not Session.objects.filter(user=house.wes.user).exists()


def test_a_changed_password_ends_every_other_session(house: House) -> None:
    here, there = at_the_door(house.wes), at_the_door(house.wes)
    new = "quiet river walks home"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(there)
    assert Session.objects.filter(user=house.wes.user).count() == 1


def test_a_password_set_at_the_terminal_ends_every_session(house: House) -> None:
    browser = at_the_door(house.wes)
    set_password(house.wes.email, "quiet river walks home")
    assert not is_in(browser)
    assert not Session.objects.filter(user=house.wes.user).exists()


def test_an_administrator_ends_somebodys_sessions_and_a_colleague_cannot(house: House) -> None:
    browser = at_the_door(house.wes)
    with pytest.raises(Refusal, match="not_allowed"):
        end_sessions(actor(house.imani), house.wes.pk, NOW)
    assert is_in(browser)
    assert end_sessions(IMPORTER, house.wes.pk, NOW) == 1
    assert not is_in(browser)


def test_nobody_ends_the_sessions_of_another_organization(house: House) -> None:
    stranger = furnish("Larkmeadow").wes
    with pytest.raises(Refusal, match="not_found"):
        end_sessions(actor(stranger), house.wes.pk, NOW)


def test_whoever_leaves_the_staff_is_signed_out_at_once(house: House) -> None:
    browser = at_the_door(house.wes)
    deactivate_staff(IMPORTER, NOW, house.wes.pk)
    assert not is_in(browser)
    assert not Session.objects.filter(user=house.wes.user).exists()


def test_the_stream_of_a_locked_screen_or_of_somebody_inactive_ends(house: House) -> None:
    wes, imani = at_the_door(house.wes), at_the_door(house.imani)
    keys = {key_of(wes), key_of(imani)}
    assert still_open(keys) == keys
    untouched(house.wes)
    assert still_open(keys) == {key_of(imani)}
    house.imani.is_active = False
    house.imani.save(update_fields=["is_active"])
    assert still_open(keys) == set()


def test_a_key_that_was_planted_is_never_signed_in(house: House) -> None:
    visitor = Client()
    visitor.cookies[settings.SESSION_COOKIE_NAME] = planted = "a" * 32
    signs_in(visitor, house.wes)
    assert key_of(visitor) != planted
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert not is_in(attacker)


def test_signing_in_over_a_session_takes_a_new_key_even_for_the_same_person(house: House) -> None:
    browser = at_the_door(house.wes)
    old = key_of(browser)
    browser.force_login(house.wes.user, settings.AUTHENTICATION_BACKENDS[0])
    assert key_of(browser) != old
    assert not Session.objects.filter(session_key=old).exists()


def test_a_cookie_kept_from_before_signing_out_opens_nothing(house: House) -> None:
    browser = at_the_door(house.wes)
    kept = key_of(browser)
    browser.post("/accounts/logout/")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert not is_in(thief)


def test_cookies_are_for_this_address_alone(house: House) -> None:
    browser = Client()
    browser.get("/accounts/login/")
    signs_in(browser, house.wes)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.DEVICE_COOKIE_NAME):
        cookie = browser.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_under_https_the_cookies_belong_to_this_host_and_travel_encrypted() -> None:
    asked = (
        "from handclasp.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.DEVICE_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    )
    environment = os.environ | {
        "HANDCLASP_URL": "https://handclasp.example.org",
        "PYTHONPATH": source_folder(),
    }
    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "__Host-device", "True", "True"]


def test_a_short_cut_of_tests_is_a_session_like_any_other(house: House) -> None:
    browser = signed_in(house.wes)
    row = Session.objects.get(session_key=key_of(browser))
    assert row.user_id == house.wes.user_id
    with override_settings(SESSION_HOURS=1):
        assert is_in(browser)
