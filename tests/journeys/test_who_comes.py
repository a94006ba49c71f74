"""Somebody is in the room, and a colleague is asked to come: first yes wins, a no leads to the next."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import SOON, Clinic, is_live, seen
from tests.journeys.steps import accept, ask, cannot, ring, ringing

GOING = re.compile("is going. You need not come")
AT_ONCE = "setTimeout(() => document.querySelector('button[value=accept]').click(), 200)"


def test_two_accept_in_the_same_instant_and_one_goes(clinic: Clinic) -> None:
    wes, imani, tomas = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Tomas Lindqvist")
    )
    ask(wes, "Marisol", "Sleep")
    expect(wes.get_by_role("button", name=re.compile("^Ring .*Imani"))).to_be_visible()
    ring(wes)
    for page in (imani, tomas):
        seen(ringing(page))
        expect(ringing(page)).not_to_contain_text("Marisol")
    for page in (imani, tomas):
        page.evaluate(AT_ONCE)
    seen(wes.get_by_text(re.compile("(Imani|Tomas) is coming")))
    comes, stays = (imani, tomas) if wes.get_by_text("Imani is coming").is_visible() else (tomas, imani)
    expect(comes.locator("#going-h", has_text="Marisol T.")).to_be_visible(timeout=SOON)
    expect(stays.get_by_text(re.compile("is going"))).to_be_visible(timeout=SOON)
    expect(ringing(stays)).to_have_count(0)


def test_a_no_leads_to_the_next_person_and_in_5_minutes_may_be_taken(clinic: Clinic) -> None:
    wes, imani, tomas = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Tomas Lindqvist")
    )
    ask(wes, "Marisol", "Low mood")
    ring(wes, "Imani", minutes=10)
    seen(ringing(imani))
    expect(ringing(tomas)).to_have_count(0)
    cannot(imani, "With someone I can’t leave")
    seen(wes.get_by_text("With someone, can’t leave"))
    seen(ringing(tomas))
    expect(ringing(imani)).to_have_count(0)
    tomas.get_by_role("button", name="In 5 minutes").click()
    wes.get_by_role("button", name="Wait for Tomas").click()
    expect(wes.get_by_text("Tomas is coming")).to_be_visible()
    seen(tomas.locator("#going-h", has_text="Marisol T."))


def test_who_accepted_cannot_come_after_all_and_the_next_is_rung(clinic: Clinic) -> None:
    wes, imani, tomas = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Tomas Lindqvist")
    )
    ask(wes, "Marisol", "Grief")
    ring(wes, "Imani")
    seen(ringing(imani))
    accept(imani)
    seen(wes.get_by_text("Imani is coming"))
    imani.get_by_text("I can’t come after all").click()
    imani.get_by_role("button", name="I’m leaving").click()
    seen(ringing(tomas))
    seen(wes.get_by_text("Can’t come after all"))
    expect(wes.get_by_text("Imani is coming")).to_have_count(0)
    accept(tomas)
    seen(wes.get_by_text("Tomas is coming"))


def test_the_sender_stops_and_changes_the_need(clinic: Clinic) -> None:
    wes, imani, odette = (
        clinic.arrive(name) for name in ("Dr. Wes Halvorsen", "Imani Castellane", "Odette Marchetti")
    )
    ask(wes, "Marisol", "Stress and worry")
    ring(wes, "Imani")
    seen(ringing(imani))
    wes.get_by_role("link", name="Change the need").click()
    wes.locator("label.tile", has_text="Housing").click()
    wes.get_by_role("button", name="Change the need").click()
    expect(ringing(imani)).to_have_count(0, timeout=SOON)
    ring(wes)
    seen(ringing(odette))
    wes.get_by_role("button", name="Stop ringing").click()
    expect(ringing(odette)).to_have_count(0, timeout=SOON)
    expect(wes.get_by_text("Ringing was stopped")).to_be_visible()


def test_two_tabs_of_one_person_agree(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    second = clinic.another_tab(imani)
    ask(wes, "Marisol", "Sleep")
    watching = clinic.another_tab(wes, wes.url)
    ring(wes, "Imani")
    seen(watching.get_by_text("Ringing Imani"))
    for tab in (imani, second):
        seen(ringing(tab))
    accept(second)
    for tab in (imani, second):
        seen(tab.locator("#going-h", has_text="Marisol T."))
        expect(ringing(tab)).to_have_count(0)
    for tab in (wes, watching):
        seen(tab.get_by_text("Imani is coming"))


def test_the_sender_loses_the_connection_and_comes_back(clinic: Clinic) -> None:
    clinic.people.expects_trouble = True
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(ringing(imani))
    clinic.running.kill("web")
    expect(wes.get_by_text("Connection lost")).to_be_visible()
    clinic.running.start("web")
    is_live(wes)
    expect(wes.get_by_text("Connection lost")).to_be_hidden()
    is_live(imani)
    accept(imani)
    expect(wes.get_by_text("Imani is coming")).to_be_visible()


def test_a_tablet_that_was_offline_shows_what_happened_meanwhile(clinic: Clinic) -> None:
    clinic.people.expects_trouble = True
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    ask(wes, "Marisol", "Sleep")
    ring(wes, "Imani")
    seen(ringing(imani))
    wes.context.set_offline(True)
    accept(imani)
    expect(imani.locator("#going-h", has_text="Marisol T.")).to_be_visible()
    expect(wes.get_by_text("Imani is coming")).to_have_count(0)
    wes.context.set_offline(False)
    seen(wes.get_by_text("Imani is coming"))
