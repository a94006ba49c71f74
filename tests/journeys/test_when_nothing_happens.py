"""The clock moves past every watch: receiver, sender, deputy and supervisor hear of it, with nothing to press."""

import pytest
from playwright.sync_api import expect

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
    # From three in the afternoon the others hear of him, one after another: his business day is over.
    expect(supervisor.get_by_text(words)).to_have_count(0)
    clinic.clock(receiver, "7 days")
    for page in (receiver, sender, deputy, supervisor):
        expect(page.get_by_text(words).first).to_be_attached(timeout=SWEPT)
    supervisor.get_by_role("link", name="Supervise").click()
    expect(supervisor.locator("#supervise .late", has_text="Teddy R.")).to_be_visible()
