"""The minimum necessary: the pages of each role, all together, give out what the table says and nothing more."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from handclasp.domain.minimum import FIELDS, fields_seen
from handclasp.domain.permissions import OFFICES, ROLES, Relation
from tests.ground import copies
from tests.web.canaries import OFFERS_NEEDS, Canaries, fill, hire, looks_at, pages, searches
from tests.web.staffing import signed_in

RELATIONS = ("own", "program", "organization", "foreign")
WHO = [
    (role, relation)
    for role in ROLES
    for relation in RELATIONS
    if (role in OFFICES, relation) != (True, "program")
]


@pytest.fixture(scope="module")
def canaries(template_database: str, django_db_blocker: Any) -> Iterator[Canaries]:
    """Return a clinic of this file's own."""
    with django_db_blocker.unblock(), copies.fresh_copy(template_database):
        yield fill()


def _granted(role: str, relation: str) -> frozenset[str]:
    here = [role] if relation == "program" else []
    return fields_seen([role], here, Relation[relation.upper()])


def _shown(canaries: Canaries, address: str, body: str) -> set[str]:
    marks = canaries.marks
    if OFFERS_NEEDS.match(address):
        del marks["handoff.need"]
    return {field for field, mark in marks.items() if re.search(mark, body)}


@pytest.mark.parametrize(("role", "relation"), WHO, ids=[f"{role}-{relation}" for role, relation in WHO])
def test_all_pages_together_show_what_the_table_grants(canaries: Canaries, role: str, relation: str) -> None:
    browser, granted = signed_in(hire(canaries, role, relation)), _granted(role, relation)
    found: set[str] = set()
    for address in pages(canaries.ids):
        status, body = looks_at(browser, address)
        assert status < 500, address
        here = _shown(canaries, address, body)
        assert here <= granted, f"{address} shows {sorted(here - granted)}"
        found |= here
    found |= _shown(canaries, "/introduce/", searches(browser, "Zzyname"))
    assert found <= granted
    if role != "privacy_officer":  # who reads the audit finds names there, by number and on request
        assert granted <= found, f"nowhere: {sorted(granted - found)}"


def test_every_field_of_the_table_has_its_own_words(canaries: Canaries) -> None:
    assert canaries.marks.keys() == FIELDS.keys()


@pytest.mark.parametrize(
    ("role", "relation", "words"),
    [
        ("clinician", "organization", "that is for those who hold her, and their programs."),
        ("front_desk", "program", "that is for those who treat her."),
        ("front_desk", "organization", "How to reach her, what would help, what was tried"),
    ],
)
def test_what_is_kept_back_is_said_in_words(canaries: Canaries, role: str, relation: str, words: str) -> None:
    browser = signed_in(hire(canaries, role, relation))
    for number in canaries.ids["handoff_id"]:
        _, body = looks_at(browser, f"/handoffs/{number}/")
        assert "Not shown to you" in body
        assert words in body


def test_who_sees_everything_is_told_of_nothing_kept_back(canaries: Canaries) -> None:
    browser = signed_in(canaries.house.imani)
    _, body = looks_at(browser, f"/handoffs/{canaries.ids['handoff_id'][0]}/")
    assert "Not shown to you" not in body
