"""Transactions that name their actor, and constraints that become refusals."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection, transaction

from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal, refusal_for_constraint


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Open one transaction as `actor`; a broken named rule leaves as its `Refusal`, anything else as it is."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('handclasp.actor', %s, true), set_config('handclasp.label', %s, true)",
                    [actor.signature, actor.label],
                )
            yield
    except IntegrityError as error:
        name = constraint_name(error)
        refusal = refusal_for_constraint(name)
        if refusal is None:
            raise
        raise Refusal(refusal) from error


def constraint_name(error: IntegrityError) -> str:
    """Return the name of the rule that PostgreSQL says was broken, or an empty string."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""
