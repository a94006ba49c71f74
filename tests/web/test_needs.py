"""The pages of needs and of words to say."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handclasp.directory.commands import needs as keep
from handclasp.directory.models import Need, NeedWords, Office
from handclasp.handoffs.models import Handoff
from handclasp.platform.clock import wall_now as now
from tests import cast
from tests.web.introducing import as_, asked, open_clinic

pytestmark = pytest.mark.usefixtures("clinic")
NAMES = {"name_en": "Getting around", "name_es": "Transporte", "say_en": "rides", "say_es": "el transporte"}
BODY = "I know somebody who helps with {need}. {how} Is that all right?"
PLAIN = {"tone": "plain", "language": "en", "setting": "in_person"}


@pytest.fixture
def clinic(db_clone: str) -> None:
    open_clinic()
    Office.objects.create(staff_id=cast.staff("dana"), role="admin")


def dana() -> Client:
    return as_("dana")


def shown(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_administrator_adds_a_need_and_says_who_serves_it() -> None:
    page = dana().post("/needs/add/", NAMES, follow=True)
    assert "Choose now who serves it." in shown(page)
    need = Need.objects.get(code="getting_around")
    dana().post(f"/needs/{need.pk}/programs/", {"programs": [cast.program("Counseling")]})
    listed = shown(dana().get("/needs/"))
    assert "Served by Counseling" in listed
    assert "Getting around" in shown(as_("wes").get(f"/introduce/{cast.client('marisol')}/"))


def test_a_form_that_lacks_something_keeps_the_rest() -> None:
    answer = dana().post("/needs/add/", NAMES | {"say_es": ""})
    assert answer.status_code == 422
    assert 'value="Getting around"' in shown(answer)
    taken = dana().post("/needs/add/", NAMES | {"name_en": "Sleep"})
    assert taken.status_code == 409
    assert "already" in shown(taken)
    assert 'value="Transporte"' in shown(taken)


def test_a_need_that_nobody_serves_is_said_before_it_matters() -> None:
    page = shown(dana().get("/needs/"))
    assert "No program serves it yet." in page
    assert re.search(r"\d+ of them are served by nobody", page)


def test_a_need_is_taken_off_the_ask_page_and_comes_back() -> None:
    sleep = cast.need("sleep")
    dana().post(f"/needs/{sleep}/place/", {"do": "stop"})
    ask = f"/introduce/{cast.client('marisol')}/"
    assert "<span>Sleep" not in shown(as_("wes").get(ask))
    answer = as_("wes").post(ask, asked() | {"need": str(sleep)})
    assert answer.status_code == 409
    assert "does not offer this need" in shown(answer)
    dana().post(f"/needs/{sleep}/place/", {"do": "offer"})
    assert "<span>Sleep" in shown(as_("wes").get(ask))


def test_words_are_previewed_exactly_as_they_are_read() -> None:
    sleep = cast.need("sleep")
    where = f"/needs/{sleep}/words/"
    looked = shown(dana().post(where, PLAIN | {"do": "look", "body": BODY, "setting": "video"}))
    preview = re.search(r'<p class="said" id="preview"[^>]*>(.*?)</p>', looked, re.S)
    assert preview is not None
    assert not NeedWords.objects.exists()
    dana().post(where, PLAIN | {"do": "write", "body": BODY})
    read = shown(
        as_("wes").get(
            f"/introduce/{cast.client('marisol')}/words/",
            {"need": sleep, "setting": "video", "tone": "plain"},
        )
    )
    assert preview[1] in read


def test_words_that_lack_something_are_refused_whole_and_kept_in_the_field() -> None:
    dana().post("/needs/words/", PLAIN | {"do": "write", "body": BODY})
    assert "These are your own words." in shown(dana().get("/needs/words/", PLAIN))
    answer = dana().post("/needs/words/", PLAIN | {"do": "write", "body": "Come to <b>Counseling</b>."})
    page = shown(answer)
    assert answer.status_code == 409
    assert "Come to &lt;b&gt;Counseling&lt;/b&gt;." in page
    for words in ("Write {need} once", "Write {how} once", "Ask for permission", "name one of your programs"):
        assert words in page
    assert "These are your own words" not in page


def test_an_older_version_is_said_again() -> None:
    for body in (BODY, f"{BODY} Yes?"):
        dana().post("/needs/words/", PLAIN | {"do": "write", "body": body})
    first = NeedWords.objects.get(version=1)
    dana().post("/needs/words/", PLAIN | {"do": f"back:{first.pk}"})
    current = NeedWords.objects.get(is_current=True)
    assert (current.version, current.body) == (3, BODY)
    page = shown(dana().get("/needs/words/"))
    assert page.count("Read now") == 1
    assert "Version 2" in page


@pytest.mark.parametrize("do", ["back:", "back:x", "back:99999999999999999999", "back:-1", "back:٣"])
def test_a_version_that_is_not_there_is_nowhere(do: str) -> None:
    assert dana().post("/needs/words/", PLAIN | {"do": do}).status_code == 404


def test_what_was_read_stands_on_the_handoff() -> None:
    dana().post("/needs/words/", PLAIN | {"do": "write", "body": BODY})
    ask = f"/introduce/{cast.client('marisol')}/"
    page = shown(as_("wes").get(ask))
    version = re.search(r'name="version_en" value="(\d+)"', page)
    assert version is not None
    as_("wes").post(ask, asked() | {"tone_read": "plain", "version_en": version[1], "version_es": "0"})
    handoff = Handoff.objects.get()
    assert (handoff.words_tone, handoff.words_version) == ("plain", int(version[1]))


def test_nobody_else_finds_these_pages() -> None:
    for path in ("/needs/", "/needs/add/", "/needs/words/", f"/needs/{cast.need('sleep')}/"):
        assert as_("wes").get(path).status_code == 404


def test_another_organizations_need_is_not_there() -> None:
    Office.objects.create(staff_id=cast.staff("lena"), role="admin")
    theirs = keep.add_need(cast.actor("lena"), now(), **NAMES).pk
    for path in (f"/needs/{theirs}/", f"/needs/{theirs}/words/"):
        assert dana().get(path).status_code == 404
    for what in ("name", "programs", "place", "words"):
        sent = NAMES | PLAIN | {"do": "write" if what == "words" else "stop", "body": BODY}
        assert dana().post(f"/needs/{theirs}/{what}/", sent).status_code == 404
    assert "Getting around" not in shown(as_("wes").get(f"/introduce/{cast.client('marisol')}/"))
    assert "Getting around" not in shown(dana().get("/needs/"))


def test_more_needs_take_no_more_queries() -> None:
    counts = []
    for many in (1, 8):
        for number in range(many):
            keep.add_need(cast.actor("dana"), now(), **(NAMES | {"name_en": f"Need {many} {number}"}))
        browser = dana()
        with CaptureQueriesContext(connection) as queries:
            browser.get("/needs/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
