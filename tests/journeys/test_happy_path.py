"""Dr. Halvorsen introduces Marisol to Imani, the three are together, she comes, and he may let go."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import SOON, Clinic, seen
from tests.journeys.steps import accept, ask, choose, handoff_id, ring, ringing

LONG = "She sleeps three hours a night since the plant closed in May. " * 2 + "Her boys are 9 and 12."


def test_from_the_question_to_engaged(clinic: Clinic) -> None:
    wes, imani, achebe = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Marguerite Achebe")
    )
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(ringing(imani))
    accept(imani)
    seen(wes.get_by_text("Imani is coming"))
    wes.get_by_role("link", name="Open Together").click()
    imani.locator("#going-h", has_text="Marisol T.").wait_for()
    imani.get_by_role("link", name="Open Together").click()
    _meet(wes, imani)
    _say(wes, imani)
    _book(wes, imani)
    number = handoff_id(imani)
    imani.get_by_role("button", name="End the introduction").click()
    seen(wes.get_by_text("The introduction ended"))
    achebe.goto(f"/handoffs/{number}/")
    expect(achebe.locator("#said")).to_contain_text("since the plant closed")
    _come(clinic, wes, imani, number)
    seen(achebe.locator(".ended"))


def _meet(wes: Page, imani: Page) -> None:
    """First contact: both hands close, on both pages."""
    seen(wes.get_by_text("marks when everyone is present"))
    imani.get_by_role("button", name="Everyone is here: first contact").click()
    for page in (imani, wes):
        seen(page.get_by_text("both hands hold"))


def _say(wes: Page, imani: Page) -> None:
    """What is said by one is read by the other, while both write."""
    wes.locator("#f-said").fill(LONG)
    imani.locator("#f-priority").fill("To be awake for her boys.")
    expect(imani.locator("#f-said")).to_have_value(LONG, timeout=SOON + 2_000)
    expect(wes.locator("#f-priority")).to_have_value("To be awake for her boys.", timeout=SOON + 2_000)
    choose(wes, "Stable")
    wes.locator("#what").fill("Send the sleep diary home with her")
    wes.get_by_role("button", name="Add this step").click()
    seen(imani.locator(".steps", has_text="Send the sleep diary home with her"))
    imani.locator("#said_back").fill("Three hours, since May, and the boys come first.")
    imani.get_by_role("button", name="Yes, it matches").click()
    seen(wes.get_by_text("it matches."))


def _book(wes: Page, imani: Page) -> None:
    """The first visit is booked before anyone leaves."""
    day = (datetime.now(UTC) + timedelta(days=2)).date()
    imani.locator("#visit_date").fill(day.isoformat())
    imani.locator("#visit_time").fill("07:10")
    imani.get_by_role("button", name="Book this visit").click()
    seen(wes.get_by_text(re.compile("7:10 am, with")))


def _come(clinic: Clinic, wes: Page, imani: Page, number: str) -> None:
    """She comes to her visit; the sender is released, and told."""
    wes.goto("/")
    clinic.clock(imani, "3 days")
    imani.goto(f"/handoffs/{number}/")
    imani.get_by_role("button", name="She came").click()
    seen(wes.get_by_text("You may let go").first)
    expect(wes.locator(".ledger .l-who", has_text="Marisol T.")).to_have_count(0, timeout=SOON)
