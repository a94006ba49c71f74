"""Fixtures: several people, each with a browser of their own."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera and a microphone that beeps, where a test allows them
]
WIDTHS = {1440: 900, 1024: 768, 390: 844}
PATIENCE_MS = 15_000


@dataclass
class People:
    """Those who take part in a journey; what a browser complains of fails the test, unless expected.

    A refusal in words (409, 422) is an ordinary answer, although the browser notes it. So is a 401: what a page
    asked for just before its person signed out may come after it, and whoever is locked out in a test that did
    not mean it can press nothing more.
    """

    browser: Browser
    problems: list[str] = field(default_factory=list)
    expects_trouble: bool = False
    _contexts: list[BrowserContext] = field(default_factory=list)

    def arrive(
        self,
        name: str,
        *,
        at: str = "",
        width: int = 1440,
        dark: bool = False,
        locale: str = "en-US",
        javascript: bool = True,
    ) -> Page:
        """Open a browser for `name`, whose addresses are relative to `at`, and return its first page."""
        context = self.browser.new_context(
            base_url=at or None,
            viewport={"width": width, "height": WIDTHS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            locale=locale,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._note(name))
        context.on("weberror", lambda error: self.problems.append(f"{name}: {error.error}"))
        self._contexts.append(context)
        return context.new_page()

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()

    def _note(self, name: str) -> Callable[[ConsoleMessage], None]:
        def note(message: ConsoleMessage) -> None:
            asked_by_itself = message.location.get("url", "").endswith("/favicon.ico")
            is_refusal = any(f"status of {code}" in message.text for code in (401, 409, 422))
            if message.type == "error" and not asked_by_itself and not is_refusal:
                self.problems.append(f"{name}: {message.text} ({message.location.get('url', '')})")

        return note


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once for all tests of this process."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop in this thread
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is missing. Install it (apt-get install chromium), then run the tests again.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """Let several people arrive, each in a context of their own; their browsers must not complain."""
    them = People(browser)
    yield them
    them.leave()
    if not them.expects_trouble:
        assert them.problems == []
