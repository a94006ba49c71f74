"""What an attacker or a clumsy hand sends is answered in words, and changes nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.test import Client

from handclasp.directory.models import Membership
from handclasp.handoffs.commands import calling, passing, promising
from handclasp.handoffs.models import Attempt, Handoff, Pass, Promise
from handclasp.platform.clock import wall_now
from handclasp.platform.refusals import Refusal
from handclasp.web.live.admission import admit, request_of
from tests import cast
from tests.web import introducing
from tests.web.clinic import acts, ago, ask, client, open_clinic, promise, share
from tests.web.staffing import signed_in

pytestmark = pytest.mark.usefixtures("db_clone")
NUL_IN_A_COOKIE = '"\\000aaaaaaaaaaaaa"'


def _stream(cookie: str) -> ASGIRequest:
    headers = [(b"host", b"localhost"), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
    return request_of(
        {"type": "http", "method": "GET", "path": "/live/", "query_string": b"ask", "headers": headers}
    )


@pytest.mark.parametrize("number", ["1" * 5000, "9" * 5000, "-1", "²", "1" * 19, ""])
def test_an_offer_of_an_absurd_number_is_not_found(number: str) -> None:
    introducing.open_clinic()
    handoff = introducing.ringing("imani")
    browser = introducing.as_("wes")
    answer = browser.post(f"/handoffs/{handoff.pk}/introduce/offer/", {"ring": number})
    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/people/"])
def test_a_session_cookie_with_a_nul_is_a_stranger(address: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "x"
    browser.cookies[settings.SESSION_COOKIE_NAME].set(
        settings.SESSION_COOKIE_NAME, "\0aaaaaaaaaaaaa", NUL_IN_A_COOKIE
    )
    answer = browser.get(address)
    assert answer.status_code in {200, 302}
    assert answer.headers.get("Location", "/accounts/login/").startswith("/accounts/login/")


def test_a_stream_with_a_nul_in_its_session_cookie_is_signed_out() -> None:
    assert admit(_stream(NUL_IN_A_COOKIE)) == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_changing_the_need_takes_only_a_visit_or_a_press(method: str) -> None:
    house = open_clinic()
    handoff = ask(house, client(house), ago(minutes=5))
    answer = signed_in(house.wes).generic(
        method, f"/handoffs/{handoff.pk}/need/", b"need=1", "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 405


def test_an_offer_of_somebody_who_went_elsewhere_is_over_for_the_sender() -> None:
    introducing.open_clinic()
    handoff, now = introducing.ringing("imani", "tomas"), wall_now()
    ring = cast.ring_of(handoff, "imani")
    calling.offer_later(cast.actor("imani"), ring.pk, now)
    other = introducing.ringing("imani", client_key="ana")
    calling.accept_ring(cast.actor("imani"), cast.ring_of(other, "imani").pk, wall_now())
    with pytest.raises(Refusal, match="no_offer"):
        calling.take_offer(cast.actor("wes"), ring.pk, wall_now())


def test_a_try_that_is_sent_twice_is_one_try() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    browser, form = signed_in(house.imani), {"channel": "call", "result": "no_answer", "note": "Rang out."}
    for _ in range(2):
        assert browser.post(f"/handoffs/{handoff.pk}/attempt/", form).status_code == 302
    assert Attempt.objects.filter(handoff=handoff).count() == 1
    at = wall_now() + timedelta(minutes=5)
    promising.record_attempt(acts(house.imani), handoff.pk, "call", "no_answer", "Rang out.", at)
    assert Attempt.objects.filter(handoff=handoff).count() == 2


def test_moving_a_promise_twice_by_one_form_moves_it_once() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    now = wall_now()
    for _ in range(2):
        promising.record_attempt(
            acts(house.imani), handoff.pk, "call", "another_time", "", now, now + timedelta(days=1)
        )
    assert Promise.objects.filter(handoff=handoff).count() == 2


def test_a_request_to_take_a_promise_over_ends_when_a_third_person_reaches_the_client() -> None:
    house = open_clinic()
    handoff = promise(house, ask(house, client(house), ago(hours=2)), ago(hours=2))
    now = wall_now()
    Membership.objects.create(staff=house.oren, program=house.outpatient)
    passing.ask_colleague(acts(house.imani), handoff.pk, "receiving", house.oren.pk, "Away.", now)
    promising.record_attempt(acts(house.tomas), handoff.pk, "call", "reached", "", now)
    assert Handoff.objects.get(pk=handoff.pk).receiver_id == house.tomas.pk
    passing.ask_colleague(acts(house.tomas), handoff.pk, "receiving", house.imani.pk, "Hers.", now)
    assert Pass.objects.filter(handoff=handoff, state="withdrawn").count() == 1


def test_who_left_the_program_after_being_asked_cannot_take_the_side() -> None:
    house = open_clinic()
    handoff, now = share(house, client(house), ago(hours=2)), wall_now()
    row = passing.ask_colleague(acts(house.imani), handoff.pk, "receiving", house.tomas.pk, "Away.", now)
    Membership.objects.filter(staff=house.tomas).delete()
    with pytest.raises(Refusal, match="not_your_role"):
        passing.accept_pass(acts(house.tomas), row.pk, now)
