"""Every named rule of the database is broken by name, as the application's role."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from handclasp.handoffs.checks import catalogue
from handclasp.handoffs.models import (
    Action,
    Attempt,
    Call,
    Meeting,
    MessageRead,
    Notice,
    Pass,
    Promise,
    Relief,
    Ring,
    Summary,
    Visit,
    Watch,
)
from handclasp.platform import audit
from handclasp.platform.db import constraint_name
from handclasp.platform.refusals import REASONS
from tests import cast
from tests.db.breaks import BREAKS, LATER, a_pass, a_relief, a_summary, act, an_action, an_attempt, sql
from tests.db.meeting_breaks import a_meeting
from tests.db.talk_breaks import a_reading
from tests.ground import copies


@pytest.fixture
def busy(busy_copy: str, django_db_blocker: Any) -> Iterator[None]:
    """The busy clinic as the application sees it, in a transaction that names actor and time."""
    with django_db_blocker.unblock():
        copies.point_django_at(busy_copy)
        with transaction.atomic():
            act("staff:1", LATER.isoformat())
            audit.write(cast.actor("wes"), "test:break", "change", [audit.About()], LATER)
            yield
            transaction.set_rollback(True)


def _commit(change: Callable[[], object]) -> None:
    with transaction.atomic():
        change()
        cast.at_commit()


def _in_the_catalogue() -> set[str]:
    """Return every name that our tables carry, without the ones PostgreSQL and Django made up."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT conname FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
             WHERE r.relname ~ '^(directory|clients|availability|handoffs|platform)_' AND contype IN ('c', 'x', 'u')
            UNION
            SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
              JOIN pg_class r ON r.oid = x.indrelid
             WHERE x.indisunique AND NOT x.indisprimary
               AND r.relname ~ '^(directory|clients|availability|handoffs|platform)_'
            """
        )
        return {
            row[0] for row in cursor.fetchall() if not re.search(r"_(uniq|key|check|[0-9a-f]{8})$", row[0])
        }


def test_every_named_rule_is_broken_by_a_test(busy: None) -> None:
    assert catalogue.named_constraints() | catalogue.refused_by_triggers() | _in_the_catalogue() == set(
        BREAKS
    )


def test_every_refusal_in_the_map_names_a_rule() -> None:
    assert set(REASONS) <= set(BREAKS)


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_a_rule_refuses_by_its_name(busy: None, rule: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        _commit(BREAKS[rule])
    assert constraint_name(refused.value) == rule


@pytest.mark.parametrize(
    "model",
    [Action, Attempt, Call, Meeting, MessageRead, Notice, Pass, Promise, Relief, Ring, Summary, Visit, Watch],
    ids=lambda m: m.__name__,
)
def test_nothing_of_a_handoff_is_deleted_or_moved(busy: None, model: Any) -> None:
    if not model.objects.exists():
        {
            Action: an_action,
            Attempt: an_attempt,
            Meeting: a_meeting,
            MessageRead: a_reading,
            Pass: a_pass,
            Relief: a_relief,
        }.get(model, a_summary)()
    column = "call_id" if model is Ring else "handoff_id"
    for change in (
        f"DELETE FROM {model._meta.db_table}",
        f"UPDATE {model._meta.db_table} SET {column} = {column} + 1",
    ):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            sql(change)
        assert constraint_name(refused.value) == "what_belongs_to_a_handoff_stays"
