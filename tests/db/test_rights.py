"""What the application's role cannot do, whatever it is told to."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, connections, transaction

from handclasp.domain.lifecycle import FIRST_STATES, MOVES
from handclasp.handoffs.checks import catalogue
from handclasp.platform.db import ACT, constraint_name
from tests.cast import NOW
from tests.ground import copies


@pytest.fixture
def application(busy_copy: str, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        copies.point_django_at(busy_copy)
        yield
        copies.point_django_at("none")


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ACT, ["staff:1", "somebody", NOW.isoformat()])
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE handoffs_historyentry SET label = ''",
        "DELETE FROM handoffs_historyentry",
        "DELETE FROM handoffs_handoff",
    ],
)
def test_what_happened_is_not_rewritten(application: None, statement: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        _run(statement)
    assert constraint_name(refused.value) == "history_is_append_only"


def test_not_even_the_owner_empties_the_history(application: None) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(using="owner"):
        connections["owner"].cursor().execute("TRUNCATE handoffs_historyentry")
    assert constraint_name(refused.value) == "history_is_append_only"


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE handoffs_historyentry",
        "TRUNCATE handoffs_hand CASCADE",
        "DROP TABLE handoffs_historyentry",
        "DROP TRIGGER hand_holder ON handoffs_hand",
        "ALTER TABLE handoffs_hand DISABLE TRIGGER ALL",
        "ALTER TABLE handoffs_hand DISABLE TRIGGER hand_hands",
        "ALTER TABLE handoffs_hand DROP CONSTRAINT hand_side_never_overlaps",
        "DROP FUNCTION handoffs_guard_hands() CASCADE",
        "CREATE OR REPLACE FUNCTION handclasp_actor() RETURNS text LANGUAGE sql AS $$ SELECT 'staff:1' $$",
        "SET session_replication_role = replica",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_application_cannot_switch_a_rule_off(application: None, statement: str) -> None:
    with pytest.raises((ProgrammingError, DatabaseError), match=r"permission denied|must be owner"):
        _run(statement)


def test_deferring_a_rule_only_puts_it_off_until_the_commit(application: None) -> None:
    with pytest.raises(IntegrityError) as refused:
        _run("SET CONSTRAINTS ALL DEFERRED; UPDATE handoffs_hand SET ended_at = now() WHERE ended_at IS NULL")
    assert constraint_name(refused.value) == "handoff_is_never_between_hands"


def test_the_database_allows_the_moves_that_the_domain_knows(application: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after FROM handoffs_allowed_move")
        allowed = set(cursor.fetchall())
    assert allowed == {("", state) for state in FIRST_STATES} | {
        (a, b) for a, bs in MOVES.items() for b in bs
    }


def test_the_check_knows_every_trigger_there_is(application: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tgname, relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT tgisinternal AND relname !~ '^procrastinate_'"
        )
        there = set(cursor.fetchall())
    assert catalogue.named_triggers() == there


def test_rules_that_must_see_every_row_run_as_the_owner_with_a_fixed_path(application: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname ~ '^handoffs_guard_' AND prosrc ~ 'FROM (handoffs|directory)_' "
            "AND NOT (prosecdef AND 'search_path=public, pg_temp' = ANY (proconfig))"
        )
        assert cursor.fetchall() == []
