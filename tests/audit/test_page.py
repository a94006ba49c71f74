"""The privacy officer reads the audit, searches it, and answers a client who asks who has looked."""

from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from handclasp.domain.audit_words import ACTIONS, KINDS
from handclasp.domain.permissions import PERMISSIONS
from handclasp.handoffs.facts import hours_of
from handclasp.web.shell import readings
from tests.audit.entries import entries, newest
from tests.audit.officer import browser_of, officer, read_page_of, wrote
from tests.web.clinic import Clinic, ago, ask, client, open_clinic
from tests.web.staffing import signed_in


@pytest.fixture
def house(db_clone: str) -> Clinic:
    """A clinic of one's own, and a process that has written nothing down yet."""
    readings._recent.forget()
    return open_clinic()


def _text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("key", ["wes", "dana", "oren"])
@pytest.mark.parametrize("path", ["/audit/", "/audit/clients/1/", "/audit/find/", "/audit/look/"])
def test_nobody_else_finds_the_audit(house: Clinic, key: str, path: str) -> None:
    browser = signed_in(getattr(house, key))
    answer = browser.get(path) if path in {"/audit/", "/audit/clients/1/"} else browser.post(path)
    assert answer.status_code == 404
    assert "/audit/" not in _text(browser.get("/people/"))


def test_the_officer_reads_who_did_what_in_words(house: Clinic) -> None:
    marisol = client(house)
    ask(house, marisol, ago(hours=1))
    page = _text(browser_of(house).get("/audit/"))
    assert "Dr. Wes Halvorsen" in page
    assert "recorded the client’s answer" in page
    assert "Marisol T." in page
    assert "own client" in page


def test_searching_is_written_into_the_audit_with_whom_it_was_about(house: Clinic) -> None:
    marisol = client(house)
    browser = browser_of(house)
    browser.get(f"/audit/?client={marisol.pk}&staff={house.wes.pk}")
    about, shown = entries(action="audit:read")
    assert (about.kind, about.label, about.subject) == (
        "read",
        "Sabet Farahani",
        f"client:{marisol.pk} staff:{house.wes.pk}",
    )
    assert (shown.client_id, shown.subject) == (marisol.pk, "")  # her name stood on the page
    browser.get(f"/audit/?client={marisol.pk + 1000}")
    assert (newest().client_id, newest().subject) == (marisol.pk + 1000, f"client:{marisol.pk + 1000}")
    browser.get("/audit/")
    assert newest().subject == "search"


def test_a_client_is_found_by_name_and_no_name_stands_in_an_address(house: Clinic) -> None:
    marisol = client(house)
    browser = browser_of(house)
    assert browser.get("/audit/find/?name=Tamayo").status_code == 405
    page = _text(browser.post("/audit/find/", {"name": "tamayo"}))
    assert "Marisol Tamayo" in page
    assert f'href="/audit/clients/{marisol.pk}/"' in page
    assert "name=" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])
    assert "Nobody of that name" in _text(browser.post("/audit/find/", {"name": "Quill"}))
    assert "Nobody of that name" in _text(browser.post("/audit/find/", {}))


def test_each_part_of_the_search_narrows(house: Clinic) -> None:
    marisol, ana = client(house), client(house, "Ana", "Prado")
    wrote(house.wes, "handoff:read", "read", ago(days=3), client_id=marisol.pk, relation="own")
    wrote(house.imani, "visit:plan", "change", ago(days=1), client_id=ana.pk, relation="program")
    wrote(house.imani, "handoff:close", "refused", ago(days=1), client_id=ana.pk, relation="organization")
    wrote(house.oren, "role:grant", "change", ago(days=1), subject=f"staff:{house.wes.pk}")
    browser = browser_of(house)
    day = ago(days=2).astimezone(hours_of(house.clinic.site).zone).date().isoformat()  # as the page reads it
    found = {
        f"client={ana.pk}": 2, f"staff={house.wes.pk}": 2, f"staff={house.imani.pk}": 2, "action=visit:plan": 1,
        "kind=refused": 1, "relation=own": 1, "relation=program": 1, "door=worker": 0,
        f"client={marisol.pk}&relation=program": 0, f"since={day}&staff={house.wes.pk}": 1,
        f"until={day}&staff={house.wes.pk}": 1,
    }  # fmt: skip
    for query, number in found.items():
        page = _text(browser.get(f"/audit/?{query}"))
        shown = page.split('id="entries-h"')[1].split("</tbody>")[0]
        mine = [line for line in shown.split("<tr ") if "Sabet" not in line and '<th scope="row"' in line]
        assert len(mine) == number, query
    assert "tried and was refused" in _text(browser.get("/audit/?kind=refused"))
    assert "changed somebody’s role: <bdi>Dr. Wes Halvorsen" in _text(
        browser.get("/audit/?action=role:grant")
    )


@pytest.mark.parametrize(
    "query",
    ["client=x", "client=-1", f"client={10**30}", "staff=0", "action=nothing", "kind=%27", "since=31.02.2026",
     "since=0001-01-01", "until=9999-12-31", "before=0", "before=1", "before=99999999999999", "relation=far&door=moon",
     "client=1&client=2"],
)  # fmt: skip
def test_a_search_that_cannot_be_read_is_answered(house: Clinic, query: str) -> None:
    assert browser_of(house).get(f"/audit/?{query}").status_code == 200


def test_a_record_that_is_gone_is_still_in_the_audit(house: Clinic) -> None:
    marisol = client(house)
    read_page_of(house.wes, [marisol.pk])
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM clients_client WHERE id = %s", [marisol.pk])
    browser = browser_of(house)
    assert "record no longer here" in _text(browser.get("/audit/"))
    assert "Dr. Wes Halvorsen" in _text(browser.get(f"/audit/clients/{marisol.pk}/"))
    assert browser.get(f"/audit/clients/{marisol.pk + 1000}/").status_code == 404


def test_pages_follow_each_other_down_to_the_first_entry(house: Clinic) -> None:
    read_page_of(house.wes, [client(house).pk] * 120)
    browser, url, seen = browser_of(house), "/audit/?kind=read&action=handoff:read", set[str]()
    for _ in range(3):
        page = _text(browser.get(url))
        here = {part.split('"')[0] for part in page.split('id="entry-')[1:]}
        assert here.isdisjoint(seen)
        seen |= here
        url = page.split("Older entries")[0].split('href="')[-1].split('"')[0].replace("&amp;", "&")
    assert len(seen) == 120


def test_the_number_of_queries_does_not_grow_with_the_entries(house: Clinic) -> None:
    browser = browser_of(house)

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(url).status_code == 200
        return len(caught)

    people = [client(house, f"Ana{number}") for number in range(40)]
    read_page_of(house.wes, [people[0].pk])
    urls = ["/audit/", "/audit/?kind=read", f"/audit/clients/{people[0].pk}/"]
    browser.get("/people/")  # the first page of a session notes that somebody is there
    few = [queries(url) for url in urls]
    read_page_of(house.imani, [one.pk for one in people])
    read_page_of(house.tomas, [people[0].pk] * 30)
    assert all(queries(url) <= before for url, before in zip(urls, few, strict=True))


def test_a_client_who_asks_is_answered_on_paper(house: Clinic) -> None:
    marisol = client(house)
    read_page_of(house.wes, [marisol.pk] * 3, relation="own")
    read_page_of(house.imani, [marisol.pk], ago(minutes=5))
    ask(house, marisol, ago(minutes=2))
    page = _text(browser_of(house).get(f"/audit/clients/{marisol.pk}/"))
    assert "Who has looked at <bdi>Marisol T.</bdi>" in page
    assert "3 readings, 1 change" in page
    assert page.index("Imani Castellane") < page.index('id="times-h"')
    assert entries(action="audit:read")[-1].client_id == marisol.pk


def test_another_organizations_entries_and_clients_are_not_there(house: Clinic) -> None:
    away = open_clinic("Lakeside")
    lena = client(away, "Lena", "Varga")
    read_page_of(away.imani, [lena.pk])
    browser = browser_of(house)
    page = _text(browser.get("/audit/"))
    assert f"/audit/clients/{lena.pk}/" not in page
    assert browser.get(f"/audit/clients/{lena.pk}/").status_code == 404
    assert "Nobody of that name" in _text(browser.post("/audit/find/", {"name": "Varga"}))


def test_every_action_has_words(house: Clinic) -> None:
    assert set(PERMISSIONS) <= set(ACTIONS)
    assert list(KINDS) == ["change", "read", "refused"]


def test_whoever_stops_being_the_officer_finds_nothing(house: Clinic) -> None:
    sabet = officer(house)
    browser = signed_in(sabet)
    assert browser.get("/audit/").status_code == 200
    sabet.offices.all().delete()
    assert browser.get("/audit/").status_code == 404
