"""What tests of sign-in share: moving a session's own times, browsers at different networks, quick passwords."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings

from handclasp.directory.models import Staff
from handclasp.platform.signins.models import Session
from tests.web.staffing import PASSWORD

QUIET = timedelta(minutes=16)
A_DAY = timedelta(hours=13)


def at_the_door(staff: Staff, network: str = "192.0.2.1", password: str = PASSWORD) -> Client:
    """Return a browser in which this person has just signed in by password."""
    browser = Client(REMOTE_ADDR=network)
    answer = signs_in(browser, staff, password)
    assert answer.status_code == 302, answer.content
    return browser


def signs_in(browser: Client, staff: Staff, password: str = PASSWORD, **more: str) -> HttpResponse:
    """Type somebody's address and a password."""
    answer: HttpResponse = browser.post(
        "/accounts/login/",
        {"login": staff.email, "password": password},
        **more,  # type: ignore[arg-type]
    )
    return answer


def key_of(browser: Client) -> str:
    """Return the session key in a browser's cookie."""
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def untouched(staff: Staff, for_so_long: timedelta = QUIET) -> None:
    """Let nobody have touched this person's screens for so long."""
    Session.objects.filter(user_id=staff.user_id).update(active_at=F("active_at") - for_so_long)


def signed_in_earlier(staff: Staff, so_long_ago: timedelta = A_DAY) -> None:
    """Let this person have signed in so long ago."""
    Session.objects.filter(user_id=staff.user_id).update(signed_in_at=F("signed_in_at") - so_long_ago)


@pytest.fixture
def quick_passwords() -> Iterator[None]:
    """Let a password be looked at in no time: these tests type hundreds."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
