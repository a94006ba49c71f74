"""A screen is left alone, a day ends, a tablet changes hands: no client stays visible, and no word is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F
from playwright.sync_api import Page, expect

from handclasp.directory.models import Staff
from handclasp.platform.signins.ending import told_again
from handclasp.platform.signins.models import Session
from tests.ground.browsers import People
from tests.journeys.conftest import SOON, Clinic, is_live, seen
from tests.journeys.steps import accept, ask, ring, ringing

PASSWORD = "a long pass phrase"
WES, IMANI = "Dr. Wes Halvorsen", "Imani Castellane"
SAID = "She sleeps three hours a night since the plant closed."


@pytest.fixture(autouse=True)
def refusals_are_expected(people: People) -> None:
    """A browser notes each 401 of a locked screen as an error; the pages must still not fail."""
    people.expects_trouble = True


@pytest.fixture
def passwords(clinic: Clinic) -> None:
    """Give the two a password, so that the demo asks for it too."""
    for user in get_user_model().objects.filter(staff__given__in=["Wes", "Imani"]):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def left_alone(name: str, *, minutes: int = 20, hours: int = 0) -> None:
    """Let nobody have touched this person's screens for so long, or let them have signed in so long ago."""
    who = Staff.objects.get(family=name.split()[-1], user__isnull=False)
    quiet, old = timedelta(minutes=minutes), timedelta(hours=hours)
    Session.objects.filter(user_id=who.user_id).update(
        active_at=F("active_at") - quiet, signed_in_at=F("signed_in_at") - old
    )
    assert who.user_id
    told_again(who.user_id)


RINGS = """() => {
  const ring = document.createElement("p");
  Object.assign(ring.dataset, {ring: "1", ringTitle: "Rings"});
  document.getElementById("ring-region").append(ring);
}"""


def is_covered(page: Page, words: str = "This screen is locked") -> None:
    """Expect that only the lock can be seen and reached, and that the tab names nobody."""
    expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=SOON)
    expect(page.locator("main")).to_be_hidden()
    expect(page).to_have_title("Locked – Handclasp")


def go_on(page: Page) -> None:
    """Type the password where the page asks for it."""
    page.locator("#lock-password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#lock")).to_be_hidden(timeout=SOON)


def together(clinic: Clinic) -> tuple[Page, Page]:
    """Bring the two together with Marisol."""
    wes, imani = clinic.arrive(WES), clinic.arrive(IMANI)
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(ringing(imani))
    accept(imani)
    seen(wes.get_by_text("Imani is coming"))
    wes.get_by_role("link", name="Open Together").click()
    imani.get_by_role("link", name="Open Together").click()
    imani.get_by_role("button", name="Everyone is here: first contact").click()
    for page in (imani, wes):
        seen(page.get_by_text("both hands hold"))
    return wes, imani


@pytest.mark.parametrize("hours", [0, 13], ids=["left alone", "after a working day"])
@pytest.mark.usefixtures("passwords")
def test_a_session_ends_in_the_middle_of_a_summary_and_nothing_is_lost(clinic: Clinic, hours: int) -> None:
    wes, imani = together(clinic)
    left_alone(WES, hours=hours)
    is_covered(wes)
    imani.locator("#f-priority").fill("To be awake for her boys.")
    expect(imani.get_by_text("Saved at")).to_be_visible(timeout=SOON)
    go_on(wes)
    wes.locator("#f-said").fill(SAID)
    expect(imani.locator("#f-said")).to_have_value(SAID, timeout=SOON)
    left_alone(WES, hours=hours)
    is_covered(wes)
    wes.evaluate("document.querySelector('#f-said').value += ' And her boys are 9 and 12.'")
    go_on(wes)
    expect(wes.locator("#f-priority")).to_have_value("To be awake for her boys.", timeout=SOON)
    expect(imani.locator("#f-said")).to_have_value(f"{SAID} And her boys are 9 and 12.", timeout=SOON)


@pytest.mark.usefixtures("passwords")
def test_what_was_pressed_while_locked_was_not_done_and_can_be_pressed_again(clinic: Clinic) -> None:
    wes, imani = together(clinic)
    wes.locator("#what").fill("Send the sleep diary home with her")
    who = Staff.objects.get(family="Halvorsen", user__isnull=False)
    Session.objects.filter(user_id=who.user_id).update(active_at=F("active_at") - timedelta(minutes=20))
    wes.get_by_role("button", name="Add this step").click()
    is_covered(wes)
    go_on(wes)
    expect(wes.get_by_text("Press once more")).to_be_visible()
    expect(wes.locator("#what")).to_have_value("Send the sleep diary home with her")
    wes.get_by_role("button", name="Add this step").click()
    seen(imani.locator(".steps", has_text="Send the sleep diary home with her"))


@pytest.mark.usefixtures("passwords")
def test_a_quiet_screen_covers_itself_by_its_own_clock(clinic: Clinic) -> None:
    wes = clinic.people.arrive("Wes", at=clinic.running.url)
    wes.clock.install()
    wes.goto("/demo/")
    wes.get_by_role("button", name=WES).first.click()
    expect(wes.locator("main h1").first).to_be_visible()
    wes.route("**/accounts/standing/", lambda route: route.abort())  # the network is gone as well
    wes.clock.fast_forward("14:30")
    expect(wes.locator("#lock")).to_be_hidden()
    wes.clock.fast_forward("00:40")
    is_covered(wes)
    wes.keyboard.press("Escape")
    is_covered(wes)


@pytest.mark.usefixtures("passwords")
def test_a_ring_that_ends_on_a_locked_page_does_not_name_the_page_in_the_tab(clinic: Clinic) -> None:
    wes = clinic.arrive(WES)
    before = wes.title()
    wes.evaluate(RINGS)
    expect(wes).to_have_title("Rings – Handclasp")
    left_alone(WES)
    is_covered(wes)
    # What was asked for before the lock may still arrive after it, above every page.
    wes.evaluate("document.querySelector('#ring-region > [data-ring]').remove()")
    assert wes.title() == "Locked – Handclasp"
    clinic.people.expects_trouble = True
    wes.route("**/rings/", lambda route: route.abort())  # nothing comes that would say who rings
    go_on(wes)
    expect(wes).to_have_title(before)


@pytest.mark.usefixtures("passwords")
def test_a_hand_on_the_page_keeps_it_open(clinic: Clinic) -> None:
    wes = clinic.people.arrive("Wes", at=clinic.running.url)
    wes.clock.install()
    wes.goto("/demo/")
    wes.get_by_role("button", name=WES).first.click()
    is_live(wes)
    mine = Session.objects.filter(user__staff__family="Halvorsen")
    mine.update(active_at=F("active_at") - timedelta(minutes=14))
    before = mine.get().active_at
    wes.clock.fast_forward("14:00")
    with wes.expect_response("**/accounts/here/"):
        wes.keyboard.press("Shift")
    assert mine.get().active_at > before + timedelta(minutes=13)
    wes.clock.fast_forward("05:00")
    expect(wes.locator("#lock")).to_be_hidden()


@pytest.mark.usefixtures("passwords")
def test_one_tab_unlocks_all_tabs(clinic: Clinic) -> None:
    wes = clinic.arrive(WES)
    other = clinic.another_tab(wes, "/people/")
    left_alone(WES)
    is_covered(wes)
    is_covered(other)
    go_on(wes)
    expect(other.locator("#lock")).to_be_hidden(timeout=SOON)
    is_live(other)


@pytest.mark.long
@pytest.mark.usefixtures("passwords")
def test_a_wrong_password_says_so_in_place(clinic: Clinic) -> None:
    wes = clinic.arrive(WES)
    left_alone(WES)
    is_covered(wes)
    wes.locator("#lock-password").fill("not this one")
    wes.get_by_role("button", name="Go on").click()
    expect(wes.get_by_text("That is not your password")).to_be_visible()
    is_covered(wes)
    go_on(wes)


@pytest.mark.usefixtures("passwords")
def test_somebody_else_at_the_same_tablet_never_sees_what_was_written(clinic: Clinic) -> None:
    wes, _ = together(clinic)
    address = wes.url
    wes.locator("#what").fill("Only for Wes to read")
    other = wes.context.new_page()
    left_alone(WES)
    is_covered(wes)
    other.goto("/accounts/login/")
    other.get_by_label("Email").fill(Staff.objects.get(family="Castellane").email)
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.locator(".topbar .me")).to_contain_text(IMANI)
    expect(wes.locator(".topbar .me")).to_contain_text(IMANI, timeout=SOON)
    wes.goto(address)
    expect(wes.locator("#what")).to_have_value("")


@pytest.mark.long
def test_in_the_demo_a_press_goes_on(clinic: Clinic) -> None:
    wes = clinic.arrive(WES)
    left_alone(WES)
    is_covered(wes)
    wes.get_by_role("button", name="Go on").click()
    expect(wes.locator("#lock")).to_be_hidden(timeout=SOON)


@pytest.mark.usefixtures("passwords")
def test_a_note_that_met_a_lock_without_javascript_is_shown_again_and_sent(clinic: Clinic) -> None:
    clinic.arrive(IMANI)
    wes = clinic.arrive(WES, javascript=False)
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    imani = clinic.arrive(IMANI, javascript=False)
    imani.goto("/rings/")
    imani.get_by_role("button", name="Accept, I’m coming").click()
    wes.reload()
    wes.get_by_role("link", name="Open Together").click()
    wes.locator("#f-said").fill(SAID)
    left_alone(WES)
    wes.get_by_role("button", name="Save now").click()
    expect(wes.get_by_role("heading", name="This screen is locked")).to_be_visible()
    assert "plant closed" not in wes.content()
    assert "Marisol" not in wes.content()
    wes.get_by_label("Your password").fill(PASSWORD)
    wes.get_by_role("button", name="Go on").click()
    expect(wes.get_by_label("Said")).to_have_value(SAID)
    wes.get_by_role("button", name="Send it now").click()
    expect(wes.locator("#f-said")).to_have_value(SAID)
