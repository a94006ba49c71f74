"""What rings on a receiver's open page."""

import pytest

from handclasp.handoffs.commands import calling
from handclasp.handoffs.models import Handoff, Ring
from handclasp.handoffs.queries.relations import relations
from handclasp.handoffs.tasks import sweep
from handclasp.platform.clock import wall_now as now
from handclasp.platform.db import acting, reading
from handclasp.web.introduce.ring_page import ring_page
from tests import cast, in_session
from tests.by_video import by_way
from tests.web.introducing import as_, coming, open_clinic, ringing

pytestmark = pytest.mark.usefixtures("clinic")
PART = {"HX-Request": "true"}


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def region(key: str, on: str = "http://testserver/") -> str:
    return as_(key).get("/rings/", headers=PART | {"HX-Current-URL": on}).content.decode()


def answer(key: str, handoff: object, **sent: str) -> object:
    ring = cast.ring_of(handoff, key)  # type: ignore[arg-type]
    return as_(key).post(f"/rings/{ring.pk}/", sent, headers=PART)


def test_a_ring_shows_the_room_and_neither_name_nor_need_until_it_is_accepted() -> None:
    handoff = ringing("imani")
    card = region("imani")
    assert "Exam room 4" in card
    assert "A client who said yes to meeting you" in card
    assert "Marisol" not in card
    assert "worry" not in card.lower()
    accepted = answer("imani", handoff, answer="accept").content.decode()  # type: ignore[attr-defined]
    assert "Marisol T." in accepted
    assert "Stress and worry" in accepted


def test_a_ring_says_how_far_it_is_on_foot() -> None:
    handoff = ringing("imani")
    with acting(cast.actor("imani"), now(), "ring:answer"):
        Ring.objects.filter(pk=cast.ring_of(handoff, "imani").pk).update(minutes=4)
    assert "Your building, Main Street, 4 min on foot" in region("imani")
    by_way(handoff, "imani", "video")
    assert "on foot" not in region("imani")


def test_a_ring_that_was_shown_is_noted() -> None:
    handoff = ringing("imani")
    region("imani")
    assert cast.ring_of(handoff, "imani").seen_at is not None


def test_who_loses_is_told_who_goes_for_two_minutes() -> None:
    handoff = ringing("imani", "tomas")
    answer("imani", handoff, answer="accept")
    assert "Imani Castellane, LPC is going. You need not come." in region("tomas")
    assert ring_page(cast.actor("tomas"), now() + 3 * cast.MINUTE).news == ()


def test_a_late_acceptance_gets_a_clear_sentence() -> None:
    handoff = ringing("imani", "tomas")
    answer("imani", handoff, answer="accept")
    late = answer("tomas", handoff, answer="accept")
    assert late.status_code == 409  # type: ignore[attr-defined]
    assert "A colleague accepted first" in late.content.decode()  # type: ignore[attr-defined]


def test_accepting_twice_changes_nothing() -> None:
    handoff = ringing("imani")
    assert answer("imani", handoff, answer="accept").status_code == 200  # type: ignore[attr-defined]
    assert answer("imani", handoff, answer="accept").status_code == 200  # type: ignore[attr-defined]


def test_in_five_minutes_and_a_reason_are_taken() -> None:
    handoff = ringing("imani", "tomas", "grace")
    answer("imani", handoff, answer="later")
    answer("tomas", handoff, answer="with_client")
    assert cast.ring_of(handoff, "imani").state == "later"
    assert cast.ring_of(handoff, "tomas").reason == "with_client"
    assert answer("grace", handoff, answer="🙂").status_code == 409  # type: ignore[attr-defined]


def test_an_offer_that_was_not_taken_ends_with_the_call() -> None:
    handoff = ringing("imani", "tomas")
    answer("imani", handoff, answer="later")
    with reading(cast.actor("imani")):
        assert relations([handoff.pk]) == {handoff.pk: "own"}
    calling.stop_call(cast.actor("wes"), handoff.pk, now())
    with reading(cast.actor("imani")):
        assert relations([handoff.pk]) == {handoff.pk: "organization"}


def test_silence_is_told_too() -> None:
    handoff = ringing("imani")
    sweep(now() + 2 * cast.MINUTE)
    told = ring_page(cast.actor("imani"), now() + 2 * cast.MINUTE).news
    assert "The time to answer was up" in told[0].words
    assert answer("imani", handoff, answer="accept").status_code == 409  # type: ignore[attr-defined]


def test_a_stopped_call_is_told() -> None:
    handoff = ringing("imani")
    calling.stop_call(cast.actor("wes"), handoff.pk, now())
    assert "stopped ringing. You need not come." in region("imani")


def test_who_is_on_the_way_can_arrive_or_take_it_back() -> None:
    handoff = coming("imani")
    browser = as_("imani")
    assert browser.post(f"/handoffs/{handoff.pk}/here/").status_code == 303
    assert "You are there" in region("imani")
    assert browser.post(f"/handoffs/{handoff.pk}/withdraw/", {"reason": "?"}).status_code == 422
    assert browser.post(f"/handoffs/{handoff.pk}/withdraw/", {"reason": "leaving"}).status_code == 303
    assert cast.fresh(handoff).state == "seeking"


def test_who_is_late_reads_that_they_were_expected() -> None:
    handoff = coming("imani")
    assert "Expected by" in region("imani")
    assert "comes by" in as_("wes").get("/").content.decode()
    with acting(cast.actor("imani"), now(), "ring:answer"):
        Handoff.objects.filter(pk=handoff.pk).update(comes_by=now() - 2 * cast.MINUTE)
    assert "Was expected by" in region("imani")
    assert "You were expected by" in as_("imani").get("/").content.decode()
    assert "Imani Castellane was expected by" in as_("wes").get("/").content.decode()
    as_("imani").post(f"/handoffs/{handoff.pk}/here/")
    assert "xpected by" not in region("imani")
    assert "was expected by" not in as_("wes").get("/").content.decode()


def test_nobody_answers_for_somebody_else() -> None:
    handoff = ringing("imani")
    ring = cast.ring_of(handoff, "imani")
    assert as_("tomas").post(f"/rings/{ring.pk}/", {"answer": "accept"}).status_code == 404
    assert as_("lena").post(f"/rings/{ring.pk}/", {"answer": "accept"}).status_code == 404
    assert as_("imani").post("/rings/999999/", {"answer": "accept"}).status_code == 404


def test_without_a_script_the_ring_is_a_page_of_its_own() -> None:
    handoff = ringing("imani")
    browser = as_("imani")
    assert "Accept, I’m coming" in browser.get("/rings/").content.decode()
    ring = cast.ring_of(handoff, "imani")
    assert browser.post(f"/rings/{ring.pk}/", {"answer": "accept"})["Location"] == "/rings/"


def test_the_region_needs_few_queries_whatever_happened_before(django_assert_max_num_queries: object) -> None:
    for key in ("marisol", "ana", "teddy"):
        handoff = ringing("imani", client_key=key)
        calling.stop_call(cast.actor("wes"), handoff.pk, now())
    ringing("imani", client_key="joy")
    region("imani")
    browser = as_("imani")
    browser.get("/rings/", headers=PART)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        browser.get("/rings/", headers=PART)


def test_who_left_a_session_reads_the_place_and_no_name_before_that_other_client() -> None:
    handoff = in_session.called_out("imani", now=now())
    card = region("imani")
    assert "Name and need stand on Together." in card
    assert handoff.place in card
    for secret in ("Marisol", handoff.need.name_en, "What staff say"):
        assert secret not in card


def test_the_card_of_one_client_stands_on_the_page_of_another() -> None:
    handoff = ringing("imani")
    answer("imani", handoff, answer="accept")
    together = f"http://testserver/handoffs/{handoff.pk}/together/"
    elsewhere = f"http://testserver/handoffs/{handoff.pk + 1}/together/"
    assert "going-h" not in region("imani", together)
    assert "going-h" in region("imani", elsewhere)


def test_a_ring_that_stands_when_a_session_begins_falls_silent_and_offers_no_five_minutes() -> None:
    handoff = ringing("imani", "tomas")
    assert "data-ring-title" in region("imani")
    in_session.in_session("imani", now=now(), agreed=None)
    card = region("imani")
    assert "Exam room 4" in card
    assert "Go, for ten minutes" in card
    for loud in ("data-ring=", "data-ring-title", "In 5 minutes", "A client who said yes", "Wes"):
        assert loud not in card
    by_way(handoff, "imani", "video")
    card = region("imani")
    assert "Join by video, for ten minutes" in card
    assert "Go, for" not in card
    answer("tomas", handoff, answer="accept")
    assert "It is settled. You need not come." in region("imani")
    assert "Tomas" not in region("imani")


def test_a_call_that_stops_names_nobody_once_a_session_began() -> None:
    handoff = ringing("imani")
    in_session.in_session("imani", now=now())
    calling.stop_call(cast.actor("wes"), handoff.pk, now())
    card = region("imani")
    assert "It is settled. You need not come." in card
    assert "Wes" not in card
