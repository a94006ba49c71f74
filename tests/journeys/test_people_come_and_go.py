"""A colleague is invited and comes in; a colleague leaves, and nobody is left behind."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from handclasp.config.first_people import make_administrator
from handclasp.directory import commands
from handclasp.directory.models import Organization
from handclasp.platform.actor import TERMINAL
from handclasp.platform.clock import now
from tests.ground.browsers import People
from tests.ground.serving import Running
from tests.journeys.conftest import SOON, Clinic
from tests.journeys.test_locked import is_covered

PHRASE = "quiet river walks home"
TOMAS = "Tomas Lindqvist"


@pytest.fixture(autouse=True)
def refusals_are_expected(people: People) -> None:
    """A browser notes each 401 of a page whose session ended as an error; the pages must still not fail."""
    people.expects_trouble = True


def comes_in(page: Page, link: str) -> None:
    """Open an invitation and choose a password."""
    page.goto(link)
    expect(page).to_have_url(re.compile("/accounts/invitation/$"))
    page.get_by_label("Password", exact=True).fill(PHRASE)
    page.get_by_label("The same once more").fill(PHRASE)
    page.get_by_role("button", name="Keep this password and sign in").click()


def adds_an_app(page: Page) -> None:
    """Set an authenticator app up, as the role demands."""
    page.get_by_role("link", name=re.compile("authenticator app")).first.click()
    secret = page.locator(".key").inner_text().replace(" ", "").strip()
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page.get_by_label("The code it shows now").fill(code)
    page.get_by_role("button", name="Add the app").click()
    expect(page.get_by_role("button", name="Add the app")).to_have_count(0)


def test_an_administrator_invites_a_colleague_who_comes_to_the_today_board(
    running: Running, people: People
) -> None:
    first = make_administrator("dana@river.example", "Dana Whitcombe", "River Clinic")
    site = commands.create_site(TERMINAL, now(), Organization.objects.get().pk, name="Main Street")
    commands.create_program(TERMINAL, now(), site.pk, name="Counseling", needs=["sleep"])
    dana = people.arrive("Dana", at=running.url)
    comes_in(dana, f"/accounts/invitation/{first.token}/")
    dana.goto("/people/")
    expect(dana).to_have_url(
        re.compile("/accounts/")
    )  # nothing else is open before the second factor is there
    adds_an_app(dana)
    dana.goto("/people/")
    dana.get_by_role("link", name="Add a colleague").click()
    dana.get_by_label("First name").fill("Imani")
    dana.get_by_label("Last name").fill("Castellane")
    dana.get_by_label("Email, to sign in with").fill("imani@river.example")
    dana.get_by_label("Counseling").select_option(label="Clinician")
    dana.get_by_role("button", name="Add and invite").click()
    link = dana.get_by_label("The link, shown only now").input_value()
    imani = people.arrive("Imani", at=running.url)
    comes_in(imani, link)
    expect(imani).to_have_url(re.compile(r":\d+/$"))
    expect(imani.locator(".topbar .me")).to_contain_text("Imani Castellane")
    expect(imani.get_by_role("link", name="Today")).to_have_attribute("aria-current", "page")
    imani.goto(link)
    expect(imani.get_by_role("heading", name="This link opens nothing any more")).to_be_visible()


def is_asked_to_hand_on(page: Page, address: str) -> None:
    """Let the supervisor put what Tomas has of this client into Imani's hands."""
    page.goto(address)
    page.locator("#assign summary").click()
    page.locator("#assign").get_by_label("Colleague").select_option(label="Imani Castellane, LPC")
    page.locator("#assign textarea, #assign input[name=reason]").first.fill(
        "Tomas leaves at the end of the week."
    )
    page.locator("#assign").get_by_role("button", name="Assign").click()
    expect(page.get_by_text("Everybody concerned was told").first).to_be_visible()


def test_a_colleague_leaves_the_organization_and_nobody_is_left_behind(clinic: Clinic) -> None:
    tomas, priya = clinic.arrive(TOMAS), clinic.arrive("Priya Raman")
    rows = tomas.locator(".ledger .l-who a")
    expect(rows.first).to_be_visible()
    held = sorted({str(row.get_attribute("href")) for row in rows.all()})
    priya.goto("/people/?q=Tomas")
    priya.get_by_role("link", name=TOMAS).click()
    leaving = priya.locator("#leaving")
    expect(leaving).to_contain_text("on the receiving side")
    expect(leaving).to_contain_text("by Marguerite Achebe, LCSW on the Supervise board")
    expect(leaving).to_contain_text("On duty for")
    expect(leaving).not_to_contain_text("Malik")
    priya.get_by_role("button", name="Take off the active staff").click()
    expect(priya.locator("#leaving [role=alert]")).to_contain_text("still holds clients")
    achebe = clinic.arrive("Marguerite Achebe")
    for address in held:
        is_asked_to_hand_on(achebe, address)
    expect(tomas.locator(".ledger .l-who")).to_have_count(0, timeout=SOON)
    priya.goto("/people/?q=Tomas")
    priya.get_by_role("link", name=TOMAS).click()
    expect(leaving).to_contain_text("Holds nobody")
    priya.get_by_role("button", name="Take off the active staff").click()
    expect(priya.get_by_text("Off the active staff, and signed out everywhere.")).to_be_visible()
    is_covered(tomas, "You are signed out")
    priya.goto("/people/?q=Tomas")
    expect(priya.get_by_text("Nobody fits")).to_be_visible()
