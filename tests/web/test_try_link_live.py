"""Somebody tries camera and microphone before they are met by video, and records only what they said."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from handclasp.directory.models import Staff
from handclasp.domain.meeting_words import CHECKLIST
from tests.ground.browsers import People
from tests.web.clinic import Clinic, open_clinic
from tests.web.staffing import become, signed_in
from tests.web.trial import trial


@pytest.fixture
def house(db_clone: str) -> Clinic:
    return open_clinic()


@pytest.fixture
def page(house: Clinic, db_clone: str, people: People) -> Iterator[Page]:
    with trial(db_clone) as site:
        page = people.arrive("imani", at=site.url)
        become(page, site.url, signed_in(house.imani))
        page.goto("/people/link/")
        yield page
        page.close()  # before the site goes, which the page would notice


def said(page: Page, code: str, words: str) -> Locator:
    """Return one answer to one point of the checklist."""
    return page.get_by_role("group", name=CHECKLIST[code]).get_by_role("radio", name=words, exact=True)


def test_a_camera_and_a_microphone_that_work_are_noted_and_the_rest_stays_untried(
    page: Page, house: Clinic
) -> None:
    page.context.grant_permissions(["camera", "microphone"])
    page.get_by_role("button", name="Try camera and microphone").click()
    expect(page.locator("[data-try-picture]")).to_be_visible()
    for code in ("camera", "microphone"):
        expect(said(page, code, "Worked")).to_be_checked()
    for code in ("opens", "sound", "name", "door"):
        expect(said(page, code, "Not tried")).to_be_checked()
    page.get_by_role("button", name="Record how it went").click()
    expect(page.get_by_text("What was tried worked. Not tried yet: “The link opens")).to_be_visible()
    imani = Staff.objects.get(pk=house.imani.pk)
    assert (imani.link_trouble, imani.link_untried) == ([], ["opens", "sound", "name", "door"])


def test_what_somebody_says_of_their_microphone_stands_against_what_it_seems(page: Page) -> None:
    page.context.grant_permissions(["camera", "microphone"])
    said(page, "microphone", "Did not work").check(force=True)
    page.get_by_role("button", name="Try camera and microphone").click()
    expect(said(page, "camera", "Worked")).to_be_checked()
    expect(page.locator("[data-try-level]")).not_to_have_js_property("value", 0)
    expect(said(page, "microphone", "Did not work")).to_be_checked()


def test_a_tone_is_played_and_only_the_person_says_whether_they_heard_it(page: Page) -> None:
    page.get_by_role("button", name="Play a sound").click()
    expect(page.locator("[data-try-says]")).to_contain_text("You should hear a tone now.")
    expect(said(page, "sound", "Not tried")).to_be_checked()


def test_a_browser_that_may_not_use_the_camera_is_told_what_to_do(page: Page) -> None:
    page.get_by_role("button", name="Try camera and microphone").click()
    expect(page.locator("[data-try-says]")).to_contain_text("Allow both beside the address above")
    expect(said(page, "camera", "Not tried")).to_be_checked()
