"""Every reading of a client's record is written down: each page, for each kind of person, against what it shows."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handclasp.directory.models import Staff
from handclasp.platform.models import AuditEntry
from handclasp.web.shell import readings
from tests.ground import copies
from tests.web.canaries import Canaries, fill, hire, last_entry, looks_at, pages, searches
from tests.web.staffing import signed_in

# The page that a client takes home, the words to say to them and why nobody else can come (their language, their
# need) name nobody, and are readings all the same.
NAMES_NOBODY = re.compile(
    r"^/handoffs/\d+/(promised/\w+|meeting|meeting/\w+|talk|interruption|introduce/others)/$"
    r"|^/introduce/\d+/words/$"
)
HIRED = {
    "the front desk": ("front_desk", "program"),
    "a clinician of another program": ("clinician", "organization"),
    "a supervisor of another program": ("supervisor", "organization"),
    "a privacy officer": ("privacy_officer", "organization"),
    "a quality director": ("quality_director", "organization"),
    "another organization": ("clinician", "foreign"),
}
KINDS = ("the sender", "a receiver", "who is rung", "a supervisor", "an administrator", *HIRED)


@pytest.fixture(scope="module")
def canaries(template_database: str, django_db_blocker: Any) -> Iterator[Canaries]:
    """Return a clinic of this file's own."""
    with django_db_blocker.unblock(), copies.fresh_copy(template_database):
        yield fill()


def _person(canaries: Canaries, kind: str) -> Staff:
    house = canaries.house
    known = {
        "the sender": house.wes, "a receiver": house.imani, "who is rung": house.tomas, "a supervisor": house.dana,
        "an administrator": house.oren,
    }  # fmt: skip
    return known[kind] if kind in known else hire(canaries, *HIRED[kind])


def _shown(canaries: Canaries, body: str) -> set[int]:
    """Return whose names or other words stand on a page."""
    letters = set(re.findall(r"(?:Zzyname|Zzyplace|Zzyreach|Zzytry|Zzymessage)([a-f])", body))
    return {canaries.clients[letter] for letter in letters}


def _written(staff: Staff, since: int) -> list[AuditEntry]:
    """Return the new readings of clients; that the audit itself was searched is about nobody."""
    rows = AuditEntry.objects.filter(pk__gt=since, actor=f"staff:{staff.pk}", kind="read")
    return list(rows.exclude(client_id=None))


def _compare(canaries: Canaries, staff: Staff, address: str, since: int, body: str) -> int:
    entries = _written(staff, since)
    noted, shown = {entry.client_id for entry in entries}, _shown(canaries, body)
    assert shown <= noted, f"{address} shows a client and nobody wrote it down"
    assert noted == shown or NAMES_NOBODY.match(address), f"{address} shows nothing of whom it notes"
    for entry in entries:
        assert entry.relation in {"own", "program", "organization"}
        assert (entry.door, entry.origin) == ("web", "127.0.0.1")
        assert ":" in entry.action
    return len(entries)


@pytest.mark.parametrize("by_script", [False, True], ids=["pages", "fragments"])
@pytest.mark.parametrize("kind", KINDS)
def test_who_is_shown_a_client_stands_in_the_audit(canaries: Canaries, kind: str, by_script: bool) -> None:
    staff, many = _person(canaries, kind), 0
    browser = signed_in(staff)
    for address in pages(canaries.ids):
        since = last_entry()
        _, body = looks_at(browser, address, by_script=by_script)
        many += _compare(canaries, staff, address, since, body)
    sees_clients = kind not in {"a quality director", "an administrator", "another organization"}
    assert bool(many) == sees_clients


@pytest.mark.parametrize("kind", ["the sender", "the front desk"])
def test_who_is_found_by_a_search_stands_in_the_audit(canaries: Canaries, kind: str) -> None:
    staff = _person(canaries, kind)
    since = last_entry()
    many = _compare(canaries, staff, "/introduce/", since, searches(signed_in(staff), "Zzynamea"))
    assert many == (1 if kind == "the sender" else 2)  # the front desk finds the open handoff beside the name


def test_a_refused_form_that_comes_back_is_a_reading_too(canaries: Canaries) -> None:
    staff, number = canaries.house.wes, canaries.ids["handoff_id"][0]
    readings._recent.forget()
    since = last_entry()
    back: Any = signed_in(staff).post(f"/handoffs/{number}/close/", {})
    assert back.status_code == 422
    assert _compare(canaries, staff, "close", since, back.content.decode()) == 1


def test_an_entry_says_how_the_reader_stood_to_the_client_and_by_what_right(canaries: Canaries) -> None:
    number = canaries.ids["handoff_id"][0]
    far = _person(canaries, "a clinician of another program")
    for staff, relation in ((canaries.house.imani, "own"), (far, "organization")):
        since = last_entry()
        looks_at(signed_in(staff), f"/handoffs/{number}/")
        (entry,) = _written(staff, since)
        assert (entry.relation, entry.action) == (relation, "handoff:read")
        assert (entry.handoff_id, entry.client_id) == (number, canaries.clients["a"])
        assert entry.label == far.given + " organization" or staff is not far


def test_the_same_page_shown_again_at_once_is_one_reading(canaries: Canaries) -> None:
    staff, address = canaries.house.wes, f"/handoffs/{canaries.ids['handoff_id'][0]}/"
    looks_at(signed_in(staff), address)
    since = last_entry()
    assert "Zzynamea" in signed_in(staff).get(address).content.decode()
    assert _written(staff, since) == []
