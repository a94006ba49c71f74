"""Every page, at three widths, light and dark: a screenshot to look at in shots/, and nothing for axe to find."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from handclasp.availability.models import Block
from handclasp.clients.models import Client
from handclasp.directory.models import Need, Program, Room, Site, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.handoffs.models import Handoff
from handclasp.web.introduce.searched import search_url
from tests.ground.browsers import WIDTHS
from tests.journeys.conftest import Clinic, seen
from tests.journeys.steps import accept, ask, choose, handoff_id, ring, ringing, search
from tests.journeys.test_interruption import a_tablet, begin_session

SHOTS = Path(__file__).resolve().parents[2] / "shots"


def of(given: str) -> str:
    """Return the address of a client's newest handoff."""
    return f"/handoffs/{Handoff.objects.filter(client__given=given).latest('pk').pk}/"


def found(given: str, words: str) -> str:
    """Return the address of what somebody searched for."""
    actor = actor_for_staff(Staff.objects.get(given=given, is_active=True).pk)
    assert actor is not None
    return search_url(actor, words)


PAGES = {
    "Imani Castellane": {
        "picker": lambda: "/demo/",
        "today": lambda: "/",
        "choose": lambda: "/introduce/",
        "found": lambda: found("Imani", "mar"),
        "leaflet": lambda: "/introduce/leaflet/en/",
        "leaflet-es": lambda: "/introduce/leaflet/es/",
        "who-can-come": lambda: f"{of('Kofi')}introduce/",
        "need": lambda: f"{of('Kofi')}need/",
        "promise": lambda: f"{of('Kofi')}promise/",
        "handoff-late": lambda: of("Ana-Lucía"),
        "handoff-missed": lambda: of("Teddy"),
        "handoff-shared": lambda: of("Marcus"),
        "handoff-asked": lambda: of("Malik"),
        "handoff-paused": lambda: of("Linh"),
        "handoff-alone": lambda: of("Kofi"),
        "handoff-engaged-late": lambda: of("Rosa"),
        "handoff-closed": lambda: of("Patrick"),
        "handoff-declined": lambda: of("Sukarno"),
        "handoff-right-to-left": lambda: of("سلمى"),
        "handoff-long-name": lambda: of("María Guadalupe Concepción"),
        "history": lambda: f"{of('Teddy')}history/",
        "promised": lambda: f"{of('María Guadalupe Concepción')}promised/",
        "promise-card": lambda: f"{of('María Guadalupe Concepción')}promised/en/",
        "promise-card-es": lambda: f"{of('María Guadalupe Concepción')}promised/es/",
        "answered": lambda: f"{of('Sukarno')}answered/",
        "people": lambda: "/people/",
        "profile": lambda: "/people/me/",
        "new-client": lambda: "/clients/new/",
        "agencies": lambda: "/people/agencies/",
        "rings": lambda: "/rings/",
        "my-link": lambda: "/people/link/",
        "availability": lambda: "/availability/",
        "block": lambda: (
            f"/availability/blocks/{Block.objects.filter(staff__given='Imani').latest('pk').pk}/"
        ),
        "ways": lambda: "/availability/ways/",
        "session": lambda: "/session/",
        "questions": lambda: "/session/questions/en/",
        "questions-es": lambda: "/session/questions/es/",
        "tablets": lambda: "/tablets/",
        "a-tablet": lambda: "/tablet/",
        "colleagues-blocks": lambda: "/availability/colleagues/",
        "not-found": lambda: "/handoffs/999999/",
    },
    "Noor Haddad": {"coming": lambda: f"{of('Abigail')}introduce/"},
    "Grace Oyelaran": {"together": lambda: f"{of('Hyun-woo')}together/"},
    "Marguerite Achebe": {"supervise": lambda: "/supervise/"},
    "Priya Raman": {
        "start": lambda: "/",
        "numbers": lambda: "/numbers/",
        "people-admin": lambda: "/people/",
        "places": lambda: "/places/",
        "site": lambda: f"/places/sites/{Site.objects.get(name='Family Clinic').pk}/",
        "program": lambda: f"/places/programs/{Program.objects.get(name='Counseling at the clinic').pk}/",
        "organization": lambda: "/places/organization/",
        "new-program": lambda: "/places/programs/new/",
        "new-site": lambda: "/places/sites/new/",
        "room": lambda: f"/places/rooms/{Room.objects.filter(site__name='Family Clinic').latest('pk').pk}/",
        "meetings": lambda: "/people/meetings/",
        "needs": lambda: "/needs/",
        "add-need": lambda: "/needs/add/",
        "a-need": lambda: f"/needs/{sleep().pk}/",
        "need-words": lambda: f"/needs/{sleep().pk}/words/",
        "words-for-all": lambda: "/needs/words/",
        "setup": lambda: "/setup/",
        "colleague": lambda: f"/people/{Staff.objects.get(given='Imani').pk}/",
        "new-colleague": lambda: "/people/new/",
        "second-factor-roles": lambda: "/people/second-factor/",
        "people-who-left": lambda: "/people/left/",
    },
    "Bea Fontaine": {"today-quiet": lambda: "/"},
    "Odette Marchetti": {"handoff-of-others": lambda: of("Linh")},
    "Benny Ostrow": {"find-client": lambda: "/introduce/", "handoff-front-desk": lambda: of("Marcus")},
    "Teodora Sabet": {
        "audit": lambda: "/audit/",
        "audit-search": lambda: "/audit/?kind=change",
        "audit-client": lambda: f"/audit/clients/{Client.objects.get(given='Teddy').pk}/",
    },
}


def sleep() -> Need:
    """Return a need that programs serve."""
    return Need.objects.filter(name_en="Sleep").earliest("pk")


def look(page: Page, name: str, theme: str) -> Iterator[str]:
    """Keep a picture of each width, and tell what is wrong."""
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
        if wide > 0:
            yield f"{name} at {width} {theme} is {wide} pixels too wide"
        if width != 1024:
            yield from (f"{name} at {width} {theme}: {found}" for found in violations(page))


def violations(page: Page) -> list[str]:
    """Return what axe finds."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found]


@pytest.fixture(autouse=True)
def shots() -> None:
    """Keep a folder for the pictures."""
    SHOTS.mkdir(exist_ok=True)


THEMES = ["light", pytest.param("dark", marks=pytest.mark.long)]  # `make shots` looks at both


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_can_be_read_by_everybody(clinic: Clinic, theme: str) -> None:
    clinic.people.expects_trouble = True  # one page is not there, and says so
    wrong: list[str] = []
    for name, pages in PAGES.items():
        page = clinic.arrive(name, dark=theme == "dark")
        for key, address in pages.items():
            answer = page.goto(address())
            assert answer is not None
            assert answer.status == (404 if key == "not-found" else 200), key
            wrong += look(page, key, theme)
    assert wrong == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_live_pages_can_be_read_by_everybody(clinic: Clinic, theme: str) -> None:
    wes, imani, tomas = (
        clinic.arrive(name, dark=theme == "dark")
        for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Tomas Lindqvist")
    )
    search(wes, "Marisol")
    wes.get_by_role("link", name=re.compile("^Introduce Marisol")).click()
    wrong = list(look(wes, "ask", theme))
    choose(wes, "Emergency")
    wrong += look(wes, "ask-emergency", theme)
    choose(wes, "Routine")
    choose(wes, "Sleep")
    wrong += look(wes, "ask-routine", theme)
    ask(wes, "Marisol", "Sleep")
    wrong += look(wes, "who-can-come-open", theme)
    ring(wes, minutes=10)
    expect(ringing(imani)).to_be_visible()
    wrong += look(imani, "ring", theme)
    expect(ringing(tomas)).to_be_visible()
    wrong += look(wes, "calling", theme)
    accept(imani)
    expect(imani.locator("#going-h")).to_be_visible()
    wrong += [*look(imani, "going", theme), *look(tomas, "not-going", theme), *look(wes, "is-coming", theme)]
    imani.goto(f"/handoffs/{handoff_id(wes)}/together/")
    wrong += look(imani, "together-coming", theme)
    imani.get_by_role("button", name="Everyone is here: first contact").click()
    expect(imani.get_by_text("both hands hold")).to_be_visible()
    wrong += look(imani, "together-shared", theme)
    assert wrong == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_around_an_interruption_can_be_read_by_everybody(clinic: Clinic, theme: str) -> None:
    tablet = a_tablet(clinic)
    tablet.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    wes, imani = (
        clinic.arrive(name, dark=theme == "dark") for name in ("Dr. Wes Halvorsen", "Imani Castellane")
    )
    wrong = list(look(tablet, "tablet-quiet", theme))
    begin_session(imani)
    wrong += look(imani, "session-running", theme)
    ask(wes, "Marisol", "Sleep")
    wrong += look(wes, "who-can-come-in-session", theme)
    ring(wes, "Imani")
    seen(imani.locator(".hush"))
    wrong += look(imani, "ring-quiet", theme)
    imani.get_by_role("button", name="Go, for ten minutes").click()
    seen(tablet.get_by_text(re.compile("Imani is back by")))
    wrong += [*look(tablet, "tablet-paused", theme), *look(imani, "session-waits", theme)]
    wrong += look(wes, "is-coming-from-a-session", theme)
    imani.goto(f"/handoffs/{handoff_id(wes)}/together/")
    wrong += look(imani, "together-from-a-session", theme)
    tablet.get_by_role("link", name="Español").click()
    expect(tablet.get_by_text(re.compile("Imani vuelve a más tardar a las?"))).to_be_visible()
    wrong += look(tablet, "tablet-paused-es", theme)
    tablet.get_by_role("button", name="Pedir que Imani vuelva").click()
    expect(tablet.get_by_text("Ya avisamos a Imani, que vuelve enseguida")).to_be_visible()
    wrong += look(tablet, "tablet-called-es", theme)
    seen(imani.get_by_text("Your client asks you to come back").locator("visible=true"))
    wrong += look(imani, "together-called-back", theme)
    assert wrong == []
