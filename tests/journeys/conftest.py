"""The clinic of every journey: a real server and worker on the demo's network, and a browser for each person."""

import os
import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ground.browsers import People
from tests.ground.serving import Running

SOON = int(os.environ.get("HANDCLASP_TEST_SOON_MS", "10000"))
"""How long to wait for what another person does. It is there within a second on an idle machine (bench/ring.py measures
it); the rest is patience with a busy one. `HANDCLASP_TEST_SOON_MS=1000` holds the journeys to the second."""


@dataclass
class Clinic:
    """The running product with its people, each in a browser of their own."""

    running: Running
    people: People

    def arrive(self, name: str, **browser: Any) -> Page:
        """Sign in as one of the demo's people on the Today board, with the page's stream open."""
        page = self.people.arrive(name, at=self.running.url, **browser)
        page.goto("/demo/")
        page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
        expect(page.locator(".topbar .me")).to_contain_text(name)
        if browser.get("javascript", True):
            is_live(page)
        return page

    def another_tab(self, page: Page, path: str = "/") -> Page:
        """Open a second tab of the same person."""
        tab = page.context.new_page()
        tab.goto(path)
        is_live(tab)
        return tab

    def clock(self, page: Page, step: str) -> None:
        """Move the demo's clock forward with the buttons of the strip, as `1 hour` or `1 day`."""
        page.locator(".demo-strip summary").click()
        page.locator(".demo-strip").get_by_role("button", name=step).click()


def is_live(page: Page) -> None:
    """Wait until the page hears of changes."""
    expect(page.locator("html")).to_have_attribute("data-connection", "open")


def seen(locator: Locator) -> None:
    """Expect that what somebody else did is on the page within a moment, without a reload."""
    expect(locator).to_be_visible(timeout=SOON)


@pytest.fixture
def clinic(running_demo: Running, people: People) -> Clinic:
    """Open the demo's clinic for one journey."""
    return Clinic(running_demo, people)
