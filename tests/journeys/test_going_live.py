"""A site goes live from an empty database by its administrator alone, counted in presses and pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Request, expect

from handclasp.config.first_people import make_administrator
from handclasp.handoffs.models import Handoff
from tests.ground.browsers import People
from tests.ground.serving import Running
from tests.journeys.conftest import is_live, seen
from tests.journeys.steps import accept, choose, ring, ringing
from tests.journeys.test_people_come_and_go import adds_an_app, comes_in

MOST_PRESSES, MOST_PAGES = 28, 25  # of the administrator, from the link to the list that says "Ready"
PROCEDURE = "Stay with the client. Call 911. The crisis team answers at extension 4."


@dataclass
class Counted:
    """An administrator whose presses and pages are counted."""

    page: Page
    presses: int = 0
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note)

    def press(self, words: str, role: str = "button") -> None:
        """Press a button or follow a link."""
        self.presses += 1
        self.page.get_by_role(role, name=re.compile(words.replace(":", " ?:"))).first.click()  # type: ignore[arg-type]

    def tick(self, words: str) -> None:
        """Tick a tile."""
        self.presses += 1
        choose(self.page, words)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list."""
        self.presses += 1
        self.page.get_by_label(label).select_option(label=words)

    def write(self, label: str, words: str) -> None:
        """Write into a field, which counts as no press."""
        self.page.get_by_label(label).fill(words)

    def _note(self, request: Request) -> None:
        if request.is_navigation_request() and request.method == "GET":
            self.pages.append(request.url)


def invites(dana: Counted, given: str, family: str, email: str) -> str:
    """Add a colleague as a clinician, and return the link."""
    dana.write("First name", given)
    dana.write("Last name", family)
    dana.write("Email, to sign in with", email)
    dana.choose("Counseling", "Clinician")
    dana.press("Add and invite")
    return dana.page.get_by_label("The link, shown only now").input_value()


def is_listed(dana: Counted, heading: str) -> None:
    expect(dana.page.get_by_role("heading", name=heading, level=1)).to_be_visible()


@pytest.fixture(autouse=True)
def a_browser_notes_refusals(people: People) -> None:
    """Before the second factor is there, what pages fetch by themselves is refused, which the browser notes."""
    people.expects_trouble = True


def arrives(dana: Counted, link: str) -> None:
    """Choose a password and add an app, as the role demands."""
    comes_in(dana.page, link)
    adds_an_app(dana.page)
    dana.presses += 3  # keep the password, choose the app, add it
    dana.page.goto("/")


def says_where(dana: Counted) -> None:
    """Write down the organization, a site and its rooms."""
    dana.press("What is still missing", "link")
    is_listed(dana, "What is still missing")
    dana.press("Do this now: Your organization", "link")
    dana.write("Phone that a person answers", "541-555-0100")
    dana.write("What people do in an emergency", PROCEDURE)
    dana.press("^Save")
    dana.press("Do this now: A site", "link")
    dana.write("Name", "Main Street")
    dana.write("Address", "18 Alder Street")
    dana.press("Add this site")
    dana.write("Rooms, one a line", "Exam room 1\nExam room 2\nRoom 12")
    dana.press("Add these rooms")
    expect(dana.page.get_by_role("link", name="Room 12")).to_be_visible()


def says_who(dana: Counted) -> tuple[str, str]:
    """Add a program and two colleagues, and return their links."""
    dana.press("What is still missing", "link")
    dana.press("Do this now: A program", "link")
    dana.write("Name", "Counseling")
    dana.tick("Sleep")
    dana.tick("Grief")
    dana.press("Add this program")
    dana.press("Do this now: Colleagues", "link")
    wes = invites(dana, "Wes", "Halvorsen", "wes@river.example")
    dana.press("Add somebody else", "link")
    return wes, invites(dana, "Imani", "Castellane", "imani@river.example")


def says_who_answers(dana: Counted) -> None:
    """Name the duty person, until nothing is missing."""
    dana.press("What is still missing", "link")
    expect(dana.page.get_by_text("Nobody is named who is reached when all else fails.")).to_be_visible()
    dana.press("Do this now: Somebody who is reached", "link")
    dana.choose("Duty person, asked first", "Imani Castellane")
    dana.press("Save: Who answers for it")
    expect(dana.page.locator("#rungs").get_by_role("status")).to_have_text("Saved.")
    dana.press("What is still missing", "link")
    is_listed(dana, "Ready for introductions")


def test_an_administrator_brings_a_site_to_its_first_introduction(
    running: Running, people: People, record_property: Callable[[str, object], None]
) -> None:
    first = make_administrator("dana@river.example", "Dana Whitcombe", "River Clinic")
    dana = Counted(people.arrive("Dana", at=running.url))
    arrives(dana, f"/accounts/invitation/{first.token}/")
    says_where(dana)
    links = says_who(dana)
    wes, imani = people.arrive("Wes", at=running.url), people.arrive("Imani", at=running.url)
    comes_in(wes, links[0])
    comes_in(imani, links[1])
    says_who_answers(dana)
    record_property("presses", dana.presses)
    record_property("pages", len(dana.pages))
    print(f"Going live took the administrator {dana.presses} presses and {len(dana.pages)} pages.")
    assert dana.presses <= MOST_PRESSES
    assert len(dana.pages) <= MOST_PAGES
    introduces(wes, imani)


def introduces(wes: Page, imani: Page) -> None:
    """Let the first client be asked, and the colleague be rung and come."""
    imani.goto("/")
    choose(imani, "Open")
    is_live(imani)
    wes.goto("/introduce/")
    wes.get_by_role("link", name="Add a client").click()
    wes.get_by_label("First name").fill("Marisol")
    wes.get_by_label("Last name").fill("Tamayo")
    wes.get_by_role("button", name="Add this client").click()
    expect(wes.locator("#place-rooms option")).to_have_count(3)
    choose(wes, "Routine")
    wes.get_by_label("Where are you?").fill("Exam room 1")
    for words in ("Sleep", "Yes, now"):
        choose(wes, words)
    wes.get_by_role("button", name="Record the answer").click()
    ring(wes)
    seen(ringing(imani))
    accept(imani)
    seen(wes.get_by_text("Imani Castellane").first)
    expect(imani.locator("#going-h")).to_be_visible()
    assert Handoff.objects.get().state == "coming"
