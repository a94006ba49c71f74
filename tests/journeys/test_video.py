"""The right colleague sits in another building: she comes on the tablet, and by phone when that does not work."""

import re

from playwright.sync_api import Page, expect

from handclasp.handoffs.models import Handoff
from tests.journeys.conftest import Clinic, seen
from tests.journeys.steps import accept, ask, handoff_id, ring, ringing

ROOM = re.compile(r"^https://meet\.fernhollow\.example/[a-z2-7]{26}$")
GRACES_PHONE = "541-555-0165"


def on_the_tablet(clinic: Clinic) -> tuple[Page, Page]:
    """Let Grace, who is in another building, accept to come to Marisol in Wes's room.

    She is together with Hyun-woo when the day begins, and nobody is rung out of an introduction: that one ends first.
    """
    wes, grace = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Grace Oyelaran")
    hyun_woo = Handoff.objects.filter(client__given="Hyun-woo").latest("pk").pk
    grace.goto(f"/handoffs/{hyun_woo}/together/")
    grace.get_by_role("button", name="End the introduction").click()
    expect(grace.get_by_role("button", name="End the introduction")).to_have_count(0)
    grace.goto("/")
    ask(wes, "Marisol", "Sleep", setting="On the tablet in the room")
    ring(wes, "Grace")
    seen(ringing(grace))
    expect(ringing(grace)).to_contain_text("asks you to join by video")
    accept(grace)
    seen(wes.get_by_text("Grace is coming"))
    return wes, grace


OPEN = re.compile("Open it on this (tablet|screen)")  # Wes sits at the tablet, and Grace does not


def link_of(page: Page) -> str:
    """Return where `Open it on this tablet`, or on this screen, leads; it is never opened here."""
    link = page.get_by_role("link", name=OPEN)
    seen(link)
    expect(link).to_have_attribute("href", ROOM)
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    return link.get_attribute("href") or ""


def test_she_comes_on_the_tablet_instead_of_into_the_room(clinic: Clinic) -> None:
    wes, grace = on_the_tablet(clinic)
    assert link_of(wes) == link_of(grace)
    expect(grace.get_by_role("link", name="Open it on this screen")).to_be_visible()
    expect(wes.get_by_text("Grace Oyelaran, LPC joins by video.")).to_be_visible()
    expect(
        grace.get_by_text("You meet by video. Dr. Wes Halvorsen and Marisol T. are at the tablet")
    ).to_be_visible()
    for page in (wes, grace):
        expect(page.get_by_role("link", name="541-555-0190, 48 15 16#")).to_have_attribute(
            "href", "tel:+15415550190"
        )
    wes.get_by_role("link", name="Open Together").click()
    expect(wes.get_by_role("link", name="Open it on this tablet")).to_be_visible()
    grace.get_by_role("link", name="Open Together").click()
    assert link_of(grace) == link_of(wes)
    grace.get_by_role("button", name="Everyone is here: first contact").click()
    seen(wes.get_by_text("both hands hold"))
    assert link_of(wes) == link_of(grace)


def test_the_client_is_shown_the_same_in_her_language(clinic: Clinic) -> None:
    wes, _ = on_the_tablet(clinic)
    link = link_of(wes)
    wes.get_by_role("link", name="Español", exact=True).click()
    expect(wes.get_by_role("heading", name="Así se van a conocer")).to_be_visible()
    expect(wes.get_by_role("link", name="Abrir en esta tableta")).to_have_attribute("href", link)
    expect(wes.get_by_text("Llame al 988 y oprima 2")).to_be_visible()
    wes.get_by_role("link", name="English", exact=True).click()
    expect(wes.get_by_role("heading", name="How you meet")).to_be_visible()


def test_video_does_not_work_and_one_press_changes_to_the_phone(clinic: Clinic) -> None:
    wes, grace = on_the_tablet(clinic)
    link_of(wes), link_of(grace)
    grace.get_by_role("group", name="What did not work?").get_by_role("button", name="No sound").click()
    for page in (grace, wes):
        seen(page.get_by_text("Video did not work: there was no sound. Grace O. changed to the phone"))
        expect(page.get_by_role("link", name=OPEN)).to_have_count(0)
    expect(wes.get_by_role("link", name=GRACES_PHONE)).to_have_attribute("href", "tel:+15415550165")
    expect(grace.get_by_text("They call you on")).to_be_visible()
    expect(grace.get_by_role("link", name=GRACES_PHONE)).to_have_count(0)
    grace.get_by_role("link", name="Open Together").click()
    grace.get_by_role("button", name="Everyone is here: first contact").click()
    seen(wes.get_by_text("First contact"))
    wes.goto(f"/handoffs/{handoff_id(wes)}/")
    expect(wes.get_by_text("changed to the phone: there was no sound")).to_be_visible()
    expect(wes.get_by_text("Nobody met")).to_have_count(0)


def test_and_back_to_video_in_a_new_room(clinic: Clinic) -> None:
    wes, grace = on_the_tablet(clinic)
    first = link_of(wes)
    wes.get_by_role("group", name="What did not work?").get_by_role("button", name="Something else").click()
    seen(wes.get_by_text("Video did not work. Wes H. changed to the phone"))
    seen(grace.get_by_role("button", name="Try video again"))
    grace.get_by_role("button", name="Try video again").click()
    seen(wes.get_by_role("link", name="Open it on this tablet"))
    assert link_of(wes) == link_of(grace) != first
