"""Saying how one can be reached with a mouse and with the keys: what is passed on the way to it is not declared."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from handclasp.availability.models import Presence
from tests.ground.browsers import People
from tests.web.clinic import Clinic, open_clinic
from tests.web.staffing import become, signed_in
from tests.web.trial import trial

SOON = 15_000  # milliseconds of patience with a busy machine


@pytest.fixture
def house(db_clone: str) -> Clinic:
    return open_clinic()


@pytest.fixture
def today(house: Clinic, db_clone: str, people: People) -> Iterator[Page]:
    with trial(db_clone) as running:
        page = people.arrive("imani", at=running.url)
        become(page, running.url, signed_in(house.imani))
        page.goto("/")
        yield page
        page.close()  # before its server goes away


def says(page: Page, words: str) -> None:
    expect(page.locator("#presence").get_by_role("status")).to_contain_text(words, timeout=SOON)


def test_arrow_keys_declare_where_they_rest_and_nothing_on_the_way(
    today: Page, house: Clinic, people: People
) -> None:
    people.expects_trouble = True  # a clock that jumps ends requests under way
    today.get_by_role("radio", name="Off").check(force=True)
    says(today, "You are off")
    sent: list[str] = []
    today.on(
        "request", lambda one: sent.append(one.post_data or "") if "presence/change" in one.url else None
    )
    today.get_by_role("radio", name="Off").focus()
    today.clock.install()
    today.clock.pause_at(
        datetime.now(UTC) + timedelta(minutes=1)
    )  # however slow the machine, the keys are quick
    today.keyboard.press("ArrowLeft")
    today.keyboard.press("ArrowLeft")
    assert sent == []
    today.clock.resume()
    says(today, "You are with a client")
    assert len(sent) == 1
    assert Presence.objects.get(staff=house.imani).status == "with_client"


def test_what_was_chosen_in_the_moment_of_leaving_the_page_counts(today: Page, house: Clinic) -> None:
    today.get_by_role("radio", name="Open").check(force=True)
    says(today, "You are open")
    today.get_by_role("radio", name="Open").focus()
    today.keyboard.press("ArrowRight")
    today.keyboard.press("ArrowRight")
    today.goto("/availability/")
    today.goto("/")
    says(today, "Nobody rings you")
    assert Presence.objects.get(staff=house.imani).status == "not_now"


def test_a_press_counts_at_once_also_when_one_goes_on(today: Page, house: Clinic) -> None:
    with today.expect_response("**/presence/change/"):
        today.locator("#presence label", has_text="Not now").click()
    says(today, "Nobody rings you")
    assert Presence.objects.get(staff=house.imani).status == "not_now"
