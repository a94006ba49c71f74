"""Transactions that name their actor and their time, and constraints that become refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal, refusal_for_constraint

ACT = """
SELECT set_config('handclasp.actor', %s, true), set_config('handclasp.label', %s, true),
       set_config('handclasp.now', %s, true)
"""


@contextmanager
def acting(actor: Actor, now: datetime) -> Iterator[None]:
    """Open one transaction as `actor` at `now`; a broken named rule leaves as its `Refusal`.

    History triggers take actor and time from the transaction, so a change that names neither is refused.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ACT, [actor.signature, actor.label, now.isoformat()])
            yield
    except IntegrityError as error:
        reason = refusal_for_constraint(constraint_name(error))
        if reason is None:
            raise
        raise Refusal(reason) from error
    except OperationalError as error:
        # Commands lock in one order; should two still collide, the loser is told to look and try again.
        if not isinstance(error.__cause__, DeadlockDetected | SerializationFailure):
            raise
        raise Refusal("changed_by_now") from error


def constraint_name(error: IntegrityError) -> str:
    """Return the name of the rule that PostgreSQL says was broken, or an empty string."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""
