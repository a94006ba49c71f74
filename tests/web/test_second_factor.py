"""A second factor: added, asked for, used once, demanded by role, taken off when a device is lost."""

import time
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings

from handclasp.directory.commands import require_second_factor, reset_second_factor
from handclasp.directory.models import Organization, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.refusals import Refusal
from tests.web.clinic import open_clinic
from tests.web.signing import A_DAY
from tests.web.staffing import PASSWORD, House, furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND = "/accounts/login/second/"
SECURITY = "/accounts/security/"
APP = "/accounts/security/app/"
SHORT_WAY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def house() -> House:
    return furnish()


STEP = int(time.time()) // 30


@pytest.fixture(autouse=True)
def half_a_minute_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no code turn in the middle of a test."""
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter(range(STEP - 1, STEP + 2)))


def shown(secret: str = SECRET, later: int = 0) -> str:
    """Return what an authenticator app shows now, or `later` steps of half a minute from now."""
    return format_hotp_value(hotp_value(secret, STEP + later))


def give_app(staff: Staff) -> Authenticator:
    """Let somebody have an authenticator app with the secret of these tests."""
    return TOTP.activate(staff.user, SECRET).instance


def give_codes(staff: Staff) -> list[str]:
    """Let somebody have recovery codes; return them."""
    return RecoveryCodes.activate(staff.user).get_unused_codes()


def password_given(staff: Staff) -> Client:
    """Return a browser in which somebody typed address and password."""
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": staff.email, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def known(staff: Staff) -> Client:
    """Return a browser in which somebody is signed in and has typed the password once more just now."""
    browser = signed_in(staff)
    answer = browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(SECURITY).status_code == 200


def words(browser: Client, address: str, **form: str) -> str:
    answer = browser.post(address, form) if form else browser.get(address)
    return answer.content.decode()


def demand(house: Any, *roles: str) -> None:
    Organization.objects.filter(pk=house.organization.pk).update(second_factor_roles=list(roles))


def test_a_password_alone_does_not_open_an_account_with_an_app(house: House) -> None:
    give_app(house.wes)
    browser = password_given(house.wes)
    assert not is_in(browser)
    assert "authenticator app shows" in words(browser, SECOND)
    assert browser.post(SECOND, {"code": shown()}).status_code == 302
    assert is_in(browser)


@override_settings(OIDC_IS_SECOND_FACTOR=True)
@pytest.mark.parametrize(
    "way", [{"method": "mfa", "type": "webauthn", "passwordless": True}, {"method": "socialaccount"}]
)
def test_how_somebody_signed_in_yesterday_is_no_second_factor_today(
    house: House, way: dict[str, Any]
) -> None:
    give_app(house.wes)
    browser = signed_in(house.wes)
    session = browser.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [way | {"at": time.time()}]
    session["account_authentication_methods_user"] = str(house.wes.user_id)
    session["signed_in_at"] = (wall_now() - A_DAY).isoformat()
    session.save()
    answer = browser.post("/accounts/login/", {"login": house.wes.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith(SECOND)
    assert not is_in(browser)


def test_a_wrong_code_is_told_and_opens_nothing(house: House) -> None:
    give_app(house.wes)
    browser = password_given(house.wes)
    for wrong in ("000000", "", "abc", "１２３４５６", "9" * 300, shown(later=5)):
        assert browser.post(SECOND, {"code": wrong}).status_code == 200
    assert not is_in(browser)


def test_guessing_codes_ends_after_five_even_for_the_right_one(house: House) -> None:
    give_app(house.wes)
    browser = password_given(house.wes)
    for _ in range(5):
        browser.post(SECOND, {"code": "000000"})
    assert "Wait five minutes" in words(browser, SECOND, code=shown())
    assert not is_in(browser)


def test_a_code_that_was_used_opens_nothing_a_second_time(house: House) -> None:
    give_app(house.wes)
    code = shown()
    assert password_given(house.wes).post(SECOND, {"code": code}).status_code == 302
    cache.clear()  # another process knows nothing of the first
    thief = password_given(house.wes)
    assert "used already" in words(thief, SECOND, code=code)
    assert "used already" in words(thief, SECOND, code=shown(later=-1))
    assert not is_in(thief)
    assert thief.post(SECOND, {"code": shown(later=1)}).status_code == 302


def test_the_code_that_an_app_begins_with_counts_once_too(house: House) -> None:
    browser = known(house.wes)
    secret = browser.get(APP).context["form"].secret
    code = shown(secret)
    assert browser.post(APP, {"code": code}).headers["Location"] == "/accounts/security/codes/"
    cache.clear()
    assert "used already" in words(password_given(house.wes), SECOND, code=code)


def test_the_secret_of_an_app_is_not_readable_in_the_database(house: House) -> None:
    kept = give_app(house.wes).data["secret"]
    assert SECRET not in kept
    seed = RecoveryCodes.activate(house.wes.user).instance.data["seed"]
    assert seed.startswith("gAAAA")
    with override_settings(SECRET_KEY="another key, long enough to be taken", SECRET_KEY_FALLBACKS=[]):
        browser = password_given(house.wes)
        assert "cannot be read any more" in words(browser, SECOND, code=shown())
        assert "cannot be read any more" in words(browser, SECOND, code=shown(""))


def test_an_older_key_still_reads_what_it_wrote(house: House) -> None:
    give_app(house.wes)
    another = "another key, long enough to be taken"
    with override_settings(SECRET_KEY=another, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        browser = password_given(house.wes)
        assert browser.post(SECOND, {"code": shown()}).status_code == 302
    with override_settings(SECRET_KEY=another, SECRET_KEY_FALLBACKS=[]):
        later = password_given(house.wes)
        assert later.post(SECOND, {"code": shown(later=1)}).status_code == 302


def test_a_recovery_code_opens_the_account_once(house: House) -> None:
    give_app(house.wes)
    code = give_codes(house.wes)[3]
    assert password_given(house.wes).post(SECOND, {"code": code}).status_code == 302
    assert password_given(house.wes).post(SECOND, {"code": code}).status_code == 200
    assert "9 left" in words(signed_in(house.wes), SECURITY)


def test_recovery_codes_are_shown_once_and_new_ones_replace_them(house: House) -> None:
    give_app(house.wes)
    codes, browser = give_codes(house.wes), known(house.wes)
    page = words(browser, "/accounts/security/codes/")
    assert all(code in page for code in codes)
    again = words(browser, "/accounts/security/codes/")
    assert not any(code in again for code in codes)
    answer = browser.post("/accounts/security/codes/new/")
    assert answer.status_code == 302
    fresh = words(browser, answer.headers["Location"])
    assert not any(code in fresh for code in codes)
    assert password_given(house.wes).post(SECOND, {"code": codes[0]}).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(house: House) -> None:
    browser = known(house.wes)
    assert "Add one of these first" in browser.post("/accounts/security/codes/new/").content.decode()
    assert browser.get("/accounts/security/codes/").status_code == 404


@pytest.mark.parametrize(
    "address", [APP, "/accounts/security/passkeys/add/", "/accounts/security/codes/new/"]
)
def test_the_password_is_asked_for_again_before_factors_change(house: House, address: str) -> None:
    browser = signed_in(house.wes)
    answer = browser.get(address)
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert browser.post(address, {"code": "1"}).status_code == 302
    assert "not your current password" in words(browser, "/accounts/reauthenticate/", password="wrong")
    assert known(house.wes).get(address).status_code == 200


def test_an_app_can_be_removed_and_takes_its_codes_along(house: House) -> None:
    give_app(house.wes)
    give_codes(house.wes)
    assert signed_in(house.wes).post(f"{APP}remove/").status_code == 302
    assert Authenticator.objects.count() == 2
    browser = known(house.wes)
    assert browser.get(f"{APP}remove/").status_code == 200
    assert browser.post(f"{APP}remove/").headers["Location"] == SECURITY
    assert Authenticator.objects.count() == 0


def test_somebody_elses_passkey_is_not_there(house: House) -> None:
    credential = {"name": "Imani's key", "credential": {}}
    theirs = Authenticator.objects.create(user=house.imani.user, type="webauthn", data=credential)
    browser = known(house.wes)
    for what in ("remove", "name"):
        address = f"/accounts/security/passkeys/{theirs.pk}/{what}/"
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"name": "Mine"}).status_code == 404
        missing = browser.get(f"/accounts/security/passkeys/999999/{what}/")
        assert missing.status_code == 404
    theirs.refresh_from_db()
    assert theirs.data["name"] == "Imani's key"


GARBAGE = [
    "", "null", "[]", "{}", "1", '"x"', "[" * 30_000, '{"response":null}', '{"response":{"userHandle":"AAAA"}}',
    '{"id":"a","rawId":"YQ","type":"public-key","response":{}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"YQ",'
    '"signature":"YQ","userHandle":"OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}',
    '{"id":1,"rawId":[],"type":{},"response":{"clientDataJSON":5,"attestationObject":[]}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", GARBAGE)
def test_garbage_in_a_passkeys_place_is_only_wrong(house: House, credential: str) -> None:
    give_app(house.wes)
    stranger = Client()
    stranger.get("/accounts/login/passkey/", headers={"Accept": "application/json"})
    assert stranger.post("/accounts/login/passkey/", {"credential": credential}).status_code in {302, 400}
    browser = password_given(house.wes)
    browser.get(SECOND)
    assert browser.post(SECOND, {"credential": credential}).status_code == 200
    mine = known(house.wes)
    for address in ("/accounts/security/passkeys/add/", "/accounts/reauthenticate/passkey/"):
        mine.get(address)
        assert mine.post(address, {"credential": credential, "name": "x"}).status_code in {200, 302}
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_a_role_that_needs_a_second_factor_is_led_to_add_one(house: House) -> None:
    demand(house, "supervisor")
    imani = password_given(house.imani)
    for address in ("/", "/supervise/", "/introduce/", "/people/", "/handoffs/1/", "/rings/"):
        answer = imani.get(address)
        assert answer.headers.get("Location") == SECURITY, address
    page = words(imani, SECURITY)
    assert "Add a second factor first" in page
    assert 'id="rings"' not in page
    assert "/introduce/" not in page
    fragment = imani.get("/rings/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["Handclasp-Problem"]) == (403, "1")
    change = imani.post("/introduce/", {})
    assert change.status_code == 403
    assert "Add a second factor" in change.content.decode()
    give_app(house.imani)
    assert imani.get("/").status_code == 200


def test_nobody_else_is_asked(house: House) -> None:
    demand(house, "supervisor")
    assert signed_in(house.wes).get("/").status_code == 200
    demand(house)
    assert signed_in(house.imani).get("/").status_code == 200


def test_a_new_organization_asks_those_who_see_much() -> None:
    home = Organization.objects.create(name="New")
    home.refresh_from_db()
    assert home.second_factor_roles == ["supervisor", "quality_director", "privacy_officer", "admin"]


def test_the_demo_asks_nobody_unless_told_to(house: House) -> None:
    demand(house, "supervisor")
    with override_settings(SECOND_FACTOR_DEMANDED=False):
        assert signed_in(house.imani).get("/").status_code == 200


def test_an_administrator_says_who_needs_one() -> None:
    house = open_clinic()
    oren, wes = actor_for_staff(house.oren.pk), actor_for_staff(house.wes.pk)
    assert oren is not None
    assert wes is not None
    changed = require_second_factor(oren, ["admin", "clinician"], wall_now())
    assert changed.second_factor_roles == ["clinician", "admin"]
    for actor, roles, reason in ((wes, [], "not_allowed"), (oren, ["king"], "unknown_choice")):
        with pytest.raises(Refusal, match=reason):
            require_second_factor(actor, roles, wall_now())


def test_who_lost_everything_gets_a_new_start_from_an_administrator() -> None:
    house = open_clinic()
    demand(house, "supervisor")
    give_app(house.dana)
    give_codes(house.dana)
    dana, oren = signed_in(house.dana), signed_in(house.oren)
    assert dana.get("/").status_code == 200
    admin = actor_for_staff(house.oren.pk)
    assert admin is not None
    reset_second_factor(admin, house.dana.pk, wall_now())
    assert dana.get("/").headers["Location"].startswith("/accounts/login/")
    assert oren.get("/").status_code == 200
    assert not Authenticator.objects.filter(user=house.dana.user).exists()
    assert signed_in(house.dana).get("/").headers["Location"] == SECURITY


def test_only_an_administrator_of_the_same_house_takes_factors_off_and_never_their_own() -> None:
    house, other = open_clinic(), open_clinic("Elsewhere")
    factor = give_app(house.dana)
    cases = (
        (house.wes, "not_allowed"), (house.dana, "not_allowed"), (other.oren, "not_found"),
    )  # fmt: skip
    for staff, reason in cases:
        actor = actor_for_staff(staff.pk)
        assert actor is not None
        with pytest.raises(Refusal, match=reason):
            reset_second_factor(actor, house.dana.pk, wall_now())
    oren = actor_for_staff(house.oren.pk)
    assert isinstance(oren, Actor)
    with pytest.raises(Refusal) as own:
        reset_second_factor(oren, house.oren.pk, wall_now())
    assert own.value.reason == "own_second_factor"
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_a_stranger_finds_none_of_these_pages() -> None:
    for address in (SECURITY, APP, f"{APP}remove/", f"{SECURITY}codes/", f"{SECURITY}passkeys/1/remove/"):
        assert Client().get(address).headers["Location"].startswith("/accounts/login/")
    assert Client().get(SECOND).headers["Location"] == "/accounts/login/"
    assert Client().get("/accounts/2fa/").status_code == 404
    assert Client().get("/accounts/sso/").status_code == 404
