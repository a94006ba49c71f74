"""The follow-up tier: promising a contact, and the page the client takes home."""

from datetime import timedelta

import pytest

from handclasp.handoffs.models import Handoff
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.web.introducing import as_, open_clinic

pytestmark = pytest.mark.usefixtures("clinic")


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()


def url(handoff: Handoff, what: str = "promise/") -> str:
    return f"/handoffs/{handoff.pk}/{what}"


def promised(key: str = "grace", **changes: str) -> dict[str, str]:
    who = f"{cast.staff(key)}:{cast.program('Counseling')}"
    return {"who": who, "channel": "call", "reason": "nobody_free", "due_date": "", "due_time": ""} | changes


def test_a_named_person_promises_and_the_client_takes_the_words_home() -> None:
    handoff = cast.said_yes(now=now())
    browser = as_("wes")
    assert "Usually within three days" in browser.get(url(handoff)).content.decode()
    assert browser.post(url(handoff), promised())["Location"] == url(handoff, "promised/")
    page = browser.get(url(handoff, "promised/")).content.decode()
    assert "Grace Oyelaran will call you by" in page
    assert "Grace Oyelaran le va a llamar, a más tardar el" in page


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("Nobody contacted me", "Call or text 988")),
        ("es", ("nadie se comunicó conmigo", "oprima 2", "AYUDA")),
    ],
)
def test_the_clients_page_names_no_need_and_no_program(language: str, parts: tuple[str, ...]) -> None:
    handoff = cast.said_yes(now=now())
    browser = as_("wes")
    browser.post(url(handoff), promised())
    page = browser.get(url(handoff, f"promised/{language}/")).content.decode()
    assert all(part in page for part in ("541-555-0100", *parts))
    assert not any(word in page for word in ("worry", "estrés", "Counseling"))


def test_an_urgent_need_waits_only_with_a_supervisors_name_and_one_business_day() -> None:
    handoff = cast.said_yes(now=now(), urgency="urgent")
    browser = as_("wes")
    refused = browser.post(url(handoff), promised())
    assert refused.status_code == 409
    assert "only with a supervisor’s name" in refused.content.decode()
    backed = promised(backed_by=str(cast.staff("dana")))
    late = f"{now() + timedelta(days=10):%Y-%m-%d}"
    assert browser.post(url(handoff), backed | {"due_date": late, "due_time": "10:00"}).status_code == 409
    assert browser.post(url(handoff), backed).status_code == 303


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"who": ""}, 422), ({"who": "1:2:3"}, 422), ({"who": "999999:999999"}, 409), ({"channel": "pigeon"}, 422),
        ({"reason": ""}, 422), ({"due_date": "2026-11-30"}, 422), ({"due_date": "x", "due_time": "y"}, 422),
        ({"due_date": "0001-01-01", "due_time": "00:00"}, 422), ({"due_date": "9999-12-31", "due_time": "23:59"}, 422),
        ({"due_date": "2020-01-01", "due_time": "10:00"}, 409), ({"due_date": "2199-01-01", "due_time": "10:00"}, 409),
    ],
)  # fmt: skip
def test_what_nobody_can_mean_gets_a_sentence_and_the_rest_stays(
    changes: dict[str, str], status: int
) -> None:
    handoff = cast.said_yes(now=now())
    answer = as_("wes").post(url(handoff), promised(**changes))
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert cast.fresh(handoff).state == "seeking"


def test_a_second_promise_is_told_how_it_stands() -> None:
    handoff = cast.said_yes(now=now())
    browser = as_("wes")
    browser.post(url(handoff), promised())
    again = browser.post(url(handoff), promised())
    assert again.status_code == 409
    assert "See how it stands" in again.content.decode()


def test_only_the_holder_promises_and_another_organization_finds_nothing() -> None:
    handoff = cast.said_yes(now=now())
    assert as_("bea").post(url(handoff), promised()).status_code == 409
    lena = as_("lena")
    for what in ("promise/", "promised/", "promised/en/", "answered/"):
        assert lena.get(url(handoff, what)).status_code == 404
    assert lena.post(url(handoff), promised()).status_code == 404
    assert as_("wes").get(url(handoff, "promised/xx/")).status_code == 404
