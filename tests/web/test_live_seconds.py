"""Seconds that run down, words that are kept, and browsers that cannot share a stream."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.ground.browsers import People
from tests.web.staffing import House, become, furnish, signed_in
from tests.web.test_live_pages import SOON, arrive, change
from tests.web.trial import Trial, trial

NO_WORKER = "delete window.SharedWorker"


@pytest.fixture
def house(db_clone: str) -> House:
    return furnish()


@pytest.fixture
def site(house: House, db_clone: str) -> Iterator[Trial]:
    with trial(db_clone) as running:
        yield running


def test_a_browser_without_shared_workers_hears_too(site: Trial, people: People, house: House) -> None:
    page = arrive(people, site, house.wes, NO_WORKER)
    change(site, f"staff:{house.wes.pk}", 30)
    expect(page.locator("#count")).to_have_text(re.compile("3[12]$"), timeout=SOON)


def test_after_a_loss_of_the_listener_what_was_missed_is_fetched(
    site: Trial, people: People, house: House
) -> None:
    page = arrive(people, site, house.wes)
    site.state(count=50)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'"
        )
    expect(page.locator("#count")).to_have_text(re.compile("5[1-9]"), timeout=SOON)
    change(site, f"staff:{house.wes.pk}", 60)
    expect(page.locator("#count")).to_have_text(re.compile("6[1-9]"), timeout=SOON)


def test_seconds_run_down_from_the_servers_time_and_are_said_twice_only(
    site: Trial, people: People, house: House
) -> None:
    people.expects_trouble = True  # a clock that jumps ends requests under way
    page = people.arrive("wes", at=site.url)
    page.clock.install(time=0)  # this device believes it is 1970
    become(page, site.url, signed_in(house.wes))
    page.goto("/trial/")
    page.evaluate(
        """() => {
          const spoken = [];
          new MutationObserver(() => spoken.push(document.getElementById("spoken").textContent))
            .observe(document.getElementById("spoken"), {childList: true});
          window.spoken = spoken;
          const seconds = document.createElement("b");
          seconds.id = "seconds";
          Object.assign(seconds.dataset, {countdown: 1800000035000, serverNow: 1800000000000, speak: "left to answer"});
          document.getElementById("main").append(seconds);
        }"""
    )
    page.clock.run_for(1000)
    expect(page.locator("#seconds")).to_have_text("0:34")
    page.clock.run_for(6000)
    page.clock.run_for(20_000)
    page.clock.run_for(30_000)
    expect(page.locator("#seconds")).to_have_text("0:00")
    assert page.evaluate("window.spoken") == ["30 seconds left to answer", "10 seconds left to answer"]


def test_half_written_words_are_not_shown_to_the_next_person(
    site: Trial, people: People, house: House
) -> None:
    page = arrive(people, site, house.wes)
    page.get_by_label("Note").fill("She sleeps three hours")
    page.reload()
    expect(page.get_by_label("Note")).to_have_value("She sleeps three hours")
    page.get_by_text("You", exact=True).first.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_function("!Object.keys(sessionStorage).some((key) => key.startsWith('keep|'))")
