"""The frame in a real browser: readable for everybody, in every width, light and dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.ground.browsers import People
from tests.web.staffing import House, become, furnish, hire, signed_in
from tests.web.trial import Trial, trial

LONG = ("Maximiliana-Konstantinopolitania", "Oberösterreichische-Schwarzenberger von und zu Hohenlohe")


@pytest.fixture
def house(db_clone: str) -> House:
    return furnish()


@pytest.fixture
def site(house: House, db_clone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trial]:
    monkeypatch.setenv("HANDCLASP_DEMO", "1")
    with trial(db_clone) as running:
        yield running


def check(page: Page) -> None:
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "the page is wider than the screen"
    )


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1024, True), (390, False), (390, True)])
def test_pages_are_readable_for_everybody(
    site: Trial, people: People, house: House, width: int, dark: bool
) -> None:
    people.expects_trouble = True
    page = people.arrive("imani", at=site.url, width=width, dark=dark)
    for address in ("/accounts/login/", "/accounts/password/reset/", "/demo/", "/nowhere/"):
        page.goto(address)
        check(page)
    become(page, site.url, signed_in(hire(house.organization, house.wes.site, *LONG, credential="LPC")))
    page.goto("/accounts/password/change/")
    check(page)
    page.get_by_text("You", exact=True).first.click()
    check(page)
    page.screenshot(path=f"shots/menu-{width}{'-dark' if dark else ''}.png", full_page=True)


def test_light_and_dark_can_be_chosen_and_are_kept(site: Trial, people: People, house: House) -> None:
    page = people.arrive("imani", at=site.url)
    page.goto("/accounts/login/")
    page.get_by_text("Look", exact=True).click()
    page.get_by_label("Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_anybody_becomes_one_of_the_demos_people_and_moves_the_clock(
    site: Trial, people: People, house: House
) -> None:
    page = people.arrive("anybody", at=site.url)
    people.expects_trouble = True
    page.goto("/demo/")
    page.get_by_role("button", name="Imani Castellane").click()
    expect(page.get_by_label("Demo")).to_contain_text("You are Imani Castellane, LPC")
    page.goto("/trial/")
    expect(page.get_by_label("Demo")).to_contain_text("You are Imani Castellane, LPC")
    before = page.locator(".demo-strip time").get_attribute("datetime")
    page.get_by_text("The clock says").click()
    page.get_by_role("button", name="3 days").click()
    expect(page).to_have_url(f"{site.url}/trial/")
    assert page.locator(".demo-strip time").get_attribute("datetime") != before


def test_signing_in_works_with_the_keyboard_alone_and_without_scripts(
    site: Trial, people: People, house: House
) -> None:
    page = people.arrive("wes", at=site.url, javascript=False)
    page.goto("/accounts/login/?next=/trial/")
    page.get_by_label("Email").focus()
    page.keyboard.type(house.wes.email)
    page.keyboard.press("Tab")
    page.keyboard.type("a long pass phrase")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Trial")).to_be_visible()
    page.get_by_text("You", exact=True).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Who do you want to be?")).to_be_visible()
