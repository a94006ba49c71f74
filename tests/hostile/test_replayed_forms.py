"""A form that arrives twice, by a nervous finger or a copied request, is done once."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client

from handclasp.handoffs.models import Call, Hand, Handoff, Pass, Promise
from handclasp.platform.clock import wall_now
from tests import cast
from tests.web import introducing
from tests.web.introducing import as_, asked

pytestmark = pytest.mark.usefixtures("db_clone")
Press = tuple[str, str, dict[str, str], type[Model]]


def _ask() -> Press:
    return "wes", f"/introduce/{cast.client('marisol')}/", asked("marisol"), Handoff


def _ring() -> Press:
    handoff = cast.said_yes("marisol", wall_now())
    form = {"wait": "5", "staff": str(cast.staff("imani"))}
    return "wes", f"/handoffs/{handoff.pk}/introduce/ring/", form, Call


def _accept() -> Press:
    handoff = introducing.ringing("imani", "tomas")
    return "imani", f"/rings/{cast.ring_of(handoff, 'imani').pk}/", {"answer": "accept"}, Handoff


def _everybody_present() -> Press:
    handoff = introducing.coming()
    return "imani", f"/handoffs/{handoff.pk}/together/do/", {"do": "present"}, Hand


def _promise() -> Press:
    handoff = cast.said_yes("marisol", wall_now())
    who = f"{cast.staff('grace')}:{cast.program('Counseling')}"
    form = {"who": who, "channel": "call", "reason": "nobody_free"}
    return "wes", f"/handoffs/{handoff.pk}/promise/", form, Promise


def _pass_on() -> Press:
    handoff = introducing.shared()
    form = {"to": f"receiving:{cast.staff('tomas')}", "reason": "Away."}
    return "imani", f"/handoffs/{handoff.pk}/hand-on/", form, Pass


@pytest.mark.parametrize("thing", [_ask, _ring, _accept, _everybody_present, _promise, _pass_on])
def test_what_is_sent_twice_is_done_once(thing: Callable[[], Press]) -> None:
    introducing.open_clinic()
    key, path, form, table = thing()
    browser = as_(key)
    before = table._default_manager.count()
    first = browser.post(path, form)
    assert first.status_code in {200, 302, 303}, first.content.decode()[-2000:]
    once = table._default_manager.count()
    second = browser.post(path, form)
    assert second.status_code in {200, 302, 303, 404, 409}
    assert table._default_manager.count() == once
    assert once - before in {0, 1}


def test_a_form_kept_from_before_a_change_is_refused_in_words() -> None:
    introducing.open_clinic()
    handoff = introducing.ringing("imani")
    path, browser = f"/rings/{cast.ring_of(handoff, 'imani').pk}/", as_("imani")
    as_("wes").post(f"/handoffs/{handoff.pk}/introduce/stop/")
    answer = browser.post(path, {"answer": "accept"})
    assert answer.status_code == 409
    assert not Hand.objects.filter(handoff=handoff, side="receiving").exists()


def test_a_form_of_one_person_sent_by_another_is_the_others() -> None:
    introducing.open_clinic()
    handoff = introducing.ringing("imani")
    answer = as_("tomas").post(f"/rings/{cast.ring_of(handoff, 'imani').pk}/", {"answer": "accept"})
    assert answer.status_code in {404, 409}
    assert cast.fresh(handoff).receiver_id is None


def test_a_form_sent_again_after_signing_out_changes_nothing() -> None:
    introducing.open_clinic()
    browser = as_("wes")
    old = Client()
    old.cookies.update(browser.cookies)
    browser.post("/accounts/logout/")
    answer = old.post(f"/introduce/{cast.client('marisol')}/", asked("marisol"))
    assert answer.status_code in {302, 401, 403}
    assert not Handoff.objects.exists()
