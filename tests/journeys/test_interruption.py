"""Somebody in a session is called out of it: with leave, silently, for ten minutes, and nobody loses anything by it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import SOON, Clinic, seen
from tests.journeys.steps import ask, choose, ring, ringing

ROOM = "Room 12"
CALLED = re.compile("Exam room 4")


def begin_session(page: Page, answer: str = "A short pause is fine", language: str = "English") -> None:
    """Begin a session in the usual room, with what the client said."""
    page.get_by_role("link", name="Begin a session").click()
    page.get_by_label("Room", exact=True).fill(ROOM)
    choose(page, language)
    choose(page, answer)
    page.get_by_role("button", name="Begin the session").click()
    expect(page.get_by_role("heading", name="In a session")).to_be_visible()


def a_tablet(clinic: Clinic, by: str = "Bea Fontaine") -> Page:
    """Connect a tablet to the room by a code that a colleague is given, and return its page."""
    colleague = clinic.arrive(by)
    colleague.goto("/tablets/")
    colleague.get_by_label("Room", exact=True).fill(ROOM)
    colleague.get_by_role("button", name="Give me a code").click()
    code = colleague.locator(".tablet-code").inner_text()
    tablet = clinic.people.arrive("the tablet", at=clinic.running.url, width=1024)
    tablet.goto("/tablet/")
    tablet.get_by_label("Code").fill(code)
    tablet.get_by_role("button", name="Connect").click()
    expect(tablet.get_by_role("heading", name="This screen is quiet")).to_be_visible()
    return tablet


def rung_in_silence(page: Page, bystander: Page) -> Locator:
    """Return the ring into a session, which says nothing that its client could learn from."""
    card = page.locator(".hush", has_text=CALLED)
    seen(card)
    for secret in ("Marisol", "Halvorsen", "Sleep", "English", "said yes"):
        expect(card).not_to_contain_text(secret)
    expect(page).not_to_have_title(re.compile("Ring|room 4"))
    expect(page.locator("#ring-region [data-ring]")).to_have_count(0)
    expect(bystander.locator(".hush")).to_have_count(0)
    return card


@pytest.fixture
def three(clinic: Clinic) -> tuple[Page, Page, Page]:
    """Bring the sender, the person in a session, and the tablet of her room."""
    tablet = a_tablet(clinic)
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    begin_session(imani)
    return wes, imani, tablet


def test_a_session_is_interrupted_with_every_leave_and_the_time_is_given_back(
    clinic: Clinic, three: tuple[Page, Page, Page]
) -> None:
    wes, imani, tablet = three
    tomas = clinic.arrive("Tomas Lindqvist")
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    card = rung_in_silence(imani, tomas)
    card.get_by_role("button", name="Go, for ten minutes").click()
    seen(wes.get_by_text(re.compile("left a session for this, and is back in it by")))
    seen(imani.get_by_role("heading", name="Your session waits"))
    seen(tablet.get_by_text(re.compile("Imani is back by")))
    expect(tablet.locator("body")).not_to_contain_text("Marisol")
    tablet.get_by_text("Another question").first.click()
    tablet.get_by_label("Write it down, if you like").fill("My sister called me.")
    tablet.reload()
    expect(tablet.get_by_label("Write it down, if you like")).to_have_value("My sister called me.")
    tablet.get_by_role("button", name="Show Imani afterwards").click()
    expect(tablet.get_by_text("Imani sees it when you go on.")).to_be_visible()
    expect(imani.locator("body")).not_to_contain_text("Marisol")
    imani.locator(".going", has_text=CALLED).get_by_role("link", name="Open Together").click()
    imani.get_by_role("button", name="Everyone is here: first contact").click()
    expect(imani.get_by_text("both hands hold")).to_be_visible()
    imani.get_by_role("button", name="I’m back with my client").click()
    expect(imani.get_by_text("My sister called me.")).to_be_visible()
    expect(imani.get_by_text(re.compile(r"You came back at .* \d minutes? given back"))).to_be_visible()
    seen(wes.get_by_text(re.compile("is back in the other session")))
    seen(tablet.get_by_text("Imani is on the way back to you"))
    imani.get_by_role("button", name="End it, I’m open").click()
    expect(imani.get_by_role("heading", name="Begin a session")).to_be_visible()
    expect(imani.locator("body")).not_to_contain_text("My sister called me.")
    seen(tablet.get_by_role("heading", name="This screen is quiet"))


def test_the_client_asks_her_back_and_everybody_sees_it_at_once(
    clinic: Clinic, three: tuple[Page, Page, Page]
) -> None:
    wes, imani, tablet = three
    ask(wes, "Marisol", "worry")
    ring(wes, "Imani")
    seen(imani.locator(".hush", has_text=CALLED))
    imani.get_by_role("button", name="Go, for ten minutes").click()
    seen(tablet.get_by_text(re.compile("Imani is back by")))
    tablet.get_by_role("link", name="Español").click()
    expect(tablet.get_by_text(re.compile("Imani vuelve a más tardar a las?"))).to_be_visible()
    expect(tablet.get_by_text("oprima 2")).to_be_visible()
    tablet.get_by_role("button", name="Pedir que Imani vuelva").click()
    expect(tablet.get_by_text("Ya avisamos a Imani, que vuelve enseguida")).to_be_visible()
    seen(imani.get_by_text("Your client asks you to come back").locator("visible=true"))
    seen(wes.get_by_text(re.compile("was asked back into the other session at")))
    seen(wes.get_by_text(re.compile("Imani was called back to the other session")))
    expect(wes.locator("#coming")).not_to_contain_text("is coming")
    imani.goto("/")
    alert = imani.get_by_role("alert").filter(has_text="Your client asks you to come back")
    seen(alert)
    alert.get_by_role("button", name="I’m back with my client").click()
    expect(
        imani.get_by_text(re.compile("Your client asked you to come back at .*, and you were back"))
    ).to_be_visible()
    expect(imani.locator(".going")).to_have_count(0)
    expect(wes.locator("#coming")).to_have_count(0, timeout=SOON)
    seen(wes.get_by_text("Can’t come after all."))


def test_a_client_who_said_no_is_not_disturbed(clinic: Clinic) -> None:
    wes, imani, tomas = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Tomas Lindqvist")
    )
    begin_session(imani, "No pause")
    expect(imani.get_by_text("your client has not agreed to a pause")).to_be_visible()
    ask(wes, "Marisol", "Low mood")
    expect(wes.get_by_role("button", name=re.compile("^Ring .*Tomas"))).to_be_visible()
    expect(wes.get_by_role("button", name=re.compile("^Ring .*Imani"))).to_have_count(0)
    ring(wes)
    seen(ringing(tomas))
    expect(imani.locator(".hush, [data-ring]")).to_have_count(0)


def test_a_client_changes_their_mind_on_the_tablet(clinic: Clinic, three: tuple[Page, Page, Page]) -> None:
    _, imani, tablet = three
    tablet.get_by_role("link", name="Change your mind about pauses").click()
    tablet.get_by_role("button", name="No pause any more").click()
    expect(tablet.get_by_text("Please tell your clinician too")).to_be_visible()
    expect(
        imani.get_by_text(re.compile("Your client said on the room’s tablet that they want no pause"))
    ).to_be_visible(timeout=SOON)
