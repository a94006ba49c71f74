"""Talk among staff on a handoff, as its pages show it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.handoffs.commands import talking
from handclasp.handoffs.models import Handoff, Message
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.web.introducing import as_, coming, open_clinic, ringing, shared

pytestmark = pytest.mark.usefixtures("clinic")
PART = {"HX-Request": "true"}


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def url(handoff: Handoff, what: str = "") -> str:
    return f"/handoffs/{handoff.pk}/talk/{what}"


def words(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def talk(handoff: Handoff, key: str = "wes", at: str = "") -> str:
    return words(as_(key).get(url(handoff) + (f"?at={at}" if at else ""), headers=PART))


def say(handoff: Handoff, key: str = "imani", **sent: str) -> object:
    return as_(key).post(url(handoff, "say/"), sent, headers=PART)


def test_the_receiver_says_that_she_is_late_and_the_sender_reads_it() -> None:
    handoff = coming("imani")
    before = handoff.comes_by
    assert "Running two minutes late." in talk(handoff, "imani")
    assert say(handoff, phrase="running_late").status_code == 200  # type: ignore[attr-defined]
    assert "Imani" in talk(handoff)
    assert cast.fresh(handoff).comes_by != before


def test_each_side_has_its_own_phrases_at_hand() -> None:
    handoff = coming("imani")
    assert 'value="client_leaves_soon"' in talk(handoff)
    assert 'value="running_late"' not in talk(handoff)
    assert 'value="running_late"' in talk(handoff, "imani")
    assert 'value="client_leaves_soon"' not in talk(handoff, "imani")


def test_what_was_refused_stays_in_the_field() -> None:
    handoff = coming("imani")
    answer = say(handoff, body="y" * 501)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "y" * 501 in words(answer)
    assert "500 characters" in words(answer)


def test_markup_and_other_scripts_are_words_and_nothing_else() -> None:
    handoff = coming("imani")
    say(handoff, body="<script>alert(1)</script> مرحبا \"'&")
    shown = talk(handoff)
    assert "<script>" not in shown
    assert "مرحبا" in shown
    assert '<p dir="auto">&lt;script&gt;' in shown


def test_without_a_script_the_talk_is_a_page_of_its_own() -> None:
    handoff = coming("imani")
    answer = as_("imani").post(url(handoff, "say/"), {"body": "I bring a chair"})
    assert (answer.status_code, answer.headers["Location"]) == (303, url(handoff))
    page = words(as_("wes").get(url(handoff)))
    assert "I bring a chair" in page
    assert "<h1>" in page


@pytest.mark.parametrize(
    ("page", "room"),
    [("", 'id="talk-{}"'), ("introduce/", 'id="talk-{}"'), ("together/", 'id="talk-{}"')],
)
def test_every_page_of_an_introduction_has_room_for_it(page: str, room: str) -> None:
    handoff = coming("imani")
    shown = words(as_("wes").get(f"/handoffs/{handoff.pk}/{page}"))
    assert room.format(handoff.pk) in shown
    assert f'data-live-url="{url(handoff)}"' in shown


def test_the_card_of_whoever_goes_has_it_and_a_ring_does_not() -> None:
    rung = ringing("imani")
    card = words(as_("imani").get("/rings/", headers=PART))
    assert "data-ring=" in card
    assert "talk" not in card
    from handclasp.handoffs.commands import calling

    calling.accept_ring(cast.actor("imani"), cast.ring_of(rung, "imani").pk, now())
    assert f'id="talk-{rung.pk}-going"' in words(as_("imani").get("/rings/", headers=PART))


def test_the_short_form_leaves_older_messages_out_and_says_so() -> None:
    handoff = coming("imani")
    for number in range(5):
        say(handoff, body=f"Message {number}")
    short = talk(handoff, at="going")
    assert "Message 1" not in short
    assert "Message 4" in short
    assert "2 earlier" in short


def test_today_says_what_was_said_until_it_was_looked_at() -> None:
    handoff = coming("imani")
    say(handoff, body="I bring a chair")
    today = words(as_("wes").get("/"))
    assert "Said to you" in today
    assert "wrote a message" in today
    assert "chair" not in today
    talk(handoff)
    assert "Said to you" not in words(as_("wes").get("/"))


def test_who_speaks_is_told_nothing_new() -> None:
    handoff = coming("imani")
    say(handoff, body="I bring a chair")
    assert "Said to you" not in words(as_("imani").get("/"))


def test_somebody_of_another_organization_finds_no_talk() -> None:
    handoff = shared("imani")
    assert as_("lena").get(url(handoff)).status_code == 404
    assert as_("lena").post(url(handoff, "say/"), {"body": "x"}).status_code == 404
    assert not Message.objects.exists()


def test_the_history_repeats_the_words_for_those_who_may_read_them() -> None:
    handoff = coming("imani")
    say(handoff, body="I bring a chair")
    page = words(as_("wes").get(f"/handoffs/{handoff.pk}/"))
    assert "Imani" in page
    assert "I bring a chair" in page


def test_more_messages_take_no_more_queries() -> None:
    handoff = coming("imani")
    counts = []
    for many in (1, 12):
        for number in range(many):
            talking.say(cast.actor("imani"), handoff.pk, "own", f"{many} {number}", now())
        talk(handoff)  # nothing new is left to be noted
        browser = as_("wes")
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(handoff), headers=PART)
        counts.append(len(queries))
    assert counts[0] == counts[1]
