"""The clock moves past every watch: receiver, sender, deputy and supervisor hear of it, with nothing to press."""

from datetime import UTC, datetime
from threading import Event

import pytest
from playwright.sync_api import expect

from handclasp.handoffs.models import Watch
from tests.journeys.conftest import Clinic

SWEPT = 10_000
"""The worker looks at the demo's clock every few seconds."""

WATCHES = {
    "find_next_hand": ("Imani Castellane", "10 minutes", "Nobody has been found for"),
    "meet": ("Rubén Salas", "10 minutes", "has not begun, and the time is over"),
    "reach_client": ("Odette Marchetti", "7 days", "was promised a contact and has not been reached"),
    "record_visit": ("Dr. Lena Amadi", "7 days", "Nobody has said how the visit of"),
    "recover": ("Imani Castellane", "3 days", "and has not been reached since"),
    "plan_visit": ("Hal Okonkwo", "7 days", "has no visit planned yet"),
    "review_pause": ("Noor Haddad", "7 days", "has to be looked at again"),
}


def told_already() -> int:
    """Return how many have been told of the demo's missed visit, once the worker has told all who are due."""
    for _ in range(SWEPT // 100):
        watch = Watch.objects.get(kind="recover", closed_at=None)
        if watch.next_at > datetime.now(UTC):
            return watch.step
        Event().wait(0.1)
    raise AssertionError("The worker has not told them.")


@pytest.mark.long
@pytest.mark.parametrize("kind", WATCHES)
def test_each_watch_tells_somebody_who_can_act(clinic: Clinic, kind: str) -> None:
    name, step, words = WATCHES[kind]
    page = clinic.arrive(name)
    clinic.clock(page, step)
    expect(page.get_by_text(words).first).to_be_attached(timeout=SWEPT)


def test_a_missed_visit_without_contact_climbs_the_whole_ladder(clinic: Clinic) -> None:
    receiver, sender, deputy, supervisor = (
        clinic.arrive(name)
        for name in ("Imani Castellane", "Dr. Wes Halvorsen", "Tomas Lindqvist", "Marguerite Achebe")
    )
    words = "and has not been reached since"
    ladder = (receiver, sender, deputy, supervisor)
    # From three in the afternoon his business day is over, and the first of them may have been told already.
    told = told_already()
    for page in ladder[:told]:
        expect(page.get_by_text(words).first).to_be_attached(timeout=SWEPT)
    for page in ladder[told:]:
        expect(page.get_by_text(words)).to_have_count(0)
    assert told < len(ladder)
    clinic.clock(receiver, "7 days")
    for page in ladder:
        expect(page.get_by_text(words).first).to_be_attached(timeout=SWEPT)
    supervisor.get_by_role("link", name="Supervise").click()
    expect(supervisor.locator("#supervise .late", has_text="Teddy R.")).to_be_visible()
