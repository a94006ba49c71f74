"""How they meet who are not in one room: on everybody's page before they meet, and on the client's card."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handclasp.directory.models import Office, Organization, Staff
from handclasp.domain.meeting_words import CHECKLIST, FAILURES
from handclasp.handoffs.commands import calling, video
from handclasp.handoffs.commands.meeting import end_introduction, mark_arrived, mark_everyone_present
from handclasp.handoffs.models import Handoff, Meeting
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.by_video import (
    DESK,
    DIAL_IN,
    LINK,
    OWN_LINK,
    PATTERN,
    by_way,
    meeting,
    with_a_link,
    with_a_platform,
)
from tests.web.introducing import as_, open_clinic

pytestmark = pytest.mark.usefixtures("clinic")
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def coming(setting: str = "hybrid", language: str = "en") -> Handoff:
    """Return a handoff to which Imani is on the way right now."""
    handoff = cast.said_yes("marisol", now(), setting=setting, place="Exam room 4", language=language)
    calling.start_call(cast.actor("wes"), handoff.pk, 5, now(), [cast.staff("imani")])
    return calling.accept_ring(cast.actor("imani"), cast.ring_of(handoff, "imani").pk, now())


def by_video(setting: str = "hybrid") -> Handoff:
    with_a_platform()
    return coming(setting)


def part(handoff: Handoff, key: str, here: str = "tier") -> str:
    url = f"/handoffs/{handoff.pk}/meeting/?here={here}"
    return as_(key).get(url, headers=FRAGMENT).content.decode()


def press(handoff: Handoff, what: str, key: str = "wes", **sent: str) -> object:
    return as_(key).post(f"/handoffs/{handoff.pk}/meeting/{what}/", sent, headers=FRAGMENT)


def test_sender_and_receiver_read_the_same_link_number_and_contact() -> None:
    handoff = by_video()
    link = meeting(handoff).link
    for key, words, where in (
        ("wes", "Imani Castellane, LPC joins by video", "tablet"),
        ("imani", "You meet by video", "screen"),
    ):
        page = part(handoff, key)
        assert words in page
        assert f'href="{link}" target="_blank" rel="noopener noreferrer">Open it on this {where}' in page
        assert 'href="tel:+13125550100">312 555 0100, 48 15#' in page
        assert f'href="tel:{DESK}">312-555-0199' in page
        assert "The front desk" in page


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("/handoffs/{}/introduce/", "wes"),
        ("/handoffs/{}/together/", "wes"),
        ("/handoffs/{}/", "wes"),
        ("/rings/", "imani"),
    ],
)
def test_every_page_of_the_two_leaves_room_for_it(url: str, key: str) -> None:
    handoff = by_video()
    page = as_(key).get(url.format(handoff.pk)).content.decode()
    assert re.search(rf'data-live-url="/handoffs/{handoff.pk}/meeting/\?here=\w+" data-live-now', page)


def test_who_is_in_another_building_is_never_told_to_walk() -> None:
    with_a_platform()
    handoff = cast.said_yes("marisol", now(), setting="in_person", place="Exam room 4")
    calling.start_call(cast.actor("wes"), handoff.pk, 5, now(), [cast.staff("imani")])
    by_way(handoff, "imani", "video")
    rings = as_("imani").get("/rings/").content.decode()
    assert "asks you to join by video" in rings
    assert "On the tablet in the room: Exam room 4" in rings
    assert "Accept, I’ll join by video" in rings
    calling.accept_ring(cast.actor("imani"), cast.ring_of(handoff, "imani").pk, now())
    assert "You meet by video." in as_("imani").get("/rings/").content.decode()
    assert "On the tablet" not in part(handoff, "imani", "going")
    going = as_("imani").get("/rings/").content.decode()
    assert "By video, Exam room 4" in going
    assert "On the tablet" not in going
    today = as_("imani").get("/").content.decode()
    assert "Join them by video by" in today
    assert "Join them by video now" in today
    assert "Go to them" not in today
    assert "Imani Castellane joins by video by" in as_("wes").get("/").content.decode()
    mark_arrived(cast.actor("imani"), handoff.pk, now())
    today = as_("imani").get("/").content.decode()
    assert "You have joined them" in today
    assert "Join them by video" not in today
    assert "Imani Castellane has joined" in as_("wes").get("/").content.decode()


def test_who_walks_in_reads_nothing_of_it() -> None:
    with_a_platform()
    assert "meet-by" not in part(coming("in_person"), "imani")


def test_when_the_introduction_is_over_the_link_is_gone() -> None:
    handoff = by_video()
    link = meeting(handoff).link
    mark_everyone_present(cast.actor("imani"), handoff.pk, now())
    assert link in part(handoff, "wes")
    end_introduction(cast.actor("wes"), handoff.pk, now())
    assert link not in part(handoff, "wes")


def test_only_those_who_see_the_place_see_the_link() -> None:
    handoff = by_video()
    url = f"/handoffs/{handoff.pk}/meeting/"
    for person in Staff.objects.filter(organization__name="Lakeside Recovery"):
        assert as_(person.source_id).get(url).status_code == 404
    bea = as_("bea").get(url).content.decode()
    assert meeting(handoff).link in bea
    assert "change to phone" not in bea
    assert press(handoff, "phone", "bea", reason="other").status_code == 409  # type: ignore[attr-defined]


def test_one_press_changes_to_the_phone_for_both() -> None:
    handoff = by_video()
    with_a_link("imani", "", phone="+13125550142")
    answer = press(handoff, "phone", "imani", reason="no_sound", here="going")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert f'id="meeting-going-{handoff.pk}"' in page
    wes = part(handoff, "wes")
    for shown in (page, wes):
        assert "Video did not work: there was no sound. Imani C. changed to the phone" in shown
        assert "312-555-0142" in shown
        assert "meet.example.org" not in shown
    assert 'href="tel:+13125550142">312-555-0142' in wes
    assert "They call you on" in page
    assert "tel:+13125550142" not in page  # nobody calls themself
    history = as_("wes").get(f"/handoffs/{handoff.pk}/").content.decode()
    assert "changed to the phone: there was no sound" in history
    assert "They meet by phone" in history


def test_each_reason_is_a_press_and_none_is_chosen_for_anybody() -> None:
    page = part(by_video(), "wes")
    assert "What did not work?" in page
    pressed = re.findall(r'<button class="btn" name="reason" value="(\w+)">([^<]+)', page)
    assert pressed == list(FAILURES.items())
    assert pressed[-1] == ("other", "Something else")
    assert "<select" not in page


def test_something_else_reads_as_a_sentence() -> None:
    handoff = by_video()
    press(handoff, "phone", reason="other")
    assert "Video did not work. Wes H. changed to the phone" in part(handoff, "imani")
    history = as_("wes").get(f"/handoffs/{handoff.pk}/").content.decode()
    assert "changed to the phone: video did not work" in history


def test_and_back_to_video_where_there_is_a_link() -> None:
    handoff = by_video()
    press(handoff, "phone", reason="link")
    assert "Try video again" in part(handoff, "wes")
    answer = press(handoff, "video")
    assert "Open it on this tablet" in answer.content.decode()  # type: ignore[attr-defined]


def test_without_a_script_a_press_leads_back_to_the_page() -> None:
    handoff = by_video()
    url = f"/handoffs/{handoff.pk}/meeting/"
    answer = as_("wes").post(f"{url}phone/", {"reason": "network"})
    assert (answer.status_code, answer.headers["Location"]) == (303, url)
    page = as_("wes").get(url).content.decode()
    assert "<h1>How you meet" in page
    assert "the connection broke off" in page


def test_without_any_link_it_says_what_to_do() -> None:
    page = part(coming("phone"), "wes")
    assert "By phone" in page
    assert "There is no video link for the two of you" in page
    assert "Use another link, only this time" in page


@pytest.mark.parametrize(
    ("what", "sent", "status", "words"),
    [
        ("link", {"link": "http://video.example.org/x"}, 409, "begins with https://"),
        ("link", {"link": ""}, 422, "Paste the link here first."),
        ("link", {"link": LINK, "dial_in": "no number"}, 409, "no phone number in that"),
        ("link", {"link": "x" * 501}, 422, "longer than fits"),
        ("contact", {"name": "Bea", "phone": "12"}, 409, "no phone number we can dial"),
        ("phone", {"reason": "boredom"}, 422, "Choose one of the answers shown."),
        ("phone", {}, 422, "Choose one of the answers shown."),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(
    what: str, sent: dict[str, str], status: int, words: str
) -> None:
    answer = press(by_video(), what, **sent)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert words in page
    assert all(text in page for text in sent.values() if what != "phone")


def test_a_pasted_link_and_somebody_else_to_call_reach_everybody() -> None:
    handoff = coming("phone")
    press(handoff, "link", "wes", link=LINK, dial_in=DIAL_IN)
    press(handoff, "contact", "wes", name="Bea Fontaine", phone="312 555 0188")
    page = part(handoff, "imani")
    assert LINK in page
    assert "Bea Fontaine" in page
    assert "312-555-0188" in page


@pytest.mark.parametrize("setting", ["hybrid", "video", "phone"])
@pytest.mark.parametrize(
    ("language", "words", "crisis"),
    [("en", "How you meet", "Call or text 988"), ("es", "Así se van a conocer", "Llame al 988 y oprima 2")],
)
def test_the_clients_card_says_how_and_who_answers_and_names_no_service(
    setting: str, language: str, words: str, crisis: str
) -> None:
    handoff = by_video(setting)
    page = as_("wes").get(f"/handoffs/{handoff.pk}/meeting/{language}/").content.decode()
    assert f'lang="{language}"' in page
    for expected in (words, crisis, "Imani Castellane", "312-555-0199"):
        assert expected in page
    assert ("meet.example.org" in page) == (setting != "phone")
    assert any(word in page for word in ("picture", "imagen")) == (setting != "phone")
    for hidden in ("Counseling", "Family clinic", handoff.need.name_en, handoff.need.name_es, "Marisol"):
        assert hidden not in page


def test_there_is_no_card_where_nobody_meets_apart() -> None:
    with_a_platform()
    handoff = coming("in_person")
    for language in ("en", "es", "fr"):
        assert as_("wes").get(f"/handoffs/{handoff.pk}/meeting/{language}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_meetings() -> None:
    handoff = by_video()
    browser, url = as_("wes"), f"/handoffs/{handoff.pk}/meeting/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            browser.get(url)
        return len(found)

    queries()
    few = queries()
    for _ in range(4):
        video.change_to_phone(cast.actor("wes"), handoff.pk, "link", now())
        video.back_to_video(cast.actor("wes"), handoff.pk, now())
    assert Meeting.objects.count() == 9
    assert queries() == few


def test_the_ask_page_offers_video_only_where_somebody_can_be_met_so() -> None:
    url = f"/introduce/{cast.client('marisol')}/"
    page = as_("wes").get(f"{url}?setting=video").content.decode()
    assert "By video is not set up here yet" in page
    assert 'name="setting" value="video"' not in page
    assert 'name="setting" value="in_person" checked' in page
    with_a_link("imani")
    page = as_("wes").get(url).content.decode()
    assert "By video is not set up here yet" not in page
    assert 'name="setting" value="hybrid"' in page


def admin() -> Client:
    Office.objects.get_or_create(staff_id=cast.staff("dana"), role="admin")
    return as_("dana")


def test_an_administrator_looks_at_a_link_before_keeping_its_pattern() -> None:
    sent = {"platform": "jitsi", "pattern": PATTERN, "dial_in": DIAL_IN}
    page = admin().post("/people/meetings/", sent | {"do": "preview"}).content.decode()
    assert re.search(r'href="https://meet\.example\.org/[a-z2-7]{26}"', page)
    assert Organization.objects.get(name="Cedar Row Health").meeting_platform == ""
    for bad in (
        "https://x.example/{foo}/{room}",
        "http://x.example/{room}",
        "javascript:{room}",
        "https://x.example/us",
    ):
        refused = {
            what: admin().post("/people/meetings/", sent | {"pattern": bad, "do": what})
            for what in ("preview", "save")
        }
        said = [re.findall(r'role="alert"><p>(.*?)</p>', one.content.decode()) for one in refused.values()]
        assert [one.status_code for one in refused.values()] == [409, 409]
        assert said[0] == said[1] != []
        assert "No pattern: people meet" not in refused["preview"].content.decode()
    assert admin().post("/people/meetings/", sent | {"do": "save"}).status_code == 302
    assert Organization.objects.get(name="Cedar Row Health").meeting_pattern == PATTERN
    assert "meet.example.org" in admin().get("/people/meetings/").content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"platform": "jitsi", "pattern": "https://meet.example.org/us"}, 409, "Put {room} where"),
        ({"platform": "teams", "pattern": "https://teams.microsoft.com/meet/{room}"}, 409, "leads nowhere"),
        ({"platform": "own", "pattern": ""}, 422, "Choose one of the answers shown."),
        ({"platform": "jitsi", "pattern": "x" * 401}, 422, "longer than fits"),
        ({"platform": "jitsi", "dial_in": "ring us"}, 409, "no phone number in that"),
    ],
)
def test_a_pattern_that_leads_nowhere_is_said_and_kept_in_its_field(
    sent: dict[str, str], status: int, words: str
) -> None:
    answer = admin().post("/people/meetings/", sent)
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert f'value="{sent.get("pattern", "")}"' in page


def test_nobody_else_finds_the_page_of_the_platform() -> None:
    assert as_("wes").get("/people/meetings/").status_code == 404


def test_everybody_keeps_a_link_and_records_how_it_went_for_their_supervisor() -> None:
    imani = as_("imani")
    imani.post("/people/link/", {"link": OWN_LINK, "dial_in": DIAL_IN})
    page = imani.get("/people/link/").content.decode()
    assert f'href="{OWN_LINK}"' in page
    assert "Kept, as a link of Zoom." in page
    said = {f"check-{code}": "worked" for code in CHECKLIST} | {"check-sound": "failed"}
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}
    imani.post("/people/link/tried/", said, headers=agent)
    page = as_("dana").get(f"/people/{cast.staff('imani')}/").content.decode()
    assert "with Firefox on Windows." in page
    assert "<b>Did not work: “I hear others”.</b>" in page
    assert OWN_LINK not in page


def test_what_was_not_tried_is_not_held_against_anybody() -> None:
    answer = as_("imani").post("/people/link/tried/", {"check-opens": "worked", "check-sound": ""})
    assert answer.status_code == 302
    page = as_("dana").get(f"/people/{cast.staff('imani')}/").content.decode()
    assert "What was tried worked. Not tried yet: “The camera shows me”" in page
    assert "Did not work" not in page
    assert "Everything worked" not in page


def test_a_form_in_which_nothing_is_said_records_no_try() -> None:
    answer = as_("imani").post("/people/link/tried/", {"check-sound": ""})
    assert answer.status_code == 422
    assert "Say of one point at least whether it worked." in answer.content.decode()
    assert Staff.objects.get(pk=cast.staff("imani")).link_checked_at is None


def test_a_link_that_is_none_is_kept_in_its_field() -> None:
    answer = as_("imani").post("/people/link/", {"link": "meet.example.org/x", "dial_in": ""})
    assert answer.status_code == 409
    assert 'value="meet.example.org/x"' in answer.content.decode()
    answer = as_("imani").post("/people/link/tried/", {"check-opens": "perhaps", "check-sound": "failed"})
    assert answer.status_code == 422
    assert 'name="check-sound" value="failed" checked' in answer.content.decode()


def test_only_the_page_that_tries_may_ask_for_camera_and_microphone() -> None:
    browser = as_("imani")
    assert "camera=(self)" in browser.get("/people/link/").headers["Permissions-Policy"]
    for url in ("/", "/people/", f"/people/{cast.staff('imani')}/"):
        assert "camera=()" in browser.get(url).headers["Permissions-Policy"]
