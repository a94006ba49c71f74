"""A room's tablet stands where anybody can touch it: whoever plays with it, or without it, learns and moves nothing."""

import pytest
from django.db import connection
from django.test import Client

from handclasp.availability.models import RoomTablet, ShownNote
from handclasp.availability.tokens import new_token
from handclasp.platform.actor import TABLET
from handclasp.platform.clock import wall_now as now
from handclasp.platform.db import reading
from handclasp.web.tablet.cookie import NAME
from tests import in_session
from tests.in_session import called_out, pause_of, session_of
from tests.web.introducing import as_, open_clinic
from tests.web.tablets import press

MARKUP = "<img src=x onerror=alert(1)>"
PRESSED = ("back", "mind", "show")
COOKIES = ("", "x", "\u00e9", "%00", "../../etc/passwd", "a" * 5000, "' OR 1=1 --", "0" * 43)


@pytest.fixture(autouse=True)
def paused(db_clone: str) -> str:
    """Let a pause run in a room with a tablet, and return the tablet's token."""
    open_clinic()
    token = in_session.a_tablet(now=now())
    called_out("imani", now=now())
    return token


def with_cookie(value: str, **checks: bool) -> Client:
    browser = Client(**checks)
    browser.cookies[NAME] = value
    return browser


def nothing_moved() -> bool:
    return pause_of("imani").ended_at is None and session_of("imani").withdrawn_at is None


@pytest.mark.parametrize("cookie", COOKIES)
def test_a_made_up_cookie_is_a_new_device(cookie: str) -> None:
    browser = with_cookie(cookie)
    assert "Connect this tablet to a room" in browser.get("/tablet/").content.decode()
    assert browser.get("/tablet/now/").json() == {"state": "over"}
    assert {browser.post(f"/tablet/{what}/").status_code for what in PRESSED} == {302}
    assert nothing_moved()


def test_guessing_tokens_finds_no_room() -> None:
    assert all("Imani" not in with_cookie(new_token()).get("/tablet/").content.decode() for _ in range(20))


def test_a_form_from_elsewhere_is_refused(paused: str) -> None:
    browser = with_cookie(paused, enforce_csrf_checks=True)
    assert {browser.post(f"/tablet/{what}/", {"note": "hello"}).status_code for what in PRESSED} == {403}
    assert nothing_moved()


def test_a_visit_presses_nothing(paused: str) -> None:
    browser = with_cookie(paused)
    assert [browser.get(f"/tablet/{what}/").status_code for what in PRESSED] == [405, 200, 405]
    assert nothing_moved()


def test_the_hash_in_the_database_opens_nothing() -> None:
    kept = RoomTablet.objects.get().token_hash or ""
    assert "Imani" not in with_cookie(kept).get("/tablet/").content.decode()


def test_the_tablets_token_is_no_sign_in(paused: str) -> None:
    browser = with_cookie(paused)
    for path in ("/", "/session/", "/tablets/", "/rings/", "/people/"):
        assert browser.get(path).status_code == 302, path
    assert browser.get("/live/?topics=staff:1").status_code in {401, 404}


def test_what_is_written_is_shown_as_it_was_written(paused: str) -> None:
    press(with_cookie(paused), "show", note=MARKUP)
    page = as_("imani").get("/session/").content.decode()
    assert MARKUP not in page
    assert "&lt;" in page


def test_the_tablet_itself_reads_no_note(paused: str) -> None:
    press(with_cookie(paused), "show", note="only for Imani")
    with reading(TABLET):
        assert not ShownNote.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM availability_shownnote")
        assert cursor.fetchone() == (0,)
