"""What people do in a journey, in one line each."""

import re

from playwright.sync_api import Locator, Page, expect


def choose(page: Page, words: str) -> None:
    """Press the tile with these words."""
    page.locator("label.tile", has_text=re.compile(re.escape(words))).first.click()


def search(page: Page, words: str) -> None:
    """Search for a client by name."""
    page.goto("/introduce/")
    page.get_by_label("Client", exact=True).fill(words)
    page.get_by_role("button", name="Search").click()


def ask(
    page: Page,
    client: str,
    need: str,
    urgency: str = "Routine",
    answer: str = "Yes, now",
    setting: str = "In person",
) -> None:
    """Find the client, ask, and record the answer."""
    search(page, client)
    page.get_by_role("link", name=re.compile(f"^Introduce {client}")).click()
    choose(page, urgency)
    choose(page, need)
    choose(page, setting)
    choose(page, answer)
    page.get_by_role("button", name="Record the answer").click()


def ring(page: Page, *names: str, minutes: int = 5) -> None:
    """Ring exactly these people; without names, those who are ticked."""
    choose(page, f"{minutes} minutes")
    if names:
        for box in page.locator("label.pick input").all():
            wanted = any(name in (box.get_attribute("data-first") or "") for name in names)
            if box.is_checked() != wanted:
                box.locator("..").click()
    page.get_by_role("button", name=re.compile("^Ring ")).click()


def ringing(page: Page) -> Locator:
    """Return the card that rings on somebody's page."""
    return page.get_by_role("region", name=re.compile("room|video|phone", re.IGNORECASE)).filter(
        has=page.get_by_role("button", name="Accept")
    )


def accept(page: Page) -> None:
    """Accept what rings."""
    page.get_by_role("button", name=re.compile("^Accept, ")).click()


def cannot(page: Page, reason: str) -> None:
    """Say no to what rings, with a reason."""
    page.locator("label.cant").click()
    page.get_by_role("button", name=reason).click()


def handoff_id(page: Page) -> str:
    """Return the number in the address."""
    found = re.search(r"/handoffs/(\d+)/", page.url)
    assert found, page.url
    return found.group(1)


def is_at(page: Page, path: str) -> None:
    """Expect the page's address to end like this."""
    expect(page).to_have_url(re.compile(f"{path}$"))
