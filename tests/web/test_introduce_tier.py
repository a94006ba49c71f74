"""The live tier as its sender sees it."""

import re
from datetime import date, time, timedelta

import pytest

from handclasp.directory.models import Membership, Program, Site
from handclasp.handoffs.commands import calling
from handclasp.handoffs.models import Call, Handoff
from handclasp.handoffs.tasks import sweep
from handclasp.platform.clock import wall_now as now
from handclasp.platform.db import acting
from tests import cast
from tests.web.introducing import as_, coming, open_clinic, ringing

pytestmark = pytest.mark.usefixtures("clinic")


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def seen(handoff_id: int, key: str = "wes") -> str:
    return as_(key).get(f"/handoffs/{handoff_id}/introduce/").content.decode()


def press(what: str, handoff_id: int, key: str = "wes", **sent: object) -> object:
    return as_(key).post(f"/handoffs/{handoff_id}/introduce/{what}/", sent)


def test_everybody_who_can_come_is_listed_with_a_reason() -> None:
    cast.cannot_come("ruben")
    page = seen(cast.said_yes(now=now()).pk)
    assert "Imani Castellane, LPC" in page
    assert "In the building" in page
    assert "Same building." in page
    assert "Rubén Salas" not in page
    assert "Ring Imani, Tomas and Grace" in page


def test_why_not_the_others_is_one_press_away_with_and_without_a_script() -> None:
    cast.cannot_come("ruben")
    handoff = cast.said_yes(now=now())
    url = f"/handoffs/{handoff.pk}/introduce/others/"
    assert url in seen(handoff.pk)
    page = as_("wes").get(url).content.decode()
    assert "Rubén Salas" in page
    assert "Not now" in page
    assert "Imani Castellane" not in page
    part = as_("wes").get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section id="others"')
    assert as_("lena").get(url).status_code == 404


def test_ringing_three_shows_the_clock_and_stopping_ends_it() -> None:
    handoff = cast.said_yes(now=now())
    answer = press("ring", handoff.pk, wait="5")
    assert answer.status_code == 303  # type: ignore[attr-defined]
    page = seen(handoff.pk)
    assert "Ringing Imani, Tomas and Grace" in page
    assert "data-countdown" in page
    press("stop", handoff.pk)
    assert "Ringing was stopped at" in seen(handoff.pk)


def test_only_those_ticked_are_rung() -> None:
    handoff = cast.said_yes(now=now())
    press("ring", handoff.pk, wait="2", staff=[cast.staff("grace")])
    assert "Ringing Grace" in seen(handoff.pk)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"wait": "7"}, "Choose one of the waits"),
        ({"wait": "5", "staff": "999999"}, "can no longer be rung"),
        ({"wait": "5", "staff": "x"}, "can no longer be rung"),
        ({}, "Choose one of the waits"),
    ],
)
def test_a_strange_ring_gets_a_sentence(sent: dict[str, str], words: str) -> None:
    handoff = cast.said_yes(now=now())
    answer = as_("wes").post(f"/handoffs/{handoff.pk}/introduce/ring/", sent, follow=True)
    assert words in answer.content.decode()


def test_pressing_twice_says_that_people_are_being_rung() -> None:
    handoff = ringing("imani")
    answer = press("ring", handoff.pk, wait="5")
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "being rung already" in answer.content.decode()  # type: ignore[attr-defined]
    assert Call.objects.count() == 1


def test_a_decline_and_an_offer_are_seen_and_the_offer_can_be_taken() -> None:
    handoff = ringing("imani", "tomas")
    calling.decline_ring(cast.actor("tomas"), cast.ring_of(handoff, "tomas").pk, "with_client", now())
    calling.offer_later(cast.actor("imani"), cast.ring_of(handoff, "imani").pk, now())
    page = seen(handoff.pk)
    assert "With someone, can’t leave." in page
    assert "Wait for Imani" in page
    press("offer", handoff.pk, ring=cast.ring_of(handoff, "imani").pk)
    assert "is coming" in seen(handoff.pk)


def test_an_offer_that_is_over_says_so() -> None:
    handoff = ringing("imani")
    answer = press("offer", handoff.pk, ring=cast.ring_of(handoff, "imani").pk)
    assert "That offer is over" in answer.content.decode()  # type: ignore[attr-defined]
    assert press("offer", handoff.pk, ring="9" * 40).status_code == 404  # type: ignore[attr-defined]


def test_who_comes_is_named_with_the_time_and_can_be_marked_here() -> None:
    handoff = coming("imani")
    page = seen(handoff.pk)
    assert "here by" in page
    assert "Exam room 4, Main Street" in page
    press("arrived", handoff.pk)
    assert "is here" in seen(handoff.pk)


def test_who_said_no_just_now_is_not_ticked_again_before_the_others() -> None:
    handoff = ringing("imani")
    calling.decline_ring(cast.actor("imani"), cast.ring_of(handoff, "imani").pk, "with_client", now())
    calling.stop_call(cast.actor("wes"), handoff.pk, now())
    ticked = set(re.findall(r'name="staff" form="ring-form" value="(\d+)"[^>]* checked', seen(handoff.pk)))
    assert ticked
    assert str(cast.staff("imani")) not in ticked


def test_whoever_comes_later_than_the_client_can_wait_is_seen_to() -> None:
    handoff = coming("imani")
    assert "Marisol T.</bdi> can wait until" not in seen(handoff.pk)
    with acting(cast.actor("wes"), now(), "handoff:call"):
        Handoff.objects.filter(pk=handoff.pk).update(comes_by=now() + timedelta(minutes=9))
    assert "Marisol T.</bdi> can wait until" in seen(handoff.pk)


def test_the_sender_need_not_wait() -> None:
    handoff = coming("imani")
    press("send-back", handoff.pk)
    assert cast.fresh(handoff).state == "seeking"
    assert press("send-back", handoff.pk).status_code == 409  # type: ignore[attr-defined]


def test_a_withdrawal_is_told_and_the_next_are_rung() -> None:
    handoff = coming("imani")
    calling.withdraw(cast.actor("imani"), handoff.pk, "leaving", now())
    page = seen(handoff.pk)
    assert "Can’t come after all. Is leaving." in page
    assert "Ringing " in page


def test_when_nobody_comes_the_page_leads_to_a_promise() -> None:
    handoff = ringing("imani", wait=2)
    sweep(now() + 3 * cast.MINUTE)
    page = seen(handoff.pk)
    assert "could wait was over" in page
    assert f"/handoffs/{handoff.pk}/promise/" in page


def test_where_one_program_is_closed_each_name_says_until_when_and_the_earliest_is_proposed() -> None:
    Site.objects.update(open_weekdays=list(range(1, 8)), opens_at=time(0), closes_at=time(23, 59))
    handoff = ringing("imani")
    page = as_("wes").get(f"/handoffs/{handoff.pk}/promise/").text
    assert "open on the same days" not in page
    usual = proposed(page)
    counseling = Program.objects.get(name="Counseling")
    other = Program.objects.create(
        organization=counseling.organization, site=counseling.site, name="Evening group",
        last_rung_id=cast.staff("dana"), closed_on=[usual],
    )  # fmt: skip
    other.needs.set([handoff.need_id])
    Membership.objects.create(staff_id=cast.staff("grace"), program=other, role="clinician")
    page = as_("wes").get(f"/handoffs/{handoff.pk}/promise/").text
    assert "open on the same days" in page
    assert "Evening group, by " in page
    assert "Counseling, by " in page
    assert proposed(page) < usual


def test_the_need_can_change_and_the_call_stops() -> None:
    handoff = ringing("imani")
    answer = as_("wes").post(f"/handoffs/{handoff.pk}/need/", {"need": cast.need("housing")})
    assert answer.status_code == 303
    page = seen(handoff.pk)
    assert "Housing" in page
    assert "Tomas Lindqvist" in page
    assert as_("wes").post(f"/handoffs/{handoff.pk}/need/", {"need": "x"}).status_code == 409


def test_a_colleague_sees_what_happens_and_presses_nothing() -> None:
    handoff = ringing("imani")
    page = seen(handoff.pk, "bea")
    assert "Stop ringing" not in page
    assert press("stop", handoff.pk, "bea").status_code == 409  # type: ignore[attr-defined]


def test_another_organization_finds_nothing() -> None:
    handoff = ringing("imani")
    lena = as_("lena")
    assert lena.get(f"/handoffs/{handoff.pk}/introduce/").status_code == 404
    for what in ("ring", "stop", "longer", "send-back", "arrived"):
        assert lena.post(f"/handoffs/{handoff.pk}/introduce/{what}/", {"wait": "5"}).status_code == 404
    assert lena.get(f"/handoffs/{handoff.pk}/need/").status_code == 404


def test_a_script_gets_only_the_part_and_the_same_sentence() -> None:
    handoff = ringing("imani")
    url = f"/handoffs/{handoff.pk}/introduce/"
    part = as_("wes").get(url, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="tier"')
    refused = as_("wes").post(f"{url}ring/", {"wait": "5"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "being rung already" in refused.content.decode()


def proposed(page: str) -> date:
    """Return the day that stands in the form."""
    found = re.search(r'id="due_date" name="due_date" value="([-0-9]+)"', page)
    assert found
    return date.fromisoformat(found[1])
