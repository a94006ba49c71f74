"""Prove over the live data what may never break: one row of results for each rule.

Runs as the owner's role, who sees every row; it reads and changes nothing. Breaches name numbers, never people.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from handclasp.handoffs.checks import (
    calls,
    catalogue,
    chains,
    client,
    etiquette,
    hands,
    history,
    rows,
    watches,
)
from handclasp.handoffs.checks.rule import Rule
from handclasp.platform import clock

RULES: tuple[Rule, ...] = (
    *(*hands.RULES, *watches.RULES, *calls.RULES, *client.RULES, *history.RULES),
    *etiquette.RULES,
    *chains.RULES,
)


@dataclass(frozen=True)
class CheckResult:
    """What one rule found: how many rows were looked at, and every breach in a few words."""

    rule: str
    sentence: str
    looked_at: int
    breaches: list[str]


def run_checks(now: datetime | None = None) -> list[CheckResult]:
    """Check every rule at `now` (the product's time when None) and return one result each.

    All rules see one moment of the database, so that what others change meanwhile is no breach.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL timezone = 'UTC'")  # in which the chains were hashed
        return look(cursor, now or clock.now())


def look(cursor: CursorWrapper, now: datetime) -> list[CheckResult]:
    """Check every rule inside the caller's transaction."""
    return [_look(cursor, rule, now) for rule in (*RULES, *catalogue.rules(), *rows.rules())]


def _look(cursor: CursorWrapper, rule: Rule, now: datetime) -> CheckResult:
    cursor.execute(rule.rows, {"now": now, **rule.values})
    looked_at = cursor.fetchone()[0]
    cursor.execute(rule.breaches, {"now": now, **rule.values})
    return CheckResult(rule.name, rule.sentence, looked_at, [row[0] for row in cursor.fetchall()])
