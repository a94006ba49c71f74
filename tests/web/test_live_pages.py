"""What happens elsewhere appears on an open page by itself, and nothing a person did there is undone."""

import re
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from handclasp.availability.models import OpenPage
from handclasp.directory.models import Staff
from handclasp.platform.live import tell
from handclasp.platform.signins.models import Session
from tests.ground.browsers import People
from tests.web.staffing import House, become, furnish, signed_in
from tests.web.trial import Trial, trial

SOON = 15_000  # milliseconds of patience with a busy machine; the journeys hold the house to a second


@pytest.fixture
def house(db_clone: str) -> House:
    return furnish()


@pytest.fixture
def site(house: House, db_clone: str) -> Iterator[Trial]:
    with trial(db_clone) as running:
        yield running


def arrive(people: People, site: Trial, staff: Staff, script: str = "") -> Page:
    page = people.arrive("wes", at=site.url)
    become(page, site.url, signed_in(staff))
    if script:
        page.add_init_script(script)
    page.goto("/trial/")
    expect(page.locator("html")).to_have_attribute("data-connection", "open")
    return page


def change(site: Trial, topic: str, count: int) -> None:
    """Let the next fetch show `count` and one more.

    The server begins to listen with its first page, and tells it then to fetch once, in case it missed something.
    """
    site.state(count=count)
    with transaction.atomic():
        tell([topic], count)


def test_a_change_appears_and_what_a_person_did_stays(site: Trial, people: People, house: House) -> None:
    page = arrive(people, site, house.wes)
    page.get_by_label("Typed").fill("half a sent")
    page.get_by_label("B", exact=True).check()
    page.get_by_text("More").click()
    page.get_by_label("Typed").focus()
    change(site, f"staff:{house.wes.pk}", 41)
    expect(page.locator("#count")).to_have_text(re.compile("4[23]$"), timeout=SOON)
    expect(page.get_by_label("Typed")).to_have_value("half a sent")
    expect(page.get_by_label("Typed")).to_be_focused()
    expect(page.get_by_label("B", exact=True)).to_be_checked()
    expect(page.get_by_text("Said.")).to_be_visible()
    page.keyboard.type("ence")
    expect(page.get_by_label("Typed")).to_have_value("half a sentence")


def test_two_tabs_share_one_stream_and_both_hear(site: Trial, people: People, house: House) -> None:
    page = arrive(people, site, house.wes)
    other = page.context.new_page()
    other.goto("/trial/")
    expect(other.locator("html")).to_have_attribute("data-connection", "open")
    change(site, f"org:{house.organization.pk}", 10)
    for tab in (page, other):
        expect(tab.locator("#count")).to_have_text(re.compile("1[1-9]$"), timeout=SOON)
    _until(page, lambda: _is_quiet(page, site))
    _until(page, lambda: site.state()["streams"] == 1)


def test_a_burst_becomes_few_fetches(site: Trial, people: People, house: House) -> None:
    page = arrive(people, site, house.wes)
    site.state(count=0)
    began = monotonic()
    for _ in range(60):
        with transaction.atomic():
            tell([f"staff:{house.wes.pk}"])
    most = 3 + 5 * (
        monotonic() - began + 0.7
    )  # five a second, while a machine tells sixty times and page hears it
    _until(page, lambda: site.state()["count"] > 0 and _is_quiet(page, site))
    assert site.state()["count"] <= most


def test_a_lost_connection_says_so_and_heals(site: Trial, people: People, house: House) -> None:
    people.expects_trouble = True
    page = arrive(people, site, house.wes)
    page.get_by_label("Note").fill("She sleeps three hours")
    site.stop()
    expect(page.locator("#connection")).to_contain_text("What you typed is kept", timeout=SOON)
    site.start()
    site.state(count=76)
    expect(page.locator("#connection")).to_be_hidden(timeout=15_000)
    expect(page.locator("#count")).to_have_text(re.compile("7[789]|8[0-9]"), timeout=SOON)
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("She sleeps three hours")


def test_whoever_was_signed_out_elsewhere_sees_nothing_but_the_way_back(
    site: Trial, people: People, house: House
) -> None:
    people.expects_trouble = True
    page = arrive(people, site, house.wes)
    Session.objects.all().delete()
    change(site, f"staff:{house.wes.pk}", 5)
    expect(page.get_by_role("link", name="Sign in again")).to_be_visible(timeout=SOON)
    expect(page.locator("#trial")).to_be_hidden()


def test_an_open_page_is_known_and_a_closed_one_too(site: Trial, people: People, house: House) -> None:
    page = arrive(people, site, house.wes)
    _until(page, lambda: OpenPage.objects.filter(staff=house.wes, closed_at=None).exists())
    page.goto("about:blank")
    _until(page, lambda: OpenPage.objects.filter(staff=house.wes).exclude(closed_at=None).exists())


def _is_quiet(page: Page, site: Trial) -> bool:
    before = site.state()["count"]
    page.wait_for_timeout(700)
    return bool(site.state()["count"] == before)


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(80):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("It did not come true within eight seconds.")
