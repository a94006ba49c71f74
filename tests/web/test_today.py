"""The Today board: what is in somebody's hands, those at risk first."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handclasp.availability.models import Block, Occurrence, Presence
from handclasp.handoffs import tasks
from handclasp.handoffs.commands import passing, visits
from handclasp.handoffs.models import Hand, Notice, Pass
from tests.web.clinic import acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


def test_an_empty_board_says_so_and_what_will_stand_there() -> None:
    page = signed_in(open_clinic().tomas).get("/").content.decode()
    assert "Nobody is in your hands right now" in page
    assert "No visits, promises or blocks today" in page


def test_each_client_stands_in_the_group_that_says_who_holds() -> None:
    house = open_clinic()
    ask(house, client(house, "Kofi", "Darko", "he"), ago(minutes=2))
    promise(house, ask(house, client(house, "Joy", "Easterling"), ago(hours=2)), ago(hours=2))
    share(house, client(house, "Marcus", "Bell", "he"), ago(hours=5))
    sender = signed_in(house.wes).get("/").content.decode()
    assert sender.index("Shared with another hand") < sender.index("Marcus B.") < sender.index("Yours alone")
    assert "Find the next hand by" in sender
    assert "Imani Castellane calls her by" in sender
    receiver = signed_in(house.imani).get("/").content.decode()
    assert receiver.index("Named, not yet in contact") < receiver.index("Joy E.")
    assert "Call her by" in receiver
    assert "Kofi" not in receiver


def test_who_is_late_comes_first_with_what_to_do() -> None:
    house = open_clinic()
    share(house, client(house, "Marcus", "Bell", "he"), ago(hours=5))
    promise(house, ask(house, client(house, "Ana-Lucía", "Paredes"), ago(days=6)), ago(days=6))
    for hours in (50, 40, 30):
        tasks.sweep(ago(hours=hours))
    page = signed_in(house.imani).get("/").content.decode()
    assert page.index("At risk") < page.index("Ana-Lucía P.") < page.index("Marcus B.")
    assert "Call her now" in page
    assert "Others have been told" in page
    assert "has not been reached" in page


def test_a_missed_visit_is_a_risk_until_somebody_reaches_him() -> None:
    house = open_clinic()
    handoff = share(house, client(house, "Teddy", "Rourke", "he"), ago(days=3))
    visit = visits.plan_visit(acts(house.imani), handoff.pk, ago(hours=3), ago(days=2))
    visits.record_visit(acts(house.imani), visit.pk, "missed", ago(hours=1))
    page = signed_in(house.imani).get("/").content.decode()
    assert "Missed his visit today. Nobody has tried since." in page or "Missed his visit yesterday" in page
    assert "Teddy R. missed his visit" in signed_in(house.wes).get("/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    for number in range(3):
        share(house, client(house, f"Client{number}"), ago(hours=number + 1))
    few = _queries(browser)
    for number in range(27):
        share(house, client(house, f"Another{number}"), ago(hours=number + 1))
    assert _queries(browser) == few


def test_more_than_a_page_is_offered_page_by_page() -> None:
    house = open_clinic()
    for number in range(53):
        ask(house, client(house, f"Client{number}"), ago(minutes=5))
    browser = signed_in(house.wes)
    page = browser.get("/").content.decode()
    assert page.count('class="l-row risk"') + page.count('<li class="l-row"') == 50
    assert "Show more of 53" in page
    assert browser.get("/?show=100").content.decode().count('<li class="l-row') == 53
    assert browser.get("/?show=%F0%9F%98%80").status_code == 200


def test_presence_is_declared_and_said_back() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    assert browser.post("/presence/change/", {"status": "open"}).status_code == 302
    assert "You are open until" in browser.get("/").content.decode()
    in_its_middle = (datetime.now(UTC) + timedelta(minutes=40)).replace(second=30)
    browser.post("/presence/change/", {"status": "open", "until": in_its_middle.isoformat()})
    assert_one_minute_is_said(browser.get("/").content.decode())
    until = (datetime.now(UTC) + timedelta(minutes=40)).isoformat()
    answer = browser.post(
        "/presence/change/", {"status": "not_now", "until": until}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "Nobody rings you until" in answer.content.decode()
    assert Presence.objects.get(staff=house.imani).status == "not_now"


def test_the_day_holds_my_handoff_blocks_and_leads_to_them() -> None:
    house, now = open_clinic(), datetime.now(UTC)
    block = Block.objects.create(
        staff=house.imani, rule="FREQ=WEEKLY;BYDAY=MO", starts_on=now.date(), starts_at="09:00", minutes=30,
        zone="America/Los_Angeles", made_at=now,
    )  # fmt: skip
    Occurrence.objects.create(
        block=block, staff=house.imani, on_date=now.date(), starts_at=now, ends_at=now + timedelta(minutes=30)
    )
    page = signed_in(house.imani).get("/").content.decode()
    day = page.partition("Your day")[2].partition("</section>")[0]
    assert 'href="/availability/">Change blocks' in day
    assert '<li class="open">' in day
    assert "Handoff block, now" in day
    assert "Handoff block" not in signed_in(house.wes).get("/").content.decode().partition("Your day")[2]


def test_a_time_belongs_to_the_answer_it_was_chosen_for() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    soon = datetime.now(UTC) + timedelta(minutes=40)

    def say(status: str, until: str, was: str, was_until: str) -> Presence:
        sent = {"status": status, "until": until, "was": was, "was_until": was_until}
        assert browser.post("/presence/change/", sent).status_code == 302
        return Presence.objects.get(staff=house.imani)

    assert say("open", soon.isoformat(), "off", "").until == soon
    assert say("with_client", soon.isoformat(), "open", soon.isoformat()).until != soon
    assert say("off", "", "with_client", "").until is None
    assert say("off", soon.isoformat(), "off", "").until == soon
    assert "You are off until" in browser.get("/").content.decode()
    not_now = say("not_now", soon.isoformat(), "off", soon.isoformat()).until
    assert not_now is not None
    assert not_now - datetime.now(UTC) < timedelta(minutes=46)


@pytest.mark.parametrize("until", ["2020-01-01T10:00:00+00:00", "9999-12-31T23:59:00+00:00"])
def test_an_absurd_until_is_answered_in_words(until: str) -> None:
    browser = signed_in(open_clinic().imani)
    answer = browser.post(
        "/presence/change/", {"status": "not_now", "until": until}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "Choose a" in answer.content.decode()


@pytest.mark.parametrize("form", [{}, {"status": "asleep"}, {"status": "not_now", "until": "soon"}])
def test_a_presence_that_cannot_be_read_changes_nothing_badly(form: dict[str, str]) -> None:
    browser = signed_in(open_clinic().imani)
    assert browser.post("/presence/change/", form).status_code == 302
    assert browser.get("/").status_code == 200


def test_a_notice_is_put_away_by_the_one_who_was_told_only() -> None:
    house = open_clinic()
    share(house, client(house), ago(hours=1))
    notice = Notice.objects.get(staff=house.wes, kind="both_hands")
    signed_in(house.tomas).post(f"/notices/{notice.pk}/put-away/")
    assert "you both hold her" in signed_in(house.wes).get("/").content.decode()
    signed_in(house.wes).post(f"/notices/{notice.pk}/put-away/")
    assert "you both hold her" not in signed_in(house.wes).get("/").content.decode()


def test_a_side_is_taken_over_from_the_board() -> None:
    house = open_clinic()
    handoff = share(house, client(house, "Priya", "Raman"), ago(hours=2))
    asked = passing.ask_colleague(
        acts(house.imani), handoff.pk, "receiving", house.tomas.pk, "I am away", ago(hours=1)
    )
    browser = signed_in(house.tomas)
    assert "asks you to take over" in browser.get("/").content.decode()
    browser.post(f"/passes/{asked.pk}/answer/", {"answer": "yes"})
    assert Hand.objects.get(handoff=handoff, side="receiving", ended_at=None).staff_id == house.tomas.pk
    again = browser.post(f"/passes/{asked.pk}/answer/", {"answer": "no"}, follow=True).content.decode()
    assert "answered already" in again
    assert Pass.objects.get(pk=asked.pk).state == "accepted"


def test_nobody_else_answers_for_me() -> None:
    house, other = open_clinic(), open_clinic("Larkmeadow")
    handoff = share(house, client(house), ago(hours=2))
    asked = passing.ask_colleague(
        acts(house.imani), handoff.pk, "receiving", house.tomas.pk, "Away", ago(hours=1)
    )
    for stranger in (house.wes, other.tomas):
        signed_in(stranger).post(f"/passes/{asked.pk}/answer/", {"answer": "yes"})
    assert Pass.objects.get(pk=asked.pk).state == "asked"


def test_names_from_right_to_left_and_emoji_are_kept_apart() -> None:
    house = open_clinic()
    share(house, client(house, "ليلى", "حداد"), ago(hours=2))
    share(house, client(house, "🌻<b>", "Moss"), ago(hours=3), need=1)
    page = signed_in(house.imani).get("/").content.decode()
    assert "<bdi>ليلى ح.</bdi>" in page
    assert "🌻&lt;b&gt; M." in page


def _queries(browser: object) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/").status_code == 200  # type: ignore[attr-defined]
    return len(queries)


def assert_one_minute_is_said(page: str) -> None:
    """Expect the sentence and the chosen time to say the same end, down to the minute."""
    said = re.search(r"You are open until ([^<]+)[.]<", page)
    chosen = re.search(r"<option value=\"[^\"]+\" selected>([^<]+)</option>", page)
    assert said
    assert chosen
    assert said[1].strip(". ") == chosen[1]
