"""A side passes to a colleague, and nobody is ever between hands."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SOON, Clinic, seen
from tests.journeys.steps import choose


def in_my_hands(page: Page, client: str) -> Locator:
    """Return the line of a client in somebody's ledger."""
    return page.locator(".ledger .l-who", has_text=client)


def open_handoff(page: Page, client: str) -> None:
    """Open a handoff from the ledger."""
    in_my_hands(page, client).get_by_role("link").click()
    expect(page.locator("#handoff")).to_be_visible()


def test_a_colleague_takes_the_receiving_side_over(clinic: Clinic) -> None:
    imani, tomas = clinic.arrive("Imani Castellane"), clinic.arrive("Tomas Lindqvist")
    expect(in_my_hands(tomas, "Malik F.")).to_be_visible()
    imani.get_by_role("button", name=re.compile("^I take over.*Malik")).click()
    expect(in_my_hands(imani, "Malik F.")).to_be_visible()
    expect(in_my_hands(tomas, "Malik F.")).to_have_count(0, timeout=SOON)
    seen(tomas.get_by_text("A colleague took a side of").first)


def test_who_asks_for_relief_holds_until_the_sender_holds_alone(clinic: Clinic) -> None:
    amadi, grace = clinic.arrive("Dr. Lena Amadi"), clinic.arrive("Grace Oyelaran")
    expect(in_my_hands(grace, "Bernadette S.")).to_be_visible()
    open_handoff(amadi, "Bernadette S.")
    amadi.get_by_role("button", name="I hold her alone again").click()
    expect(in_my_hands(grace, "Bernadette S.")).to_have_count(0, timeout=SOON)
    expect(amadi.get_by_role("link", name=re.compile("Who can come now|Ask who can come"))).to_be_visible()


def test_a_supervisor_assigns_what_is_late(clinic: Clinic) -> None:
    achebe, tomas = clinic.arrive("Marguerite Achebe"), clinic.arrive("Tomas Lindqvist")
    achebe.get_by_role("link", name="Supervise").click()
    late = achebe.locator("#supervise .late", has_text="Ana-Lucía P.")
    late.locator("summary").click()
    late.get_by_label("Colleague").select_option(label="Tomas Lindqvist, LCSW")
    late.get_by_label("Why").fill("Imani is off in the mornings, and mornings are when she answers.")
    late.get_by_role("button", name="Assign").click()
    seen(in_my_hands(tomas, "Ana-Lucía P."))


def test_a_pause_stops_dates_and_not_hands_and_a_closing_has_a_name(clinic: Clinic) -> None:
    imani, amadi = clinic.arrive("Imani Castellane"), clinic.arrive("Dr. Lena Amadi")
    open_handoff(amadi, "Marcus B.")
    open_handoff(imani, "Marcus B.")
    imani.locator("#pause-more summary").click()
    choose(imani, "In hospital")
    imani.get_by_label("Look at it again on").fill((datetime.now(UTC) + timedelta(days=5)).date().isoformat())
    imani.get_by_role("button", name="Pause", exact=True).click()
    seen(amadi.get_by_role("heading", name="Paused"))
    amadi.get_by_role("button", name="Let dates run again").click()
    seen(imani.get_by_role("heading", name="Pause", exact=True))
    imani.locator("#close-more summary").click()
    imani.locator("#close-more").get_by_text(
        re.compile("other care|care elsewhere", re.IGNORECASE)
    ).first.click()
    imani.get_by_role("button", name="Close with my name on it").click()
    seen(amadi.locator(".ended"))


def test_somebody_was_reached_and_both_hold(clinic: Clinic) -> None:
    imani, wes = clinic.arrive("Imani Castellane"), clinic.arrive("Dr. Wes Halvorsen")
    expect(in_my_hands(wes, "Ana-Lucía P.")).to_contain_text("Imani")
    open_handoff(imani, "Ana-Lucía P.")
    imani.locator("#how").get_by_text("Reached her", exact=True).click()
    imani.locator("#how").get_by_role("button", name="Record it").click()
    expect(imani.get_by_text("Recorded.")).to_be_visible()
    seen(wes.get_by_text("From now on you both hold").first)


def test_a_visit_is_recorded_and_the_sender_may_let_go(clinic: Clinic) -> None:
    imani, amadi = clinic.arrive("Imani Castellane"), clinic.arrive("Dr. Lena Amadi")
    clinic.clock(imani, "3 days")
    clinic.clock(imani, "1 day")
    expect(in_my_hands(amadi, "Marcus B.")).to_be_visible()
    open_handoff(imani, "Marcus B.")
    imani.get_by_role("button", name="He came").click()
    seen(amadi.get_by_text("You may let go").first)
    expect(in_my_hands(amadi, "Marcus B.")).to_have_count(0, timeout=SOON)
