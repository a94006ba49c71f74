"""A client's name stays on pages: logs, jobs, frames, error pages, addresses and headers hold none."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import override_settings

from handclasp.clients.models import Client
from handclasp.config.logs import Doors, Plain
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.tasks import sweep
from handclasp.platform.clock import wall_now
from handclasp.platform.live import CHANNEL
from tests import cast
from tests.ground import copies
from tests.hostile.addresses import pages_of
from tests.web import introducing
from tests.web.introducing import as_, asked

GIVEN, FAMILY, TYPED = "Zyxwanda", "Quuxbridge", "Plughmorning"
CANARIES = re.compile(f"{GIVEN}|{FAMILY}|{TYPED}", re.IGNORECASE)
ADDRESSES = re.compile(r"""(?:href|src|action|data-live-url|hx-get|hx-post)=["']([^"']*)""")


@pytest.fixture
def written(db_clone: str) -> Iterator[StringIO]:
    """Return everything that is logged meanwhile, down to the smallest event, as the real formatter writes it."""
    text, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    handler.setFormatter(Plain())
    handler.addFilter(Doors())
    for one in (root, logging.getLogger("handclasp"), logging.getLogger("django")):
        one.addHandler(handler)
    root.setLevel(logging.INFO)
    yield text
    for one in (root, logging.getLogger("handclasp"), logging.getLogger("django")):
        one.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def heard(db_clone: str) -> Iterator[list[str]]:
    """Return the payload of every notice that goes out meanwhile, once `_hear` was called."""
    with psycopg.connect(copies.addresses(db_clone)["DATABASE_URL"], autocommit=True) as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        payloads: list[str] = []
        yield payloads
        payloads += [notice.payload for notice in listening.notifies(timeout=1)]
        assert payloads, "the story told the open pages"
        assert not [payload for payload in payloads if CANARIES.search(payload)]


def _story(answers: list[Any]) -> Handoff:
    """Tell a whole introduction, from the search to the visit, by the forms that people press."""
    wes, imani = as_("wes"), as_("imani")

    def press(browser: Browser, path: str, **form: str) -> Any:
        answers.append(browser.post(path, form))
        return answers[-1]

    found = press(wes, "/introduce/", q=FAMILY)
    answers.append(wes.get(found["Location"]))
    press(wes, f"/introduce/{cast.client('marisol')}/", **asked("marisol", place=f"Room of {TYPED}"))
    handoff = cast.of("marisol")
    press(wes, f"/handoffs/{handoff.pk}/introduce/ring/", wait="5", staff=str(cast.staff("imani")))
    press(imani, f"/rings/{cast.ring_of(handoff, 'imani').pk}/", answer="accept")
    press(imani, f"/handoffs/{handoff.pk}/together/do/", do="present")
    press(imani, f"/handoffs/{handoff.pk}/together/save/", said=f"{GIVEN} said {TYPED}", corrections=TYPED)
    press(
        imani, f"/handoffs/{handoff.pk}/together/do/", do="action", what=f"Call {GIVEN}", owner="", due_on=""
    )
    press(imani, f"/handoffs/{handoff.pk}/hand-on/", to=f"receiving:{cast.staff('tomas')}", reason=TYPED)
    return handoff


def _mistakes(handoff: Handoff, answers: list[Any]) -> None:
    """Send what is refused, with names in it."""
    wes, stranger = as_("wes"), Browser(raise_request_exception=False, enforce_csrf_checks=True)
    name = f"{GIVEN} {FAMILY} {TYPED}"
    for path in (
        f"/nowhere/{GIVEN}/",
        f"/people/?start={FAMILY}",
        f"/accounts/login/?next=/{TYPED}/{GIVEN}%00",
    ):
        answers.append(wes.get(path))
    answers.append(stranger.post("/introduce/", {"q": name}))
    answers.append(stranger.post("/accounts/login/", {"login": name, "password": TYPED}))
    answers.append(wes.post("/introduce/", name.encode(), content_type="text/plain"))
    answers.append(wes.put(f"/handoffs/{handoff.pk}/need/", {"need": name}))
    answers.append(wes.post(f"/handoffs/{handoff.pk}/introduce/ring/", {"wait": name}))


def test_a_whole_story_leaves_no_name_outside_its_pages(written: StringIO, heard: list[str]) -> None:
    introducing.open_clinic()
    Client.objects.filter(pk=cast.client("marisol")).update(given=GIVEN, family=FAMILY)
    answers: list[Any] = []
    handoff = _story(answers)
    assert CANARIES.search(answers[1].content.decode()), "the name stands where it belongs"
    good = len(answers)
    assert {answer.status_code for answer in answers} <= {200, 302, 303}, "every step of the story was taken"
    _mistakes(handoff, answers)
    sweep(wall_now() + timedelta(days=4))
    for path in pages_of([handoff.pk]):
        answers.append(as_("imani").get(path))
    for answer in answers:
        head = json.dumps(dict(answer.headers)) + answer.cookies.output()
        assert not CANARIES.search(head), head
        page = "" if answer.streaming else answer.content.decode()
        assert not [way for way in ADDRESSES.findall(page) if CANARIES.search(way)]
    for answer in answers[good : good + 8]:
        if answer.status_code in {400, 403, 404, 405, 413, 415, 429, 500}:
            assert not CANARIES.search(answer.content.decode()), answer.status_code
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(args::text || queueing_lock, ' '), '') FROM procrastinate_jobs"
        )
        assert not CANARIES.search(cursor.fetchone()[0])
    assert "an unknown address" in written.getvalue(), "what was refused was logged"
    assert not CANARIES.search(written.getvalue()), written.getvalue()


@pytest.mark.urls("tests.web.shell_urls")
def test_a_defect_tells_the_log_where_and_not_whom(written: StringIO) -> None:
    introducing.open_clinic()
    browser = as_("wes")
    browser.raise_request_exception = False
    with override_settings(DEBUG=False):
        answer = browser.post(f"/trial/defect/?q={GIVEN}", {"note": TYPED})
    assert answer.status_code in {403, 405, 500}
    assert not CANARIES.search(answer.content.decode())
    assert not CANARIES.search(written.getvalue())
