"""The next night on which the clock changes, in two browsers: planned, seen, asked about and answered."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from handclasp.directory.models import Program, Staff
from handclasp.directory.queries import time_zone_of_staff
from handclasp.platform import clock
from tests.journeys.conftest import Clinic
from tests.journeys.steps import choose

PATIENCE = (
    60_000  # milliseconds: the clock jumps over months, and the worker looks at every deadline in between
)
# From and until as planned, what colleagues read of that night, and the end in words.
LONGER = ("01:30", "02:30", "1:30 am to 1:30 am", "1:30 am")
SHORTER = ("02:30", "03:30", "3:30 am to 4:30 am", "4:30 am")


def next_change(zone: ZoneInfo) -> tuple[date, bool]:
    """Return the next day on which the clock changes in this zone, and whether its night is the longer one."""
    day = clock.now().astimezone(zone).date() + timedelta(days=7)
    while True:
        before, after = (
            datetime.combine(one, time(12), zone).utcoffset() for one in (day - timedelta(days=1), day)
        )
        assert before is not None
        assert after is not None
        if before != after:
            return day, after < before
        day += timedelta(days=1)


def set_clock(at: datetime) -> None:
    """Move the demo's clock to this instant."""
    clock.move_forward(at.astimezone(UTC) - clock.now())


def plan(page: Page, day: date, starts_at: str, ends_at: str) -> None:
    page.goto("/availability/")
    choose(page, "Sunday")
    page.get_by_label("From", exact=True).fill(starts_at)
    page.get_by_label("Until", exact=True).fill(ends_at)
    page.get_by_label("From this day on").fill(day.isoformat())
    page.get_by_role("button", name="Plan this block").click()
    expect(page.get_by_text(f"Next {day:%A}")).to_be_visible()


def test_a_block_in_the_night_of_the_change_begins_when_the_clock_on_the_wall_says_so(clinic: Clinic) -> None:
    staff = Staff.objects.get(given="Imani")
    zone = time_zone_of_staff(staff)
    sunday, is_longer = next_change(zone)
    starts_at, ends_at, seen, until = LONGER if is_longer else SHORTER
    set_clock(datetime.combine(sunday - timedelta(days=2), time(10), zone))
    imani, wes = clinic.arrive("Imani Castellane"), clinic.arrive("Dr. Wes Halvorsen")
    plan(imani, sunday, starts_at, ends_at)
    program = Program.objects.filter(memberships__staff=staff).earliest("pk").pk
    wes.goto(f"/availability/colleagues/?program={program}&week={sunday - timedelta(days=6)}")
    expect(wes.get_by_text(f"Imani C. {seen}").first).to_be_attached()
    begins = datetime.combine(sunday, time.fromisoformat(starts_at), zone).astimezone(UTC)
    set_clock(begins - timedelta(minutes=2))
    imani.goto("/")
    expect(imani.get_by_text(f"Your block until {until} has begun")).to_have_count(0)
    set_clock(begins + timedelta(minutes=1))
    expect(imani.get_by_text(f"Your block until {until} has begun")).to_be_visible(timeout=PATIENCE)
    imani.get_by_role("button", name=f"Open until {until}").click()
    expect(imani.get_by_text(f"Your block until {until} has begun")).to_have_count(0)
    imani.goto("/")
    expect(imani.locator("#presence").get_by_role("status")).to_contain_text(f"You are open until {until}")
