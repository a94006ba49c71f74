"""Addresses, hosts and headers that somebody made up lead nowhere and say nothing."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.fuzz.world import World

ELSEWHERE = [
    "//elsewhere.example/",
    "https://elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "/%09/elsewhere.example",
    "///elsewhere.example",
    "http:///elsewhere.example",
    "\t//elsewhere.example",
    "/ok\r\nSet-Cookie: a=b",
    "data:text/html,x",
]
TRICKS = [
    "//elsewhere.example/",
    "//elsewhere.example/%2f..",
    "/%2f%2felsewhere.example/",
    "/\\elsewhere.example",
    "/handoffs/1;x=1/",
    "/handoffs/1%2f..%2f2/",
    "/handoffs/%2e%2e/people/",
    "/handoffs/../people/",
    "/./handoffs/./1/",
    "/handoffs/\uff11/",
    "/handoffs/+1/",
    "/handoffs/1%20/",
    "/handoffs/0x1/",
    "/handoffs/1e0/",
    "/handoffs/-1/",
    "/handoffs/00000000000000000000000000000001/",
    "/HANDOFFS/1/",
    "/handoffs/1/%00",
    "/static/../config/settings.py",
    "/static/%2e%2e/%2e%2e/config/settings.py",
    "/static//etc/passwd",
    "/people/staff/1/deputy/%0d%0aSet-Cookie:%20x=1/",
    "/\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "/" + "a/" * 3000,
]


def _leads_away(location: str) -> bool:
    parts = urlsplit(location.replace("\\", "/").strip())
    return bool(parts.netloc or parts.scheme) or location.startswith(("//", "/\\"))


@pytest.mark.parametrize("way", ELSEWHERE)
def test_no_way_on_leads_to_another_site(world: World, way: str) -> None:
    browser = world.browser("the sender")
    browser.handler.enforce_csrf_checks = False
    stranger = Client(raise_request_exception=False)
    answers = [
        stranger.get("/accounts/login/", {"next": way}),
        stranger.post("/accounts/login/", {"login": "wes@example.org", "password": "x", "next": way}),
        browser.get("/accounts/login/", {"next": way}),
        browser.get("/accounts/unlock/", {"next": way}),
        browser.post("/accounts/unlock/", {"password": "x", "next": way}),
        browser.post("/accounts/password/change/", {"oldpassword": "x", "next": way}),
        browser.post("/people/staff/1/deputy/", {"staff": "", "next": way}),
        browser.post("/accounts/logout/", {"next": way}),
    ]
    for answer in answers:
        assert answer.status_code < 500
        assert not _leads_away(answer.headers.get("Location", "")), answer.headers["Location"]
        assert "Set-Cookie: a=b" not in str(answer.headers)
    world.cookies |= {"the sender": world.again("the sender")}


@pytest.mark.parametrize("path", TRICKS)
@pytest.mark.parametrize("kind", ["the sender", "a stranger"])
def test_a_made_up_path_is_missing_or_leads_home(world: World, kind: str, path: str) -> None:
    answer = world.browser(kind).get(path)
    assert answer.status_code in {200, 301, 302, 400, 404}
    assert not _leads_away(answer.headers.get("Location", ""))
    assert b"SECRET_KEY" not in answer.content
    assert b"root:" not in answer.content
    if answer.status_code == 200:
        assert kind == "the sender", f"{path} shows a stranger something"


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "localhost.elsewhere.example",
        "localhost:80@elsewhere.example",
        "a\r\nb",
        "",
        "[::2]",
    ],
)
def test_another_host_is_not_ours(world: World, host: str) -> None:
    answer = world.browser("the sender").get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "elsewhere.example"},
        {"X-Original-URL": "/people/"},
        {"X-Rewrite-URL": "/people/"},
        {"Forwarded": "host=elsewhere.example;proto=https"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": "10.0.0.1\r\nX: y"},
        {"Referer": "https://elsewhere.example/<script>"},
        {"User-Agent": "<script>alert(1)</script>\r\n" * 50},
        {"Accept-Language": "xx-" * 3000},
        {"Cookie": "sessionid=\x00; csrftoken=" + "a" * 9000},
        {"HX-Current-URL": "https://elsewhere.example/", "HX-Request": "true"},
        {"Range": "bytes=0-1,2-3"},
        {"If-Modified-Since": "\u00ff" * 300},
    ],
)
def test_a_made_up_header_changes_nothing(world: World, headers: dict[str, str]) -> None:
    usual = world.browser("a receiver").get("/accounts/sessions/")
    answer = world.browser("a receiver").get("/accounts/sessions/", headers=headers)
    assert answer.status_code == usual.status_code or ("Cookie" in headers and answer.status_code == 302)
    assert b"elsewhere.example" not in answer.content
    assert b"<script>alert" not in answer.content


def test_text_in_an_address_never_becomes_a_header(world: World) -> None:
    for path in ("/handoffs/1/%0d%0aSet-Cookie:%20x=1/", "/introduce?x=%0d%0aSet-Cookie:%20x=1"):
        answer = world.browser("the sender").get(path)
        assert "x=1" not in answer.headers.get("Set-Cookie", "")
        assert "\n" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "text",
    ["%", "_", "%%%", "a%", "__________", "\\", "'; DROP TABLE clients_client; --", "(", "[a-z]*", "^."],
)
def test_a_search_takes_signs_as_they_stand(world: World, text: str) -> None:
    browser = world.browser("the sender")
    browser.handler.enforce_csrf_checks = False
    found = browser.get(browser.post("/introduce/", {"q": text})["Location"]).content.decode()
    assert "Marisol" not in found
    assert "Found" in found
    people = browser.get("/people/", {"q": text}).content.decode()
    assert "Castellane" not in people
