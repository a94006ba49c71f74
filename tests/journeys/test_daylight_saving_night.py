"""The nights on which the clock changes: a block is asked for, seen and over when the clock on the wall says so."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from handclasp.availability.models import Presence
from handclasp.availability.tasks import sweep
from handclasp.directory.models import Site
from handclasp.platform import clock
from tests.web.clinic import Clinic, open_clinic
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
NEW_YORK, LORD_HOWE = ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")


class Night:
    """A house in a time zone, whose clock the test moves, with a worker that looks whenever it moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, zone: ZoneInfo) -> None:
        self.zone, self.house, self.now = zone, open_clinic(), datetime(2026, 1, 1, tzinfo=UTC)
        Site.objects.update(time_zone=zone.key, opens_at="00:00", closes_at="23:59")
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.imani, self.wes = signed_in(self.house.imani), signed_in(self.house.wes)

    def at(self, wall: str, fold: int = 0) -> None:
        """Let the clock on the wall show this; `fold` 1 is the second time that it does in a night."""
        local = datetime.fromisoformat(wall).replace(tzinfo=self.zone, fold=fold)
        self.now = local.astimezone(UTC)
        sweep(self.now)

    def plan(self, first: str, starts_at: str, ends_at: str) -> None:
        """Let Imani plan Sundays."""
        sent = {"weekdays": ["SU"], "starts_at": starts_at, "ends_at": ends_at, "weeks": "1", "first": first}
        assert self.imani.post("/availability/plan/", sent).status_code == 302

    def is_asked(self) -> str:
        """Return the question that stands on every page of Imani's, or nothing."""
        page = self.imani.get("/availability/reminder/", headers={"HX-Request": "true"}).content.decode()
        begin = page.find("<p>Your block")
        return page[begin + 3 : page.index("<span", begin)] if begin >= 0 else ""

    def colleagues_see(self, week: str) -> str:
        """Return what Wes reads of Imani's program."""
        house: Clinic = self.house
        return page(self.wes, f"/availability/colleagues/?program={house.outpatient.pk}&week={week}")


def page(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


def test_in_the_longer_night_the_block_is_in_the_first_of_the_two_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = Night(monkeypatch, NEW_YORK)
    night.at("2026-10-30T10:00")
    night.plan("2026-10-30", "01:30", "02:30")
    assert "Imani C. 1:30 am to 1:30 am" in night.colleagues_see("2026-10-26")  # an hour, across the change
    night.at("2026-11-01T01:29")
    assert night.is_asked() == ""
    night.at("2026-11-01T01:31")
    assert night.is_asked() == "Your block until 1:30 am has begun. Are you open?"
    night.at("2026-11-01T01:29", fold=1)
    assert night.is_asked() != ""
    night.at("2026-11-01T01:31", fold=1)
    assert night.is_asked() == ""  # over, and not asked a second time in the second hour
    night.at("2026-11-08T01:31")
    assert night.is_asked() == "Your block until 2:30 am has begun. Are you open?"


def test_an_answer_in_the_longer_night_lasts_as_long_as_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night(monkeypatch, NEW_YORK)
    night.at("2026-10-30T10:00")
    night.plan("2026-10-30", "00:30", "02:00")
    night.at("2026-11-01T00:31")
    asked = night.imani.get("/availability/reminder/").content.decode()
    block_id = asked.split('name="block_id" value="')[1].split('"')[0]
    sent = {"block_id": block_id, "on_date": "2026-11-01", "answer": "open"}
    assert night.imani.post("/availability/reminder/answer/", sent).status_code == 302
    assert Presence.objects.get().until == datetime(
        2026, 11, 1, 6, 0, tzinfo=UTC
    )  # ninety minutes of real time
    assert "You are open until 1:00 am." in page(night.imani, "/")


def test_in_the_shorter_night_the_hour_that_is_left_out_is_an_hour_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = Night(monkeypatch, NEW_YORK)
    night.at("2027-03-12T10:00")
    night.plan("2027-03-12", "02:30", "03:30")
    seen = night.colleagues_see("2027-03-08")
    assert "Imani C. 3:30 am to 4:30 am" in seen
    assert "Imani C. 2:30 am to 3:30 am" in night.colleagues_see("2027-03-15")
    night.at("2027-03-14T03:29")
    assert night.is_asked() == ""
    night.at("2027-03-14T03:31")
    assert night.is_asked() == "Your block until 4:30 am has begun. Are you open?"
    assert "3:30 am" in page(night.imani, "/availability/")


def test_where_the_clock_changes_by_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    night = Night(monkeypatch, LORD_HOWE)
    night.at("2026-10-02T10:00")
    night.plan("2026-10-02", "02:15", "03:15")
    assert "Imani C. 2:45 am to 3:45 am" in night.colleagues_see("2026-09-28")
    night.at("2026-10-04T02:44")
    assert night.is_asked() == ""
    night.at("2026-10-04T02:46")
    assert night.is_asked() == "Your block until 3:45 am has begun. Are you open?"
    night.at("2026-10-11T02:16")
    assert night.is_asked() == "Your block until 3:15 am has begun. Are you open?"


def test_a_house_that_moves_to_another_zone_keeps_the_hour_on_the_wall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = Night(monkeypatch, NEW_YORK)
    night.at("2026-10-30T10:00")
    night.plan("2026-10-30", "13:00", "14:00")
    Site.objects.update(time_zone="America/Los_Angeles")
    night.zone = ZoneInfo("America/Los_Angeles")
    night.at("2026-11-01T12:59")
    assert night.is_asked() == ""
    night.at("2026-11-01T13:00")
    assert night.is_asked() == "Your block until 2:00 pm has begun. Are you open?"
    night.now += timedelta(hours=1)
    assert night.is_asked() == ""
