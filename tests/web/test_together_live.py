"""Two people write together in real browsers, and nothing that either wrote is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from handclasp.handoffs.models import Handoff, Summary
from tests.ground.browsers import People
from tests.web.introducing import as_, open_clinic, shared
from tests.web.staffing import become
from tests.web.trial import Trial, trial

SOON = 9000  # milliseconds; the journeys hold the house to a second


@pytest.fixture
def site(db_clone: str) -> Iterator[Trial]:
    open_clinic()
    with trial(db_clone) as running:
        yield running


def arrive(people: People, site: Trial, key: str, handoff: Handoff) -> Page:
    page = people.arrive(key, at=site.url)
    become(page, site.url, as_(key))
    page.goto(f"/handoffs/{handoff.pk}/together/")
    expect(page.locator("html")).to_have_attribute("data-connection", "open", timeout=SOON)
    return page


def until(page: Page, said: str) -> None:
    for _ in range(SOON // 100):
        if Summary.objects.get().said == said:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{said} was not saved")


def test_two_people_write_at_once_and_both_texts_are_kept(people: People, site: Trial) -> None:
    people.expects_trouble = True  # a clash is answered with 409, which the console notes
    handoff = shared("imani")
    wes, imani = (arrive(people, site, key, handoff) for key in ("wes", "imani"))
    his, hers = wes.locator("#f-said"), imani.locator("#f-said")
    his.fill("She sleeps three hours.")
    expect(hers).to_have_value("She sleeps three hours.", timeout=SOON)
    imani.locator("#said_back").fill("half a sent")
    hers.evaluate("field => { field.value = 'From Imani'; }")
    his.fill("From Wes")
    until(wes, "From Wes")
    hers.press_sequentially("!")
    expect(imani.locator("#saved")).to_contain_text("Somebody else changed", timeout=SOON)
    expect(imani.locator("#saved")).to_contain_text("From Wes")
    imani.get_by_role("button", name="Keep both").click()
    expect(hers).to_have_value("From Wes\n\nFrom Imani!", timeout=SOON)
    expect(his).to_have_value("From Wes\n\nFrom Imani!", timeout=SOON)
    expect(imani.locator("#said_back")).to_have_value("half a sent")
    assert Summary.objects.get().said == "From Wes\n\nFrom Imani!"


def test_half_written_words_survive_a_reload(people: People, site: Trial) -> None:
    people.expects_trouble = True  # the server of this test ends while the page still listens
    page = arrive(people, site, "imani", shared("imani"))
    page.locator("#said_back").fill("Three hours, and")
    page.locator("#visit_time").fill("10:30")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-connection", "open", timeout=SOON)
    expect(page.locator("#said_back")).to_have_value("Three hours, and")
    expect(page.locator("#visit_time")).to_have_value("10:30")
