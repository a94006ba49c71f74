"""What somebody tried and was refused for lack of a permission is written down, and nobody fills the disk with it."""

import pytest

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import forget
from handclasp.web.shell import readings
from tests.audit.entries import entries
from tests.web import clinic as clinics
from tests.web.clinic import Clinic, ago, ask, client, open_clinic
from tests.web.staffing import signed_in


@pytest.fixture
def house(db_clone: str) -> Clinic:
    """A clinic of one's own, and a process that has written nothing down yet."""
    readings._recent.forget()
    return open_clinic()


def _refused() -> list[tuple[str, str, str]]:
    return [(one.action, one.actor, one.relation) for one in entries(kind="refused")]


def test_closing_a_colleagues_handoff_is_refused_and_written(house: Clinic) -> None:
    marisol = client(house)
    handoff = ask(house, marisol, ago(hours=1))
    browser = signed_in(house.tomas)
    for _ in range(3):  # the same one again is the same one
        browser.post(f"/handoffs/{handoff.pk}/close/", {"reason": "died", "note": ""})
    assert _refused() == [("handoff:close", f"staff:{house.tomas.pk}", "organization")]
    entry = entries(kind="refused")[0]
    assert (entry.client_id, entry.handoff_id) == (marisol.pk, handoff.pk)
    assert entry.origin == "127.0.0.1"


def test_a_page_that_the_role_does_not_include_is_refused_and_written(house: Clinic) -> None:
    assert signed_in(house.wes).get("/supervise/").status_code == 404
    assert _refused() == [("program:supervise", f"staff:{house.wes.pk}", "")]


def test_trying_a_thousand_things_writes_sixty_an_hour(house: Clinic) -> None:
    handoffs = [ask(house, client(house), ago(hours=1)) for _ in range(3)]
    name = f"refused:staff:{house.tomas.pk}"
    for _ in range(60):
        assert readings.take(name, readings.REFUSALS, wall_now())
    browser = signed_in(house.tomas)
    browser.post(f"/handoffs/{handoffs[0].pk}/close/", {"reason": "died", "note": ""})
    assert _refused() == []
    forget([name])
    browser.post(f"/handoffs/{handoffs[1].pk}/close/", {"reason": "died", "note": ""})
    assert len(_refused()) == 1


def test_what_is_refused_for_another_reason_is_not_written(house: Clinic) -> None:
    handoff = clinics.share(house, client(house), ago(hours=2))
    browser = signed_in(house.imani)
    browser.post(f"/handoffs/{handoff.pk}/close/", {"reason": "no such reason", "note": ""})
    assert _refused() == []
