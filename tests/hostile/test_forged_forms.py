"""No change without a form of our own: every door refuses what another site or an old page sends."""

import pytest
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from tests.fuzz.description import doors
from tests.fuzz.world import World
from tests.hostile.addresses import pages_of

TYPED = {
    "note": "Rang twice, and her mother answered.",
    "password": "a very secret word",
    "note2": "<b>bold</b> & more text",
}
OURS = {"Sec-Fetch-Site": "same-origin"}


def _with_token(browser: Client) -> dict[str, str]:
    token = _get_new_csrf_string()
    browser.cookies[settings.CSRF_COOKIE_NAME] = token
    return {"csrfmiddlewaretoken": token}


def test_no_door_is_exempt_from_the_protection() -> None:
    assert [door.path for door in doors() if getattr(door.view, "csrf_exempt", False)] == []


@pytest.mark.parametrize("kind", ["the sender", "an administrator", "a stranger"])
def test_every_door_refuses_a_form_without_our_token(world: World, kind: str) -> None:
    browser = world.browser(kind)
    for path in pages_of(world.ids[:1]):
        answer = browser.post(path, TYPED, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 403, path
        assert "Nothing was changed" in answer.content.decode(), path
        assert "her mother" not in answer.content.decode(), f"{path} repeats what another site may have sent"


def test_a_form_of_our_own_page_that_is_too_old_comes_back_filled_in(world: World) -> None:
    browser, path = world.browser("the sender"), f"/handoffs/{world.ids[0]}/attempt/"
    page = browser.post(path, TYPED, headers=OURS)
    words = page.content.decode()
    assert page.status_code == 403
    assert "Rang twice, and her mother answered." in words
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in words
    assert f'action="{path}"' in words


def test_a_password_never_comes_back(world: World) -> None:
    for path in ("/accounts/login/", "/accounts/password/change/"):
        assert (
            "very secret" not in world.browser("the sender").post(path, TYPED, headers=OURS).content.decode()
        )


def test_a_script_is_told_in_a_sentence(world: World) -> None:
    answer = world.browser("the sender").post(
        "/presence/change/", TYPED, headers={"HX-Request": "true"} | OURS
    )
    assert answer.status_code == 403
    assert "<" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
    ],
)
def test_a_form_from_elsewhere_is_refused_even_with_a_token(world: World, headers: dict[str, str]) -> None:
    browser = world.browser("the sender")
    answer = browser.post("/presence/change/", _with_token(browser) | {"status": "off"}, headers=headers)
    assert answer.status_code == 403


def test_a_token_of_another_browser_is_refused(world: World) -> None:
    browser, other = world.browser("the sender"), world.browser("a receiver")
    _with_token(browser)
    answer = browser.post("/presence/change/", _with_token(other) | {"status": "off"})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_visit_stays_a_visit_whatever_a_header_says(world: World, name: str) -> None:
    answer = world.browser("the sender").get(
        "/presence/change/?_method=POST&status=off", headers={name: "POST"}
    )
    assert answer.status_code == 405


def test_a_press_stays_a_press_whatever_the_form_says(world: World) -> None:
    browser = world.browser("the sender")
    answer = browser.post("/introduce/", _with_token(browser) | {"_method": "DELETE", "q": "x"})
    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "CONNECT", "\u00fc"])
def test_no_door_knows_another_method(world: World, method: str) -> None:
    browser = world.browser("the sender")
    token = _with_token(browser)["csrfmiddlewaretoken"]
    for path in pages_of(world.ids[:1]):
        answer = browser.generic(method, path, headers={"X-CSRFToken": token})
        assert answer.status_code in {302, 403, 404, 405} or path.startswith("/accounts/"), (method, path)
