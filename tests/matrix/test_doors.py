"""Forgetting denies: every route says what it asks for, and one that says nothing is closed."""

import importlib.util
from collections.abc import Sequence
from types import ModuleType

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from handclasp.config import urls as product
from handclasp.config.doors import Door, doors
from handclasp.domain.permissions import PERMISSIONS
from handclasp.web.demo import urls as demo
from handclasp.web.shell.permission import allow
from handclasp.web.signin import urls as signin
from tests.web.clinic import open_clinic
from tests.web.staffing import signed_in

# Open to strangers, each for its reason; whoever adds one reads this list.
FOR_STRANGERS = {
    "account_login": "signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "mfa_authenticate": "the second step of signing in",
    "sso_login": "signing in at the organization's own provider",
    "sso_callback": "coming back from there",
    "account_logout": "signing out of what has ended already",
    "account_inactive": "says whom to ask",
    "account_signup": "says whom to ask",
    "account_email": "says whom to ask",
    "account_email_verification_sent": "says whom to ask",
    "account_set_password": "says whom to ask",
    "password_changed": "says that it was changed, after every session ended",
    "account_reset_password": "a forgotten password",
    "account_reset_password_done": "a forgotten password",
    "account_reset_password_from_key": "a forgotten password",
    "account_reset_password_from_key_done": "a forgotten password",
    "invitation": "somebody who was invited has no account yet",
    "invitation_link": "somebody who was invited has no account yet",
    "tablet": "a room's tablet: its own token, no person; shows its room's pause and nothing else",
    "tablet_connect": "a code that a colleague was given, tried twenty times in five minutes at most",
    "tablet_now": "one word to a room's tablet: whether its page is still so",
    "tablet_back": "a client asks the clinician of that room back",
    "tablet_mind": "a client takes back their yes to a pause in that room",
    "tablet_show": "a client shows what they wrote to the clinician of that room",
    "unlock": "asks who sits at a locked screen",
    "standing": "tells an open page whether it is locked",
    "healthz": "asked by machines; says nothing about anybody",
    "readyz": "asked by machines; says nothing about anybody",
    "demo": "the demo's picker, which exists in the demo only",
    "demo_sign_in": "the demo's picker, which exists in the demo only",
    "demo_clock": "the demo's clock, which exists in the demo only",
}


def _as_installed(module: ModuleType, **settings: object) -> Sequence[object]:
    """Return a module's routes as an installation with these settings has them."""
    assert module.__file__ is not None
    spec = importlib.util.spec_from_file_location(f"{module.__name__}_elsewhere", module.__file__)
    assert spec is not None
    assert spec.loader is not None
    fresh = importlib.util.module_from_spec(spec)
    with override_settings(**settings):
        spec.loader.exec_module(fresh)
    patterns: Sequence[object] = fresh.urlpatterns
    return patterns


def _all_doors() -> list[Door]:
    found = doors(_as_installed(product, DEMO=True)) + doors(demo.urlpatterns)
    with_mail = _as_installed(signin, EMAIL_HOST="mail.example.org", SINGLE_SIGN_ON=True)
    return found + doors(with_mail) + doors(_as_installed(signin, EMAIL_HOST="", SINGLE_SIGN_ON=False))


DOORS = sorted({(door.address, door.name): door for door in _all_doors()}.values(), key=lambda d: d.address)
BY_ADDRESS = [pytest.param(door, id=door.address) for door in DOORS]


@pytest.mark.parametrize("door", BY_ADDRESS)
def test_every_route_says_what_it_asks_for(door: Door) -> None:
    if door.is_for_strangers:
        assert door.name in FOR_STRANGERS, (
            f"{door.address} is open to strangers. If it must be, add it to FOR_STRANGERS with the reason; if not, "
            'put @allow("resource:action") on the view instead of @login_not_required.'
        )
        assert door.permission is None, f"{door.address} is open to strangers and asks for a permission too"
    else:
        assert door.permission in PERMISSIONS, (
            f'{door.address} asks for nothing, so it is closed to everybody. Put @allow("resource:action") of '
            "handclasp.web.shell.permission on its view, with a permission of handclasp.domain.permissions."
        )


def test_nothing_is_listed_as_open_to_strangers_that_does_not_exist() -> None:
    assert set(FOR_STRANGERS) == {door.name for door in DOORS if door.is_for_strangers}


def test_the_enumeration_sees_the_demo_mail_and_single_sign_on() -> None:
    names = {door.name for door in DOORS}
    assert {"demo_clock", "sso_callback", "account_reset_password_from_key", "today", "handoff_act"} <= names
    assert len(DOORS) > 80


def test_a_permission_that_nobody_wrote_down_cannot_be_asked_for() -> None:
    with pytest.raises(LookupError, match="page of permissions"):
        allow("client:invent")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Say nothing about who may come."""
    return HttpResponse("a client's name")


@allow("audit:read")
def for_others(request: HttpRequest) -> HttpResponse:
    """Show what only a privacy officer finds."""
    return HttpResponse("who looked at whom")


@login_not_required
def which(request: HttpRequest) -> HttpResponse:
    """Say which permission the request was let in by."""
    return HttpResponse(getattr(request, "permission", "none"))


@allow("today:read")
def mine(request: HttpRequest) -> HttpResponse:
    """Say which permission the request was let in by."""
    return HttpResponse(getattr(request, "permission", "none"))


handler404 = product.handler404
handler403 = product.handler403
urlpatterns = [
    *product.urlpatterns,
    path("forgotten/", forgotten),
    path("for-others/", for_others),
    path("which/", which),
    path("mine/", mine),
]
HERE = override_settings(ROOT_URLCONF=__name__)


@pytest.mark.parametrize("method", ["get", "post", "head", "put"])
@pytest.mark.parametrize("address", ["/forgotten/", "/for-others/", "/audit-of-nobody/"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_hidden_and_missing_are_the_same_answer(
    db_rollback: None, method: str, address: str, headers: dict[str, str]
) -> None:
    with HERE:
        browser = signed_in(open_clinic().wes)
        hidden = getattr(browser, method)(address, headers=headers)
        missing = getattr(browser, method)("/there-is-no-such-address/", headers=headers)
    assert hidden.status_code == missing.status_code == 404
    assert _without_number(hidden) == _without_number(missing)


def test_a_stranger_is_led_to_sign_in_wherever_the_door_is_not_for_strangers(db_rollback: None) -> None:
    with HERE:
        for address in ("/forgotten/", "/for-others/", "/mine/"):
            assert Client().get(address).headers["Location"].startswith("/accounts/login/")


def test_whoever_may_comes_in_by_the_name_of_the_permission(db_rollback: None) -> None:
    with HERE:
        browser = signed_in(open_clinic().wes)
        assert browser.get("/mine/").content == b"today:read"
        assert browser.get("/which/").content == b"none"


def _without_number(answer: HttpResponse) -> tuple[bytes, dict[str, str]]:
    number = answer.headers["X-Request-ID"].encode()
    headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
    return answer.content.replace(number, b"N"), headers
