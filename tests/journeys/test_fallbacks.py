"""Without a mouse, and without JavaScript."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Clinic, seen
from tests.journeys.steps import ask, ring

PRESSES = 90


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to the target by keyboard and press a key there."""
    tab_to(page, target)
    page.keyboard.press(key)


def test_asking_and_accepting_with_the_keyboard_alone(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    press(wes, wes.get_by_role("link", name="Introduce now"))
    tab_to(wes, wes.get_by_label("Client"))
    wes.keyboard.type("Marisol")
    wes.keyboard.press("Enter")
    press(wes, wes.get_by_role("link", name=re.compile("^Introduce Marisol")))
    press(wes, wes.get_by_role("radio", name=re.compile("^Routine")), "Space")
    press(wes, wes.get_by_role("radio", name=re.compile("^Sleep")), "Space")
    press(wes, wes.get_by_role("radio", name="Yes, now"), "Space")
    wes.keyboard.press("Enter")
    press(wes, wes.get_by_role("button", name=re.compile("^Ring Imani")))
    seen(imani.get_by_role("button", name="Accept, I’m coming"))
    press(imani, imani.get_by_role("button", name="Accept, I’m coming"))
    seen(wes.get_by_text("Imani is coming"))


def test_a_ring_does_not_take_the_focus_or_half_typed_words(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    imani.goto("/introduce/")
    imani.get_by_label("Client").press_sequentially("Pila")
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(imani.get_by_role("button", name="Accept, I’m coming"))
    expect(imani.get_by_label("Client")).to_be_focused()
    expect(imani.get_by_label("Client")).to_have_value("Pila")


def test_asking_and_accepting_without_javascript(clinic: Clinic) -> None:
    clinic.arrive("Imani Castellane")  # her own page is open elsewhere; the tablet at hand has no script
    wes = clinic.arrive("Dr. Wes Halvorsen", javascript=False)
    ask(wes, "Marisol", "Sleep")
    ring(wes)
    expect(wes.get_by_text("Ringing Imani")).to_be_visible()
    imani = clinic.arrive("Imani Castellane", javascript=False)
    imani.goto("/rings/")
    imani.get_by_role("button", name="Accept, I’m coming").click()
    expect(imani.locator("#going-h")).to_contain_text("Marisol T.")
    wes.reload()
    expect(wes.get_by_text("Imani is coming")).to_be_visible()
