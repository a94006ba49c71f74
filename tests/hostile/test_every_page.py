"""Every page that anybody can open: nothing in it runs but our own files, nothing of it stays behind."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test.utils import override_settings

from tests.fuzz.world import World
from tests.hostile.addresses import pages_of

STATIC = Path(__file__).resolve().parents[2] / "src" / "handclasp"
KINDS = ["the sender", "a receiver", "a supervisor", "an administrator", "a privacy officer", "a stranger"]
SINKS = re.compile(
    r"\.(?:innerHTML|outerHTML|srcdoc)\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|setTimeout\(\s*[\"'`]"
)


class Wrong(HTMLParser):
    """Collects what a strict policy would refuse, and where the page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.pages = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        named = {name: value or "" for name, value in attrs}
        runs = [
            name for name in named if name.startswith("on") or name in ("style", "srcdoc") or ":on" in name
        ]
        self.found += [f"<{tag} {name}>" for name in runs]
        self.found += [
            f"<{tag} {n}={v[:40]}>" for n, v in named.items() if n.startswith(("hx-on", "data-hx-on"))
        ]
        if tag == "script" and not named.get("src", "").startswith("/static/"):
            self.found.append("a script in the page")
        if tag in ("style", "iframe", "object", "embed", "base", "applet"):
            self.found.append(f"<{tag}>")
        for name in ("src", "href", "action", "formaction", "data"):
            value = named.get(name, "").strip().lower()
            if value.startswith(("javascript:", "data:", "vbscript:", "//")) or "js:" in named.get(
                "hx-vals", ""
            ):
                self.found.append(f"<{tag} {name}={value[:40]}>")
            if tag in ("script", "link", "img") and value.startswith("http"):
                self.found.append(f"<{tag} {name}={value[:40]}>")


def _pages(world: World, kind: str) -> list[tuple[str, HttpResponse]]:
    browser = world.browser(kind)
    return [(path, browser.get(path)) for path in pages_of(world.ids[:2])]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_but_our_own_files_and_nothing_is_kept(world: World, kind: str) -> None:
    pages = _pages(world, kind)
    assert sum(answer.status_code == 200 for _, answer in pages) > (2 if kind == "a stranger" else 12)
    for path, answer in pages:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), path
        assert "unsafe" not in policy, path
        assert "*" not in policy, path
        assert answer.headers["X-Frame-Options"] == "DENY", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert "no-store" in answer.headers["Cache-Control"], path
        wrong = Wrong()
        wrong.feed(answer.content.decode())
        assert wrong.found == [], path


def test_under_https_browsers_are_held_to_it(world: World) -> None:
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        for path in ("/", "/accounts/login/", "/nowhere/", "/healthz"):
            answer = world.browser("the sender").get(path)
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in world.browser("the sender").get("/").headers


def test_our_scripts_write_no_markup_from_text() -> None:
    ours = [file for file in STATIC.glob("web/*/static/**/*.js") if "vendor" not in file.parts]
    assert len(ours) > 5
    assert {
        file.name: SINKS.findall(file.read_text()) for file in ours if SINKS.search(file.read_text())
    } == {}
