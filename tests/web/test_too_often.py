"""A loop that sends changes is stopped; a hand that presses is not, and keeps what it typed."""

import time
from datetime import timedelta
from statistics import median

import pytest
from django.test import Client
from django.test.utils import override_settings

from handclasp.platform.clock import wall_now
from handclasp.platform.signins.counting import Allowance, take
from tests.web.staffing import House, furnish, signed_in

pytestmark = pytest.mark.usefixtures("db_clone")


@pytest.fixture
def house() -> House:
    return furnish()


def test_a_hand_that_presses_is_never_stopped(house: House) -> None:
    browser = signed_in(house.wes)
    assert {browser.post("/accounts/here/").status_code for _ in range(100)} == {200}


@override_settings(CHANGES_A_MINUTE=3)
def test_more_changes_than_a_hand_can_press_are_refused_with_what_was_typed(house: House) -> None:
    browser = signed_in(house.wes)
    for _ in range(3):
        browser.post("/accounts/here/")
    answer = browser.post("/presence/", {"status": "open", "note": "back at ten past two"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "back at ten past two" in page
    assert "Send it now" in page
    part = browser.post("/presence/", {"status": "open"}, headers={"HX-Request": "true"})
    assert part.status_code == 429
    assert part.headers["Handclasp-Problem"] == "1"
    assert "still on your page" in part.content.decode()


@override_settings(CHANGES_A_MINUTE=3)
def test_one_persons_loop_stops_nobody_else_and_no_reading(house: House) -> None:
    wes, imani = signed_in(house.wes), signed_in(house.imani)
    for _ in range(5):
        wes.post("/accounts/here/")
    assert wes.get("/people/").status_code == 200
    assert imani.post("/accounts/here/").status_code == 200


@override_settings(CHANGES_A_MINUTE=2)
def test_strangers_are_counted_by_their_network() -> None:
    answers = [Client().post("/accounts/login/", {"login": "x@example.org"}).status_code for _ in range(11)]
    assert answers[:10] == [200] * 10
    assert answers[10] == 429
    assert Client(REMOTE_ADDR="198.51.100.7").post("/accounts/login/", {}).status_code == 200


def test_a_forged_form_is_refused_as_forged_and_never_shown_filled_in(house: House) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(house.wes.user, "allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(CHANGES_A_MINUTE=1):
        browser.post("/presence/", {"note": "planted by somebody"})
        answer = browser.post("/presence/", {"note": "planted by somebody"})
    assert answer.status_code == 403
    assert "planted by somebody" not in answer.content.decode()


def test_counting_a_change_costs_little(house: House) -> None:
    allowance, costs = Allowance(100_000, timedelta(minutes=1)), []
    for _ in range(200):
        began = time.perf_counter()
        take("cost", allowance, wall_now())
        costs.append(time.perf_counter() - began)
    assert median(costs) < 0.005, f"{median(costs) * 1000:.2f} ms"
