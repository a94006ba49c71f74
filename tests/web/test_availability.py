"""Blocks, colleagues' weeks, ways to be reached and the question when a block begins, through the pages."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handclasp.availability.models import Block, Occurrence, OpenPage, Presence, ReachWay
from handclasp.availability.tasks import sweep
from handclasp.directory.models import Staff
from handclasp.platform import clock
from tests.web.clinic import open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
WEDNESDAY = datetime(2026, 3, 11, 14, 0, tzinfo=UTC)  # ten in the morning in New York
LIVE = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def wednesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a Wednesday morning."""
    at(monkeypatch, WEDNESDAY)


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def lunch(**changes: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "weekdays": ["MO", "WE"], "starts_at": "13:00", "ends_at": "14:30", "weeks": "1", "first": "2026-03-11",
        "last": "", "label": "at the clinic",
    }  # fmt: skip
    return usual | changes


def text(browser: Client, url: str) -> str:
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def planned(browser: Client, **changes: object) -> Block:
    assert browser.post("/availability/plan/", lunch(**changes)).status_code == 302
    return Block.objects.latest("pk")


def test_a_block_is_planned_and_read_back_by_oneself_and_by_colleagues() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    assert "You have no blocks." in text(browser, "/availability/")
    planned(browser)
    page = text(browser, "/availability/")
    assert "Mondays and Wednesdays 1 to 2:30 pm" in page
    assert "Next 1:00 pm" in page
    assert page.count(", in a block</span>") == 3  # this week: Wednesday, three half hours
    seen = text(signed_in(house.wes), f"/availability/colleagues/?program={house.outpatient.pk}")
    assert "Imani C. 1:00 pm to 2:30 pm, at the clinic" in seen
    assert "Nobody 8:00 am to 1:00 pm, 2:30 pm to 5:00 pm" in seen


def test_what_was_typed_is_still_there_when_a_block_is_refused() -> None:
    browser = signed_in(open_clinic().imani)
    answer = browser.post("/availability/plan/", lunch(weekdays=[], label="at the <clinic>"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose at least one weekday." in page
    assert 'value="at the &lt;clinic&gt;"' in page
    assert 'value="13:00"' in page
    planned(browser)
    answer = browser.post("/availability/plan/", lunch(starts_at="14:00", ends_at="15:00"))
    assert answer.status_code == 409
    assert "You have another block at that time" in answer.content.decode()
    assert Block.objects.count() == 1


def test_one_day_is_left_out_moved_and_as_usual_again() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    block = planned(browser)
    assert (
        browser.post(f"/availability/blocks/{block.pk}/skip/", {"on_date": "2026-03-16"}).status_code == 302
    )
    page = text(browser, f"/availability/blocks/{block.pk}/")
    assert "Mon, Mar 16: left out (1 to 2:30 pm)" in page
    assert "in a block that does not come" in text(browser, "/availability/?week=2026-03-16")
    colleagues = text(
        signed_in(house.wes), f"/availability/colleagues/?program={house.outpatient.pk}&week=2026-03-16"
    )
    assert "Imani C.: not Mon, Mar 16, 1 to 2:30 pm" in colleagues
    browser.post(f"/availability/blocks/{block.pk}/usual/", {"on_date": "2026-03-16"})
    assert "left out" not in text(browser, f"/availability/blocks/{block.pk}/")
    sent = {"on_date": "2026-03-16", "starts_at": "15:00", "ends_at": "16:00"}
    assert browser.post(f"/availability/blocks/{block.pk}/move/", sent).status_code == 302
    assert "Mon, Mar 16: 3 to 4 pm instead of 1 to 2:30 pm" in text(browser, "/availability/")
    answer = browser.post(f"/availability/blocks/{block.pk}/move/", sent | {"on_date": "2026-03-17"})
    assert answer.status_code == 409
    assert "This block does not come on that day" in text_of(answer)


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_a_block_changes_from_a_day_on_and_ends() -> None:
    browser = signed_in(open_clinic().imani)
    block = planned(browser)
    changed = lunch(weekdays=["TH"], first="2026-03-19")
    assert browser.post(f"/availability/blocks/{block.pk}/change/", changed).status_code == 302
    page = text(browser, "/availability/")
    assert "Mondays and Wednesdays 1 to 2:30 pm, until Wed, Mar 18" in page
    assert "Thursdays 1 to 2:30 pm" in page
    new = Block.objects.latest("pk")
    assert browser.post(f"/availability/blocks/{new.pk}/end/", {"first": "2026-03-11"}).status_code == 302
    assert "Thursdays" not in text(browser, "/availability/")
    assert browser.post(f"/availability/blocks/{block.pk}/end/", {"first": "2020-01-01"}).status_code == 409


def test_a_pause_is_kept_with_its_reason_and_ended() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    planned(browser)
    sent = {"first": "2026-03-16", "last": "2026-03-20", "reason": "training in Salem"}
    assert browser.post("/availability/pause/", sent).status_code == 302
    assert "training in Salem" in text(browser, "/availability/")
    colleagues = text(
        signed_in(house.wes), f"/availability/colleagues/?program={house.outpatient.pk}&week=2026-03-16"
    )
    assert "no blocks Mon, Mar 16 to Fri, Mar 20, training in Salem" in colleagues
    answer = browser.post("/availability/pause/", sent | {"last": "2026-03-01"})
    assert answer.status_code == 409
    assert "<details open>" in text_of(answer)
    found = re.search(r"/availability/pauses/(\d+)/end/", text(browser, "/availability/"))
    assert found is not None
    browser.post(f"/availability/pauses/{found[1]}/end/")
    assert "training in Salem" not in text(browser, "/availability/")
    assert browser.post("/availability/pauses/999999/end/").status_code == 302


def test_nobody_finds_a_colleagues_block_or_way() -> None:
    house = open_clinic()
    block = planned(signed_in(house.imani))
    signed_in(house.imani).post("/availability/ways/keep/", {"kind": "pager", "address": "4455"})
    browser = signed_in(house.tomas)
    assert browser.get(f"/availability/blocks/{block.pk}/").status_code == 404
    assert browser.post(f"/availability/blocks/{block.pk}/end/", {"first": "2026-03-11"}).status_code == 404
    assert browser.post(f"/availability/blocks/{block.pk}/eat/").status_code == 404
    assert browser.post(f"/availability/ways/{ReachWay.objects.get().pk}/drop/").status_code == 404
    assert browser.post(f"/availability/ways/{ReachWay.objects.get().pk}/eat/").status_code == 404


def test_whoever_plans_no_blocks_reads_the_colleagues() -> None:
    house = open_clinic()
    Staff.objects.get(pk=house.oren.pk)
    answer = signed_in(house.oren).get("/availability/")
    assert answer.status_code == 302
    assert answer["Location"] == "/availability/colleagues/"
    assert "Colleagues’ blocks" in text(signed_in(house.oren), "/availability/colleagues/")


def test_a_block_that_begins_asks_once_and_open_lasts_until_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(open_clinic().imani)
    block = planned(browser)
    assert "Are you open?" not in text(browser, "/availability/reminder/")
    begun = WEDNESDAY + timedelta(hours=3, minutes=1)
    at(monkeypatch, begun)
    sweep(begun)
    asked = browser.get("/availability/reminder/", headers=LIVE).content.decode()
    assert "Your block until 2:30 pm has begun. Are you open?" in asked
    sent = {"block_id": block.pk, "on_date": "2026-03-11", "answer": "open"}
    answer = browser.post("/availability/reminder/answer/", sent, headers=LIVE)
    assert answer.status_code == 200
    assert "Are you open?" not in text_of(answer)
    said = Presence.objects.get()
    assert (said.status, said.until) == ("open", WEDNESDAY + timedelta(hours=4, minutes=30))
    assert "You are open until 2:30 pm." in text(browser, "/")


def test_not_today_leaves_the_block_out_and_colleagues_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    block = planned(browser)
    at(monkeypatch, WEDNESDAY + timedelta(hours=3, minutes=1))
    sent = {"block_id": block.pk, "on_date": "2026-03-11", "answer": "not_today"}
    assert browser.post("/availability/reminder/answer/", sent).status_code == 302
    assert "Are you open?" not in text(browser, "/availability/reminder/")
    page = text(signed_in(house.wes), f"/availability/colleagues/?program={house.outpatient.pk}")
    assert "Imani C.: not Wed, Mar 11, 1 to 2:30 pm" in page
    answer = browser.post("/availability/reminder/answer/", sent, headers=LIVE)
    assert answer.status_code == 409
    assert "This block does not come on that day" in text_of(answer)


def test_whoever_is_open_or_has_answered_since_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    planned(browser)
    begun = WEDNESDAY + timedelta(hours=3, minutes=1)
    at(monkeypatch, begun)
    Presence.objects.create(
        staff=house.imani, status="open", declared_at=WEDNESDAY, until=begun + timedelta(hours=1)
    )
    assert "Are you open?" not in text(browser, "/availability/reminder/")
    Presence.objects.update(status="with_client", declared_at=begun)
    assert "Are you open?" not in text(browser, "/availability/reminder/")
    Presence.objects.update(status="with_client", declared_at=WEDNESDAY)
    assert "Are you open?" in text(browser, "/availability/reminder/")


def test_a_way_is_kept_tried_switched_and_taken_away() -> None:
    browser = signed_in(open_clinic().imani)
    answer = browser.post("/availability/ways/keep/", {"kind": "phone", "address": "call me maybe"})
    assert answer.status_code == 409
    assert 'value="call me maybe"' in text_of(answer)
    assert browser.post("/availability/ways/keep/", {"kind": "phone"}).status_code == 422
    browser.post("/availability/ways/keep/", {"kind": "phone", "address": "541-555-0142"})
    assert "Nobody has tried it yet." in text(browser, "/availability/ways/")
    way = ReachWay.objects.get().pk
    for name, words in (
        ("works", "Worked 10:00 am."),
        ("works-not", "Did not work"),
        ("off", "Switched off."),
    ):
        assert browser.post(f"/availability/ways/{way}/{name}/").status_code == 302
        assert words in text(browser, "/availability/ways/")
    browser.post(f"/availability/ways/{way}/drop/")
    assert "No way is kept yet." in text(browser, "/availability/ways/")


def test_who_is_counted_on_and_hard_to_reach_is_shown_with_the_reason_and_what_helps() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)
    planned(browser)
    OpenPage.objects.update_or_create(
        staff=house.imani, defaults={"seen_at": datetime.now(UTC) - timedelta(days=20), "closed_at": None}
    )
    page = text(signed_in(house.dana), "/availability/colleagues/")
    assert "Counted on, and hard to reach" in page
    assert "Imani Castellane" in page
    assert "Block 1:00 pm." in page
    assert "No other way is kept" in page
    assert "Ask Imani to open Handclasp once" in page
    assert "You are counted on this week" in text(browser, "/availability/ways/")
    OpenPage.objects.update(seen_at=datetime.now(UTC))
    assert "Block 1:00 pm." not in text(signed_in(house.dana), "/availability/colleagues/")


def test_the_calendar_file_holds_the_next_weeks_and_is_read_by_a_calendar() -> None:
    browser = signed_in(open_clinic().imani)
    planned(browser, label="room 4; bring \\ the tablet, please " + "é" * 40)
    answer = browser.get("/availability/blocks.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == Occurrence.objects.count() >= 10
    assert events[0]["SUMMARY"] == "Open for handoffs: room 4; bring \\ the tablet, please " + "é" * 40
    assert events[0].decoded("DTSTART") == datetime(2026, 3, 11, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        "/availability/?week=0001-01-01", "/availability/?week=9999-12-31", "/availability/?week=%F0%9F%98%80",
        "/availability/colleagues/?program=99999999999999999", "/availability/colleagues/?program=x&week=x",
    ],
)  # fmt: skip
def test_an_odd_address_is_answered(url: str) -> None:
    assert signed_in(open_clinic().imani).get(url).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        lunch(first="9999-12-31"), lunch(last="0001-01-01"), lunch(starts_at="25:00"), lunch(label="x" * 81),
        lunch(weekdays=["XX"]), lunch(weeks="0"), lunch(ends_at="13:00"), {},
    ],
)  # fmt: skip
def test_a_block_that_cannot_be_is_answered_in_words(sent: dict[str, object]) -> None:
    answer = signed_in(open_clinic().imani).post("/availability/plan/", sent)
    assert answer.status_code in {409, 422}
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    ("first", "last"),
    [("9999-12-31", "9999-12-31"), ("0001-01-01", "2026-03-12"), ("2026-03-12", "2030-12-31")],
)
def test_a_pause_that_cannot_be_is_answered_in_words(first: str, last: str) -> None:
    browser = signed_in(open_clinic().imani)
    assert browser.post("/availability/pause/", {"first": first, "last": last}).status_code == 409


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["skip", "usual", "end", "move", "change"])
def test_an_absurd_day_is_answered_in_words(name: str, day: str) -> None:
    browser = signed_in(open_clinic().imani)
    block = planned(browser)
    sent = lunch(first=day) | {"on_date": day}
    assert browser.post(f"/availability/blocks/{block.pk}/{name}/", sent).status_code == 409
    assert Block.objects.get().last_on is None


def test_the_number_of_queries_does_not_grow_with_the_blocks() -> None:
    house = open_clinic()
    browser = signed_in(house.imani)

    def queries(url: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(url)
        return len(seen)

    planned(browser)
    urls = (
        "/availability/",
        f"/availability/colleagues/?program={house.outpatient.pk}",
        "/availability/reminder/",
    )
    before = [queries(url) for url in urls]
    for number in range(8):
        planned(browser, weekdays=["TU"], starts_at=f"{8 + number:02d}:00", ends_at=f"{8 + number:02d}:30")
        planned(
            signed_in(house.tomas),
            weekdays=["TU"],
            starts_at=f"{8 + number:02d}:00",
            ends_at=f"{8 + number:02d}:30",
        )
    assert [queries(url) for url in urls] == before


def test_dates_are_those_of_the_week_that_was_asked_for() -> None:
    browser = signed_in(open_clinic().imani)
    planned(browser)
    assert "Week of March 16" in text(browser, "/availability/?week=2026-03-18")
    assert date(2026, 3, 16).isoformat() in text(browser, "/availability/")
