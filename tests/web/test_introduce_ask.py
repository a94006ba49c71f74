"""Choosing a client and asking them."""

import re

import pytest
from django.utils.html import escape

from handclasp.clients.models import Client
from handclasp.directory.models import Membership
from handclasp.handoffs.models import Handoff
from tests import cast
from tests.web.introducing import as_, asked, now, open_clinic

pytestmark = pytest.mark.usefixtures("clinic")


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def ask_url(key: str = "marisol") -> str:
    return f"/introduce/{cast.client(key)}/"


def search(key: str, words: str) -> str:
    browser = as_(key)
    return browser.get(browser.post("/introduce/", {"q": words})["Location"]).content.decode()


def test_the_name_that_is_searched_for_stands_in_no_address() -> None:
    wes = as_("wes")
    found = wes.post("/introduce/", {"q": "Ana-Lucía"})
    assert found.status_code == 303
    assert "ana" not in found["Location"].lower()
    page = wes.get(found["Location"]).content.decode()
    assert "Ana-Lucía P." in page
    assert 'value="Ana-Lucía"' in page, "Back and Reload show the search again"


def test_the_address_of_a_search_shows_others_nothing() -> None:
    address = as_("wes").post("/introduce/", {"q": "Ana-Lucía"})["Location"]
    page = as_("imani").get(address).content.decode()
    assert "Added last" in page
    assert 'value="Ana' not in page
    assert "Added last" in as_("wes").get(address[:-4] + "AAAA").content.decode()


def test_an_empty_search_is_the_page_itself() -> None:
    assert as_("wes").post("/introduce/", {"q": "  "})["Location"] == "/introduce/"


def test_a_client_is_found_by_part_of_the_name_whatever_the_accents() -> None:
    page = search("wes", "ana-luc")
    assert "Ana-Lucía P." in page
    assert "Kofi" not in page


def test_a_search_that_finds_nobody_says_what_to_try() -> None:
    assert "search by date of birth" in search("wes", "Zebediah")


def test_a_client_who_died_is_listed_and_cannot_be_chosen() -> None:
    Client.objects.filter(pk=cast.client("kofi")).update(is_deceased=True)
    browser = as_("wes")
    assert "Has died" in search("wes", "kofi")
    assert "This client has died" in browser.get(ask_url("kofi")).content.decode()
    assert browser.post(ask_url("kofi"), asked("kofi")).status_code == 409
    assert not Handoff.objects.exists()


def test_urgency_comes_before_everything_and_an_emergency_shows_the_sites_own_steps() -> None:
    page = as_("wes").get(ask_url()).content.decode()
    assert page.index("How pressing is it?") < page.index("What would help?")
    assert page.index("tel:911") < page.index("tel:988") < page.index("Press the red button")
    assert "We are safe, go on" in page


def test_an_emergency_goes_on_only_after_everybody_is_safe() -> None:
    browser = as_("wes")
    answer = browser.post(ask_url(), asked(urgency="emergency"))
    assert answer.status_code == 422
    assert "emergency steps first" in answer.content.decode()
    assert browser.post(ask_url(), asked(urgency="emergency", safe="1")).status_code == 303


def test_a_yes_leads_to_whoever_can_come() -> None:
    answer = as_("wes").post(ask_url(), asked())
    handoff = cast.of("marisol")
    assert (answer.status_code, answer["Location"]) == (303, f"/handoffs/{handoff.pk}/introduce/")
    assert (handoff.state, handoff.place) == ("seeking", "Exam room 4")


@pytest.mark.parametrize(("answer", "words"), [("no", "good answer"), ("not_now", "another day")])
def test_a_no_is_a_good_answer_and_nothing_is_sent(answer: str, words: str) -> None:
    browser = as_("wes")
    sent = browser.post(ask_url(), asked(answer=answer))
    page = browser.get(sent["Location"]).content.decode()
    assert words in page
    assert "nothing was sent anywhere" in page.lower()


@pytest.mark.parametrize("answer", ["no", "not_now"])
def test_a_no_that_nobody_hears_of_is_no_way_to_a_phone_number(answer: str) -> None:
    Client.objects.filter(pk=cast.client("marisol")).update(
        phone="541-555-0199", reach_note="Never on Fridays"
    )
    wes = as_("wes")
    wes.post(ask_url(), asked(answer=answer))
    page = wes.get(f"/handoffs/{Handoff.objects.get().pk}/").content.decode()
    assert "Marisol" in page
    assert "0199" not in page
    assert "Fridays" not in page


def test_the_words_hold_the_need_and_follow_the_clients_language() -> None:
    Client.objects.filter(pk=cast.client("marisol")).update(languages=["es-MX", "en"])
    said = as_("wes").get(f"{ask_url()}words/", {"need": cast.need(), "setting": "phone"}).content.decode()
    assert "<mark>stress and worry</mark>" in said
    assert "<mark>el estrés y las preocupaciones</mark>" in said
    assert "call us right now" in said
    assert 'value="es" checked' in said


def test_there_are_three_tones_to_say_it_in() -> None:
    browser = as_("wes")
    plain, warm, brief = (
        browser.get(f"{ask_url()}words/", {"tone": tone}).content.decode()
        for tone in ("plain", "warm", "brief")
    )
    assert "Shall I ask?" in plain
    assert "carry this by yourself" in warm
    assert "May I ask them to come?" in brief


def test_a_no_too_records_in_which_tone_it_was_asked() -> None:
    as_("wes").post(ask_url(), asked(answer="no", tone="warm", tone_read="warm"))
    assert Handoff.objects.get().words_tone == "warm"


def test_an_open_handoff_for_a_need_is_said_and_linked_before_anybody_asks() -> None:
    handoff = cast.said_yes()
    page = as_("wes").get(ask_url()).content.decode()
    assert "already open" in page
    assert f"/handoffs/{handoff.pk}/" in page
    again = as_("wes").post(ask_url(), asked())
    assert again.status_code == 409
    assert "already has an open handoff" in again.content.decode()


def test_what_was_typed_stays_when_something_is_missing() -> None:
    answer = as_("wes").post(ask_url(), asked(need="", place="Room <7> 🙂"))
    assert answer.status_code == 422
    assert escape("Room <7> 🙂") in answer.content.decode()
    assert "Choose what would help." in answer.content.decode()


def test_room_and_program_are_remembered_in_this_browser() -> None:
    browser = as_("wes")
    browser.post(ask_url(), asked(place="Exam room 9"))
    assert "Exam room 9" in browser.get(ask_url("kofi")).content.decode()


def test_how_one_client_wants_to_meet_says_nothing_about_the_next() -> None:
    browser = as_("wes")
    assert browser.post(ask_url(), asked(setting="phone")).status_code == 303
    chosen = re.findall(
        r'name="setting" value="(\w+)"[^>]* checked', browser.get(ask_url("kofi")).content.decode()
    )
    assert chosen == ["in_person"]


@pytest.mark.parametrize(
    "changes",
    [
        {"need": "999999"}, {"need": "x"}, {"need": "9" * 40}, {"urgency": "very"}, {"language": "xx"},
        {"program": "999999"}, {"place": "x" * 10_000}, {"answer": "maybe"}, {"setting": ""},
    ],
)  # fmt: skip
def test_what_nobody_can_mean_gets_a_sentence(changes: dict[str, str]) -> None:
    answer = as_("wes").post(ask_url(), asked(**changes))
    assert answer.status_code in {409, 422}
    assert "alert" in answer.content.decode()
    assert not Handoff.objects.exists()


def test_nobody_sees_a_client_of_another_organization() -> None:
    lena = as_("lena")
    assert lena.get(ask_url()).status_code == 404
    assert lena.post(ask_url(), asked()).status_code in {404, 409, 422}
    assert lena.get(f"{ask_url()}words/").status_code == 404
    assert as_("wes").get("/introduce/999999/").status_code == 404


@pytest.mark.parametrize(("language", "crisis"), [("en", "Call or text 988"), ("es", "oprima 2")])
def test_the_leaflet_carries_a_phone_that_a_person_answers_and_988(language: str, crisis: str) -> None:
    page = as_("wes").get(f"/introduce/leaflet/{language}/").content.decode()
    assert "541-555-0100" in page
    assert crisis in page
    assert f'lang="{language}"' in page


def test_the_front_desk_finds_what_is_open_and_introduces_nobody() -> None:
    Membership.objects.filter(staff=cast.staff("bea")).update(role=Membership.FRONT_DESK)
    handoff = cast.said_yes("ana", now())
    desk = as_("bea")
    found = search("bea", "ana")
    assert f'href="/handoffs/{handoff.pk}/"' in found
    assert "Find a client" in found
    assert f'href="/introduce/{cast.client("ana")}/"' not in found
    assert desk.get(f"/introduce/{cast.client('ana')}/").status_code == 404
    assert desk.get(f"/handoffs/{handoff.pk}/").status_code == 200
