"""A room's tablet: it knows its room by a token of its own, and shows a pause there and nothing else."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from handclasp.availability.commands import sessions, tablets, waiting
from handclasp.availability.commands.tablets import disconnect, offer_code, redeem_code
from handclasp.availability.models import Pause, RoomTablet, Session
from handclasp.domain.etiquette_words import QUESTIONS
from handclasp.platform.clock import wall_now as now
from handclasp.web.tablet.cookie import NAME
from handclasp.web.tablet.pages import _filled
from handclasp.web.tablet.words import WORDS
from tests import cast, in_session
from tests.cast import MINUTE, actor, refused
from tests.in_session import ROOM, called_out, pause_of, session_of
from tests.web.introducing import as_, open_clinic
from tests.web.tablets import press

pytestmark = pytest.mark.usefixtures("clinic")
SOMEBODY = ("Imani", "Marisol", "Wes", "Halvorsen", "session")


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def device(token: str = "") -> Client:
    """Return the tablet's browser; without a token, one that is nobody's."""
    browser = Client()
    if token:
        browser.cookies[NAME] = token
    return browser


def tablet(room: str = ROOM) -> Client:
    return device(in_session.a_tablet(room, now=now()))


def words(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def body(answer: object) -> str:
    return words(answer).partition("<main")[2]


def plain(answer: object) -> str:
    """Return the words of a page without its marks."""
    return re.sub(r"</?\w[^>]*>", "", words(answer))


def state(browser: Client) -> str:
    return str(browser.get("/tablet/now/").json()["state"])


def test_both_languages_say_the_same_things() -> None:
    assert set(WORDS["en"]) == set(WORDS["es"])


def test_a_code_connects_one_tablet_once() -> None:
    offered = offer_code(actor("bea"), in_session.main_street(), ROOM, now())
    one = device()
    answer = one.post("/tablet/connect/", {"code": offered.code.lower().replace("-", " ")})
    assert answer.status_code == 302
    cookie = answer.cookies[NAME]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/tablet/", "Lax")
    assert cookie.value not in str(RoomTablet.objects.values())
    assert "This screen is quiet" in words(one.get("/tablet/"))
    again = device().post("/tablet/connect/", {"code": offered.code})
    assert again.status_code == 422
    assert "This code opens nothing." in words(again)


def test_a_mistyped_code_stays_in_its_field_to_be_looked_at_once_more() -> None:
    offered = offer_code(actor("bea"), in_session.main_street(), ROOM, now())
    one, typed = device(), f"{offered.code[:-1]}{'A' if offered.code[-1] != 'A' else 'B'}"
    page = words(one.post("/tablet/connect/", {"code": typed}))
    assert "Look at it once more, letter by letter" in page
    assert "If it was right, ask a colleague for a new one" in page
    assert f'name="code" value="{typed}"' in page
    assert one.post("/tablet/connect/", {"code": offered.code}).status_code == 302
    hostile = words(one.post("/tablet/connect/", {"code": '"><b>' * 20}))
    assert "<b>" not in hostile.partition("<form")[2]


def test_a_code_lasts_ten_minutes() -> None:
    offered = offer_code(actor("bea"), in_session.main_street(), ROOM, now() - 10 * MINUTE)
    with refused("tablet_code_over"):
        redeem_code(offered.code, now())
    with refused("room_missing"):
        offer_code(actor("bea"), in_session.main_street(), "  ", now())
    with refused("not_found"):
        offer_code(actor("lena"), in_session.main_street(), ROOM, now())


def test_a_code_that_a_colleague_took_back_opens_nothing() -> None:
    offered = offer_code(actor("bea"), in_session.main_street(), ROOM, now())
    disconnect(actor("bea"), offered.tablet_id, now())
    with refused("tablet_code_over"):
        redeem_code(offered.code, now())


def test_guessing_codes_is_stopped() -> None:
    browser = device()
    tried = [browser.post("/tablet/connect/", {"code": f"AAAA-{n:04}"}).status_code for n in range(25)]
    assert tried[:20] == [422] * 20
    assert tried[-1] == 429


def test_connecting_this_very_device_signs_the_colleague_out() -> None:
    browser = as_("bea")
    answer = browser.post("/tablets/connect/", {"site": in_session.main_street(), "room": ROOM})
    assert answer.status_code == 302
    assert "This screen is quiet" in words(browser.get("/tablet/"))
    assert browser.get("/").status_code == 302
    assert "/accounts/login/" in browser.get("/").headers["Location"]


def test_the_quiet_page_says_nothing_about_anybody() -> None:
    room = tablet()
    empty = body(room.get("/tablet/"))
    in_session.interruptible("imani", now())
    assert body(room.get("/tablet/")) == empty
    assert [name for name in SOMEBODY if name in empty] == []
    assert state(room) == "idle"


def test_during_a_pause_it_says_who_is_back_when_and_that_nothing_is_lost() -> None:
    room = tablet()
    called_out("imani", now=now() - 2 * MINUTE)
    page = body(room.get("/tablet/"))
    assert "Imani is back by" in page
    assert "meeting someone for the first time" in page
    assert "You lose nothing" in page
    assert "About 8 minutes more" in page
    assert "Ask Imani to come back" in page
    assert "988" in page
    assert "541-555-0100" in page
    assert "Marisol" not in page
    assert "Counseling" not in page


def test_it_speaks_the_language_of_the_session_and_either_on_request() -> None:
    room = tablet()
    in_session.interruptible("imani", now() - 10 * MINUTE, language="es")
    called_out("imani", now=now())
    page = words(room.get("/tablet/"))
    assert re.search(r"Imani vuelve a más tardar a las? \d+:\d\d [ap]\. m\.", page)
    assert "m.." not in page
    assert '<html lang="es">' in words(room.get("/tablet/"))
    assert "Imani is back by" in words(room.get("/tablet/?lang=en"))
    assert "Imani vuelve" in words(room.get("/tablet/?lang=tlh"))


def test_after_ten_minutes_it_says_so_kindly() -> None:
    room = tablet()
    called_out("imani", now=now() - 12 * MINUTE)
    page = words(room.get("/tablet/"))
    assert "Imani is back any moment" in page
    assert "a little longer than ten minutes" in page


def test_asking_back_calls_her_until_she_is_there_and_gives_the_way_back_too() -> None:
    room = tablet()
    called_out("imani", now=now() - 4 * MINUTE)
    before = state(room)
    press(room, "back", lang="es")
    called = pause_of("imani").called_at
    assert called is not None
    assert pause_of("imani").ended_at is None
    assert state(room) != before
    assert "Ya avisamos a Imani" in words(room.get("/tablet/?lang=es"))
    press(room, "back")
    assert pause_of("imani").called_at == called
    assert "Imani was called, and is coming straight back" in words(room.get("/tablet/?lang=en"))
    sessions.come_back(actor("imani"), called + 2 * MINUTE)
    assert pause_of("imani").ended_by == Pause.CLIENT
    assert session_of("imani").given_back >= 6 * MINUTE


def test_the_tablet_speaks_spanish_times_with_one_article() -> None:
    chicago = ZoneInfo("America/Chicago")
    with timezone.override(chicago):
        for hour, said in ((1, "hoy termina a la 1:35 p. m. en vez de la 1:25 p. m."),
                           (2, "hoy termina a las 2:35 p. m. en vez de las 2:25 p. m.")):  # fmt: skip
            at = datetime(2026, 11, 20, 12 + hour, 5, tzinfo=chicago)
            session = Session(pk=1, staff=cast.Staff(given="Imani"), ends_at=at + 20 * MINUTE, language="es")
            pause = Pause(session=session, began_at=at, back_by=at + 10 * MINUTE)
            filled = _filled(WORDS["es"], pause, at, "es")
            assert said in filled["lose"]
            assert [text for text in filled.values() if re.search("a las? las?|m\\.\\.", text)] == []


def test_changing_ones_mind_calls_back_too_and_keeps_the_session_undisturbed() -> None:
    room = tablet()
    called_out("imani", now=now())
    assert "No pause any more?" in words(room.get("/tablet/mind/"))
    press(room, "mind")
    assert session_of("imani").withdrawn_at is not None
    assert (pause_of("imani").called_at is not None, pause_of("imani").ended_at) == (True, None)


def test_without_a_session_the_answer_is_the_same() -> None:
    room = tablet()
    quiet = press(room, "mind")
    in_session.interruptible("imani", now())
    busy = press(room, "mind")
    assert (quiet.status_code, quiet.headers["Location"]) == (busy.status_code, busy.headers["Location"])
    assert session_of("imani").withdrawn_at is not None


def test_the_quiet_page_promises_nothing_that_it_cannot_know() -> None:
    room = tablet()
    said = body(room.get(press(room, "mind").headers["Location"]))
    assert "Please tell your clinician too." in said
    in_session.in_session("imani", now=now(), agreed=None)
    assert body(room.get(press(room, "mind").headers["Location"])) == said
    page = words(as_("imani").get("/session/"))
    assert "Your client said on the room’s tablet that they want no pause." in page
    assert "A short pause is fine now" not in page


def test_a_note_leaves_the_tablet_only_when_it_is_shown() -> None:
    room = tablet()
    called_out("imani", now=now())
    answer = press(room, "show", note="My sister called.")
    assert "My sister" not in words(room.get(answer.headers["Location"]))
    assert "Imani sees it when you go on" in words(room.get(answer.headers["Location"]))
    empty = press(room, "show", note="  ")
    assert "nothing was shown" in words(room.get(empty.headers["Location"]))
    long = press(room, "show", note="x" * 2001)
    assert long.status_code == 422
    assert "x" * 2001 in words(long)


def test_afterwards_it_is_quiet_again() -> None:
    room = tablet()
    called_out("imani", now=now() - 5 * MINUTE)
    sessions.come_back(actor("imani"), now() - 3 * MINUTE)
    assert "This screen is quiet" in words(room.get("/tablet/"))
    press(room, "show", note="too late")
    assert "too late" not in words(as_("imani").get("/session/"))


def test_another_room_another_token_and_no_token_show_nothing() -> None:
    next_door, mine = tablet("Office 3"), in_session.a_tablet(now=now())
    called_out("imani", now=now())
    for browser in (next_door, device(), device("x" * 43), device(f"{mine[:-1]}~"), device("\u00e9")):
        page = body(browser.get("/tablet/"))
        assert [name for name in ("Imani", "Marisol") if name in page] == []
        for path in ("back", "mind", "show"):
            assert press(browser, path, note="hello").status_code == 302
        assert state(browser) in {"idle", "over"}
    assert pause_of("imani").ended_at is None
    assert session_of("imani").withdrawn_at is None


def test_a_disconnected_tablet_shows_nothing_from_that_moment() -> None:
    token = in_session.a_tablet(now=now())
    called_out("imani", now=now())
    number = RoomTablet.objects.get().pk
    assert "Imani" in words(device(token).get("/tablet/"))
    with refused("not_your_tablet"):
        tablets.disconnect(actor("tomas"), number, now())
    assert as_("tomas").post(f"/tablets/{number}/disconnect/").status_code == 409
    assert as_("lena").post(f"/tablets/{number}/disconnect/").status_code == 404
    as_("dana").post(f"/tablets/{number}/disconnect/")
    assert "Imani" not in words(device(token).get("/tablet/"))
    with refused("tablet_over"):
        waiting.call_back(token, now())
    device(token).post("/tablet/back/")
    assert pause_of("imani").ended_at is None


def test_a_client_before_a_tablet_that_was_just_disconnected_finds_a_number_and_no_form_for_staff() -> None:
    token = in_session.a_tablet(now=now())
    called_out("imani", now=now())
    tablets.disconnect(actor("dana"), RoomTablet.objects.get().pk, now())
    page = body(device(token).get("/tablet/"))
    assert "This screen is switched off" in page
    assert "541-555-0100" in page
    assert "988" in page
    assert [name for name in SOMEBODY if name in page] == []
    assert "Connect this tablet to a room" not in page
    assert "Esta pantalla" in body(device(token).get("/tablet/?lang=es"))
    assert state(device(token)) == "over"
    RoomTablet.objects.update(revoked_at=now() - 16 * MINUTE)
    assert "Connect this tablet to a room" in body(device(token).get("/tablet/"))


def test_the_list_of_tablets_is_the_organizations() -> None:
    in_session.a_tablet(now=now())
    assert ROOM in words(as_("bea").get("/tablets/"))
    assert "Connected" in words(as_("dana").get("/tablets/"))
    assert f"<b><bdi>{ROOM}" not in words(as_("lena").get("/tablets/"))


def test_a_second_tablet_in_a_room_is_said_before_and_afterwards() -> None:
    bea, said = as_("bea"), "A tablet stands in this room already"
    asked = {"site": in_session.main_street(), "room": f" {ROOM.lower()} "}
    assert said not in words(bea.post("/tablets/code/", asked))
    in_session.a_tablet(now=now())
    in_session.a_tablet("Office 9", now=now())
    assert "Another tablet stands" not in words(bea.get("/tablets/"))
    answer = words(bea.post("/tablets/code/", asked))
    assert said in answer
    assert "by Bea " in answer
    in_session.a_tablet(ROOM.upper(), now=now())
    assert words(bea.get("/tablets/")).count("Another tablet stands in this room too") == 2


def test_a_name_with_braces_is_only_a_name() -> None:
    room = tablet()
    cast.Staff.objects.filter(pk=cast.staff("imani")).update(given="{late} {x}")
    called_out("imani", now=now() - timedelta(minutes=1))
    assert "{late} {x} is back by" in words(room.get("/tablet/"))


def test_it_works_without_a_script() -> None:
    room = tablet()
    assert room.get("/tablet/").headers["Refresh"] == "30"
    called_out("imani", now=now())
    waits = room.get("/tablet/")
    assert "Refresh" not in waits.headers  # a timer would wipe out what somebody is writing
    assert "See whether anything is new" in words(waits)
    assert words(waits).count('class="sr w-pick" type="radio"') == len(QUESTIONS["en"])


def test_looking_again_and_again_is_cheap() -> None:
    room = tablet()
    called_out("imani", now=now())
    with CaptureQueriesContext(connection) as queries:
        room.get("/tablet/now/")
    assert len(queries) <= 5


@pytest.mark.parametrize("path", ["/tablet/", "/tablet/now/"])
def test_a_tablet_is_noted_as_there_by_its_own_page_at_most_once_a_minute(path: str) -> None:
    room = tablet()
    for ago, is_noted in ((timedelta(seconds=50), False), (timedelta(seconds=61), True), (None, True)):
        before = now() - ago if ago else None
        in_session.tablet_was_last_seen(before)
        assert room.get(path).status_code == 200
        assert (RoomTablet.objects.get().seen_at != before) == is_noted


def test_a_tablet_notes_itself_also_while_somebody_is_signed_in_on_it() -> None:
    browser = as_("bea")
    browser.cookies[NAME] = in_session.a_tablet(now=now())
    in_session.tablet_was_last_seen(None)
    assert browser.get("/tablet/now/").json() == {"state": "idle"}
    assert RoomTablet.objects.get().seen_at is not None


def test_a_disconnected_tablet_and_a_strangers_device_are_noted_nowhere() -> None:
    token = in_session.a_tablet(now=now())
    in_session.tablet_was_last_seen(None)
    tablets.disconnect(actor("dana"), RoomTablet.objects.get().pk, now())
    for browser in (device(token), device(), device("x" * 43)):
        browser.get("/tablet/")
        assert state(browser) == "over"
    assert RoomTablet.objects.get().seen_at is None


def test_the_list_says_which_tablet_is_there_and_which_was_closed() -> None:
    in_session.a_tablet(now=now())
    assert "There now." in plain(as_("bea").get("/tablets/"))
    in_session.tablet_was_last_seen(now() - 3 * MINUTE)
    page = plain(as_("bea").get("/tablets/"))
    assert re.search(r"Connected .* by Bea .*\. Last seen .*\d [ap]m\.", page)
    assert "There now" not in page
    code = as_("bea").post("/tablets/code/", {"site": in_session.main_street(), "room": ROOM})
    assert "Last seen" in plain(code)
    in_session.tablet_was_last_seen(None)
    assert "Not seen since then." in plain(as_("bea").get("/tablets/"))


def test_many_tablets_cost_no_more_questions_than_one() -> None:
    bea, found = as_("bea"), []
    in_session.a_tablet(now=now())
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            bea.get("/tablets/")
        found.append(len(queries))
        for number in range(8):
            in_session.a_tablet(f"Office {number}", now=now())
    assert found[0] == found[1]
