"""On the way, and late: two people say so to each other while both have their pages open."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SOON, Clinic, seen
from tests.journeys.steps import accept, ask, handoff_id, ring


def own_words(page: Page) -> Locator:
    """Return the field for one's own words that can be seen."""
    return page.locator("form[data-say] input[name=body]").locator("visible=true")


def lines(page: Page) -> Locator:
    """Return what was said, on the page."""
    return page.locator(".talk-lines > li").locator("visible=true")


def test_late_with_a_word_and_half_a_word_is_not_lost(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane", width=390)
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(imani.get_by_role("button", name="Accept, I’m coming"))
    expect(imani.locator(".talk")).to_have_count(0)
    accept(imani)
    seen(wes.get_by_text("Imani is coming"))
    expected = wes.locator("#coming").get_by_text("here by").inner_text()
    own_words(wes).fill("She has to go by")
    imani.get_by_role("button", name="Running two minutes late.").locator("visible=true").click()
    seen(lines(wes).filter(has_text="Running two minutes late."))
    expect(wes.locator("#coming").get_by_text("here by")).not_to_have_text(expected, timeout=SOON)
    expect(own_words(wes)).to_have_value("She has to go by")
    own_words(wes).fill("She has to go by noon")
    own_words(wes).press("Enter")
    seen(lines(imani).filter(has_text="She has to go by noon"))
    expect(own_words(wes)).to_have_value("", timeout=SOON)
    number = handoff_id(wes)
    wes.goto("/people/")
    imani.get_by_role("button", name="On my way.").locator("visible=true").click()
    seen(lines(imani).filter(has_text="On my way."))
    wes.goto("/")
    said = wes.get_by_role("region", name="Said to you")
    seen(said.get_by_text(re.compile("Imani Castellane, LPC wrote a message")))
    said.get_by_role("link", name=re.compile("^Marisol")).click()
    seen(lines(wes).filter(has_text="On my way."))
    wes.goto("/")
    expect(wes.get_by_role("region", name="Said to you")).to_have_count(0)
    wes.goto(f"/handoffs/{number}/history/")
    expect(wes.locator(".log")).to_contain_text("wrote: “She has to go by noon”")
