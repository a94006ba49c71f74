"""Nobody can come: a named person promises to reach the client, and when that does not happen, others hear of it."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import SOON, Clinic, seen
from tests.journeys.steps import ask, choose, search


def test_nobody_is_free_and_a_named_person_promises(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    choose(imani, "Not now")
    ask(wes, "Marisol", "Sleep")
    expect(wes.get_by_text("Nobody can come right now")).to_be_visible()
    wes.get_by_role("link", name="Promise a follow-up contact").click()
    choose(wes, "Imani Castellane")
    choose(wes, "A call")
    choose(wes, "Nobody was free")
    wes.get_by_role("button", name="Promise this").click()
    expect(wes.get_by_role("heading", name="Promised")).to_be_visible()
    expect(wes.locator("[lang=es]").first).to_be_visible()
    seen(imani.get_by_role("link", name=re.compile("Marisol T.")).first)
    wes.get_by_role("link", name="Hoja para llevar").click()
    expect(wes.get_by_text("988 y oprima 2")).to_be_visible()
    expect(wes.locator("body")).not_to_contain_text("Sleep")


def test_nobody_answers_while_the_client_can_wait(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    ask(wes, "Marisol", "Sleep")
    choose(wes, "2 minutes")
    wes.get_by_role("button", name="Ring Imani").click()
    seen(imani.get_by_role("button", name="Accept, I’m coming"))
    clinic.clock(imani, "10 minutes")
    expect(wes.get_by_text("The time Marisol T. could wait was over")).to_be_visible(timeout=SOON)
    expect(imani.get_by_role("button", name="Accept, I’m coming")).to_have_count(0)


def test_an_urgent_need_waits_only_with_a_supervisors_name(clinic: Clinic) -> None:
    wes = clinic.arrive("Dr. Wes Halvorsen")
    ask(wes, "Marisol", "Sleep", urgency="Urgent")
    wes.get_by_role("link", name="Promise a follow-up contact").click()
    choose(wes, "Imani Castellane")
    choose(wes, "A call")
    choose(wes, "Nobody was free")
    wes.get_by_role("button", name="Promise this").click()
    expect(wes.get_by_text("only with a supervisor’s name")).to_be_visible()
    wes.get_by_role("group", name="Which supervisor").locator(
        "label.tile", has_text="Marguerite Achebe"
    ).click()
    wes.get_by_role("button", name="Promise this").click()
    expect(wes.get_by_role("heading", name="Promised")).to_be_visible()


def test_no_is_a_good_answer_and_nothing_is_sent(clinic: Clinic) -> None:
    wes, imani = clinic.arrive("Dr. Wes Halvorsen"), clinic.arrive("Imani Castellane")
    ask(wes, "Marisol", "Sleep", answer="Not today")
    expect(wes.get_by_role("heading", name="Marisol T. said not today")).to_be_visible()
    expect(imani.get_by_text("Marisol")).to_have_count(0)


def test_in_an_emergency_the_procedure_comes_first(clinic: Clinic) -> None:
    wes = clinic.arrive("Dr. Wes Halvorsen")
    search(wes, "Marisol")
    wes.get_by_role("link", name=re.compile("^Introduce Marisol")).click()
    choose(wes, "Emergency")
    expect(wes.get_by_role("link", name="911")).to_be_visible()
    expect(wes.get_by_text("Page the clinician in charge")).to_be_visible()
    expect(wes.get_by_text("What would help?")).to_be_hidden()
    choose(wes, "We are safe, go on")
    expect(wes.get_by_text("What would help?")).to_be_visible()


def test_who_has_died_cannot_be_introduced(clinic: Clinic) -> None:
    wes = clinic.arrive("Dr. Wes Halvorsen")
    search(wes, "Harold")
    expect(wes.get_by_text("Has died. No introduction can start.")).to_be_visible()
