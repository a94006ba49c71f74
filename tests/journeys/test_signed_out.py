"""Signing out ends what is open elsewhere, and the way back in the browser shows nothing."""

import pytest
from playwright.sync_api import expect

from tests.ground.browsers import People
from tests.journeys.conftest import SOON, Clinic, is_live
from tests.journeys.test_locked import WES, is_covered


@pytest.fixture(autouse=True)
def refusals_are_expected(people: People) -> None:
    """A browser notes each 401 as an error; the pages must still not fail."""
    people.expects_trouble = True


def test_signing_out_everywhere_ends_the_other_browser_at_once(clinic: Clinic) -> None:
    here, there = clinic.arrive(WES), clinic.arrive(WES)
    here.goto("/accounts/security/")
    expect(here.get_by_role("button", name="Sign out there")).to_have_count(1)
    here.get_by_role("button", name="Sign out everywhere else").click()
    is_covered(there, "You are signed out")
    expect(here.get_by_role("button", name="Sign out there")).to_have_count(0)
    is_live(here)


def test_signing_out_in_one_tab_covers_the_others(clinic: Clinic) -> None:
    first = clinic.arrive(WES)
    second = clinic.another_tab(first)
    first.locator("summary", has_text="You").click()
    first.get_by_role("button", name="Sign out").click()
    is_covered(second, "You are signed out")


def test_going_back_after_signing_out_shows_nothing(clinic: Clinic) -> None:
    wes = clinic.arrive(WES)
    wes.goto("/people/")
    wes.locator("summary", has_text="You").click()
    wes.get_by_role("button", name="Sign out").click()
    expect(wes.get_by_role("heading", name="Who do you want to be?")).to_be_visible()
    wes.go_back()
    expect(wes.get_by_text("Imani Castellane")).to_be_hidden(timeout=SOON)
    expect(wes.locator(".topbar .me").get_by_text(WES)).to_be_hidden()


def test_while_somebody_signs_out_the_page_asks_for_nothing(
    clinic: Clinic,
) -> None:
    wes = clinic.arrive(WES)
    wes.goto("/people/")
    is_live(wes)
    wes.evaluate(
        """() => {
          addEventListener("submit", (event) => event.preventDefault());   // as if the answer took long
          addEventListener("htmx:before:request", (event) => { window.refused = event.defaultPrevented; });
        }"""
    )
    wes.locator("summary", has_text="You").click()
    wes.get_by_role("button", name="Sign out").click()
    wes.evaluate("() => { htmx.ajax('GET', '/rings/', {target: 'main'}); }")
    wes.wait_for_function("() => window.refused === true")
