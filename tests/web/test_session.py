"""One's own session, as its page shows it, and what others see of it."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from handclasp.availability.commands import sessions, waiting
from handclasp.availability.models import Session, ShownNote
from handclasp.directory.models import Site
from handclasp.directory.queries import time_zone_of_site
from handclasp.handoffs.models import Handoff
from handclasp.platform.clock import wall_now as now
from handclasp.web.shell.times import clock_words, moment_words
from handclasp.web.tablet.cookie import NAME
from tests import cast, in_session
from tests.web.introducing import as_, open_clinic, ringing

pytestmark = pytest.mark.usefixtures("clinic")
PART = {"HX-Request": "true"}
TELL_THEM = "If you are called out, tell your client before you go"
SECRETS = ("Marisol", "Halvorsen", "English", "Said yes", "client who said yes", "Worry")


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def words(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def at_main_street(at: datetime) -> str:
    """Return a moment as the page of somebody at Main Street says it."""
    with timezone.override(time_zone_of_site(Site.objects.get(pk=in_session.main_street()))):
        return moment_words(at, now())


def begun(**changes: str) -> object:
    usual = {
        "room": "Office 2", "until": (now() + timedelta(minutes=50)).isoformat(), "language": "en", "answer": "yes",
    }  # fmt: skip
    return as_("imani").post("/session/start/", usual | changes)


def rung() -> Handoff:
    """Ring Imani in an interruptible session."""
    in_session.interruptible("imani", now())
    return ringing("imani")


def test_the_page_offers_words_to_say_in_both_languages() -> None:
    page = words(as_("imani").get("/session/"))
    assert "would a short pause be fine for you?" in page
    assert "¿le parecería bien una pausa corta?" in page


def test_a_session_begins_with_what_the_client_said() -> None:
    assert begun().status_code == 303  # type: ignore[attr-defined]
    row = Session.objects.get()
    assert (row.room, row.agreed, row.language) == ("Office 2", True, "en")
    page = words(as_("imani").get("/session/"))
    assert "Your client said at" in page
    assert "you have not opened your sessions for a pause" in page


def test_what_was_typed_is_kept_when_it_cannot_be_taken() -> None:
    answer = begun(answer="", room="The green room")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "The green room" in words(answer)
    late = begun(until=(now() - timedelta(minutes=1)).isoformat(), room="The green room")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "The green room" in words(late)


def test_opting_in_is_ones_own_choice() -> None:
    as_("imani").post("/session/etiquette/", {"may_be": "yes", "a_day": "1"})
    page = words(as_("imani").get("/session/"))
    assert "Today: 0 of 1." in page
    assert as_("imani").post("/session/etiquette/", {"may_be": "yes", "a_day": "99"}).status_code == 422


def test_a_ring_into_a_session_shows_room_and_urgency_and_nothing_else() -> None:
    rung()
    card = words(as_("imani").get("/rings/", headers=PART))
    assert "Exam room 4" in card
    assert "Routine" in card
    assert "data-ring" not in card  # by which a script would sound, and change the title
    assert "data-ring-sound" not in card
    assert 'aria-live="polite"' in card
    assert [secret for secret in SECRETS if secret in card] == []
    whole = words(as_("imani").get("/rings/"))
    assert [secret for secret in SECRETS if secret in whole.partition("<main")[2]] == []


def test_what_came_of_it_names_nobody_either() -> None:
    rung()
    as_("wes").post(f"/handoffs/{cast.of('marisol').pk}/introduce/stop/")
    news = words(as_("imani").get("/rings/", headers=PART))
    assert "It is settled. You need not come." in news
    assert "Wes" not in news


def test_accepting_shows_ten_minutes_on_every_page_and_tells_the_sender() -> None:
    handoff = rung()
    ring = cast.ring_of(handoff, "imani")
    as_("imani").post(f"/rings/{ring.pk}/", {"answer": "accept"}, headers=PART)
    region = words(as_("imani").get("/rings/", headers=PART))
    assert "until you are back in your session" in region
    assert "Your own session is waiting." in region
    line = words(as_("wes").get(f"/handoffs/{handoff.pk}/interruption/", headers=PART))
    assert "Imani C. left a session for this, and is back in it by" in line


def test_the_signals_come_gently_with_the_minutes() -> None:
    in_session.called_out("imani", now=now() - timedelta(minutes=8))
    assert "Two minutes are left." in words(as_("imani").get("/session/"))


def test_coming_back_says_what_was_given_back() -> None:
    in_session.called_out("imani", now=now() - timedelta(minutes=3, seconds=30))
    assert as_("imani").post("/session/back/").status_code == 303
    page = words(as_("imani").get("/session/"))
    assert "4 minutes given back" in page
    assert "came back" in page


def test_being_asked_back_is_said_to_both() -> None:
    token = in_session.a_tablet(now=now())
    handoff = in_session.called_out("imani", now=now() - timedelta(minutes=3))
    waiting.call_back(token, now())
    assert "Your client asked you to come back at" in words(as_("imani").get("/session/"))
    region = words(as_("imani").get("/rings/", headers=PART))  # above every page of hers
    assert "Your client asks you to come back" in region
    assert 'role="alert"' in region
    assert "I’m back with my client" in region
    line = words(as_("wes").get(f"/handoffs/{handoff.pk}/interruption/", headers=PART))
    assert "was asked back into the other session at" in line
    assert "alert" in line


def test_the_call_stands_above_every_page_until_she_says_that_she_is_back() -> None:
    token = in_session.a_tablet(now=now())
    in_session.called_out("imani", now=now() - timedelta(minutes=11, seconds=30))
    waiting.call_back(token, now() - timedelta(minutes=2))
    page = words(as_("imani").get("/session/"))
    assert "Your client asks you to come back" in page
    assert "The ten minutes are over" not in page
    as_("imani").post("/session/back/")
    assert "Your client asks" not in words(as_("imani").get("/rings/", headers=PART))
    page = words(as_("imani").get("/session/"))
    assert "and you were back at" in page
    assert "12 minutes given back" in page  # the walk back too
    ends = re.search(r"the session ends at (\d+:\d\d [ap]m)", page)
    assert ends is not None
    today = words(as_("imani").get("/"))
    assert re.search(f"Your session until (tomorrow, )?{ends[1]}", today)


def test_the_sender_is_told_that_nobody_comes_any_more_and_what_to_do() -> None:
    token = in_session.a_tablet(now=now())
    handoff = in_session.called_out("imani", now=now())
    card = f"/handoffs/{handoff.pk}/introduce/"
    assert "is coming" in words(as_("wes").get(card))
    waiting.call_back(token, now())
    page = words(as_("wes").get(card))
    assert "was called back to the other session" in page
    assert "is coming" not in page
    assert "here by" not in page
    assert "Press “Do not wait any longer”" in page


def test_everybody_reads_the_same_minute() -> None:
    room = in_session.a_tablet(now=now())
    began = now().replace(second=20, microsecond=0) - timedelta(minutes=3)
    handoff = in_session.called_out("imani", now=began)
    with timezone.override(time_zone_of_site(Site.objects.get(pk=in_session.main_street()))):
        by = clock_words(began.replace(second=0) + timedelta(minutes=11))
    tablet = Client()
    tablet.cookies[NAME] = room
    assert f"back by {by}" in words(tablet.get("/tablet/"))
    assert f"Back by {by}" in words(as_("imani").get("/rings/", headers=PART))
    assert f"Back by {by}" in words(as_("imani").get("/session/"))
    assert f"back by {by}" in words(as_("imani").get("/session/")).partition("Out since")[2]
    assert f"back in it by {by}" in words(
        as_("wes").get(f"/handoffs/{handoff.pk}/interruption/", headers=PART)
    )


def test_nobody_learns_of_an_interruption_without_seeing_the_handoff() -> None:
    handoff = in_session.called_out("imani", now=now())
    assert as_("lena").get(f"/handoffs/{handoff.pk}/interruption/", headers=PART).status_code == 404
    assert as_("wes").get("/handoffs/987654321/interruption/", headers=PART).status_code == 404


def test_what_a_client_shows_is_seen_by_their_clinician_until_the_session_ends() -> None:
    token = in_session.a_tablet(now=now())
    in_session.called_out("imani", now=now())
    waiting.show_note(token, "<b>My sister called.</b>", now())
    page = words(as_("imani").get("/session/"))
    assert escape("<b>My sister called.</b>") in page
    assert "My sister" not in words(as_("tomas").get("/session/"))
    assert not ShownNote.objects.exists()  # row security: whoever is not that clinician sees none
    as_("imani").post("/session/end/", {"then": "open"})
    assert "My sister" not in words(as_("imani").get("/session/"))


def test_a_clinician_words_their_own_questions() -> None:
    sent = {
        "text-0": "And now?", "place-0": "2", "on-0": "on",
        "text-1": "What helped?", "place-1": "1", "on-1": "on",
        "text-2": "Gone", "place-2": "3", "on-2": "on", "gone-2": "on",
    }  # fmt: skip
    assert as_("imani").post("/session/questions/en/", sent).status_code == 302
    page = words(as_("imani").get("/session/questions/en/"))
    assert page.index("What helped?") < page.index("And now?")
    assert "Gone" not in page
    long = as_("imani").post("/session/questions/en/", {"text-0": "x" * 301, "on-0": "on"})
    assert long.status_code == 422
    assert "x" * 301 in words(long)
    assert as_("imani").get("/session/questions/tlh/").status_code == 404


def test_the_tablet_is_missed_in_words_where_there_is_none() -> None:
    in_session.in_session("imani", now=now())
    page = words(as_("imani").get("/session/"))
    assert f"No tablet stands in this room. {TELL_THEM}" in page
    assert "the words above" not in page
    in_session.a_tablet(now=now())
    assert TELL_THEM not in words(as_("imani").get("/session/"))


def test_a_tablet_that_was_closed_is_missed_with_the_time_it_was_last_there() -> None:
    in_session.a_tablet(now=now() - timedelta(hours=2))
    in_session.in_session("imani", now=now())
    in_session.tablet_was_last_seen(now() - timedelta(minutes=1))
    assert TELL_THEM not in words(as_("imani").get("/session/"))
    gone = (now() - timedelta(minutes=3)).replace(second=30)
    in_session.tablet_was_last_seen(gone)
    page = words(as_("imani").get("/session/"))
    assert f"The tablet of this room has not been seen since {at_main_street(gone)}. {TELL_THEM}" in page
    assert "No tablet stands in this room" not in page


def test_a_tablet_that_was_never_opened_is_missed_since_it_was_connected() -> None:
    connected = (now() - timedelta(hours=2)).replace(second=30)
    in_session.a_tablet(now=connected)
    in_session.tablet_was_last_seen(None)
    in_session.in_session("imani", now=now())
    assert f"has not been seen since {at_main_street(connected)}." in words(as_("imani").get("/session/"))


def test_of_two_tablets_in_a_room_one_that_is_there_is_enough() -> None:
    in_session.a_tablet(now=now())
    in_session.tablet_was_last_seen(now() - timedelta(days=1))
    in_session.a_tablet(now=now())
    in_session.in_session("imani", now=now())
    assert TELL_THEM not in words(as_("imani").get("/session/"))


def test_today_leads_to_ones_session() -> None:
    assert "Begin a session" in words(as_("imani").get("/"))
    in_session.interruptible("imani", now())
    assert "can be interrupted" in words(as_("imani").get("/"))
    sessions.end_session(cast.actor("imani"), now(), "off")
    assert "Begin a session" in words(as_("imani").get("/"))


def test_many_pauses_cost_no_more_questions_than_one() -> None:
    imani, found = as_("imani"), []
    in_session.may_be_interrupted("imani", a_day=10, now=now())
    for day in (1, 5):
        for back in range(day, day + 4):
            began = now() - timedelta(days=back)
            session = in_session.in_session("imani", now=began)
            with transaction.atomic():
                sessions.begin_pause(session.pk, began + timedelta(minutes=1))
            sessions.end_session(cast.actor("imani"), began + timedelta(minutes=9))
        imani.get("/session/")
        with CaptureQueriesContext(connection) as queries:
            assert words(imani.get("/session/")).count("given back") == day + 3
        found.append(len(queries))
    assert found[0] == found[1]


def test_today_knows_a_session_that_runs_past_its_time() -> None:
    session = in_session.in_session("imani", now=now() - timedelta(minutes=55))
    assert session.ends_at < now()
    page = words(as_("imani").get("/"))
    assert "past its time" in page
    assert "Begin a session" not in page
