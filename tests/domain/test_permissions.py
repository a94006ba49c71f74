"""The one page of permissions, read as the people it is about would."""

import pytest

from handclasp.domain.minimum import FIELD_WORDS, FIELDS, fields_seen
from handclasp.domain.permission_words import PERMISSION_WORDS
from handclasp.domain.permissions import PERMISSIONS, ROLES, Relation, may, may_with


def test_what_is_not_written_is_forbidden() -> None:
    assert not may(ROLES, "handoff:delete")
    assert not may([], "today:read")
    assert not any(may_with(ROLES, ROLES, "handoff:delete", relation) for relation in Relation)


def test_nobody_does_anything_with_what_is_foreign() -> None:
    assert not any(may_with(ROLES, ROLES, permission, Relation.FOREIGN) for permission in PERMISSIONS)
    assert fields_seen(ROLES, ROLES, Relation.FOREIGN) == frozenset()


def test_a_clinician_reads_the_summary_in_her_program_and_not_across_the_corridor() -> None:
    assert may_with(["clinician"], ["clinician"], "summary:read", Relation.PROGRAM)
    assert may_with(["clinician"], [], "summary:read", Relation.OWN)
    assert not may_with(["clinician"], [], "summary:read", Relation.ORGANIZATION)


def test_a_supervisor_of_another_program_does_not_assign_here() -> None:
    assert may_with(["clinician", "supervisor"], ["supervisor"], "hand:assign", Relation.PROGRAM)
    assert not may_with(["clinician", "supervisor"], ["clinician"], "hand:assign", Relation.PROGRAM)


def test_the_front_desk_knows_that_somebody_comes_and_not_what_for() -> None:
    seen = fields_seen(["front_desk"], [], Relation.ORGANIZATION)
    assert {"client.name", "handoff.visits"} <= seen
    assert not {"handoff.need", "handoff.summary", "handoff.history", "client.contact"} & seen
    assert "handoff.need" in fields_seen(["front_desk"], ["front_desk"], Relation.PROGRAM)


@pytest.mark.parametrize("office", ["admin", "quality_director"])
def test_an_office_is_no_clinical_role(office: str) -> None:
    assert not any(fields_seen([office], [], relation) for relation in Relation)
    touched = [
        p for p in PERMISSIONS if p.startswith(("client:", "handoff:", "summary:")) and may([office], p)
    ]
    assert touched == []


def test_each_field_has_words_for_the_page() -> None:
    assert FIELD_WORDS.keys() == FIELDS.keys()


def test_each_permission_has_words_for_the_page() -> None:
    assert PERMISSION_WORDS.keys() == PERMISSIONS.keys()
