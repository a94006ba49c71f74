"""Transactions that name their actor and their time, and constraints that become refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected, SerializationFailure

from handclasp.domain.permissions import why_not_by_role
from handclasp.platform import audit
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal, refusal_for_constraint

ACT = """
SELECT set_config('handclasp.actor', %s, true), set_config('handclasp.label', %s, true),
       set_config('handclasp.now', %s, true)
"""
SCOPE: Final = "handclasp_reading"  # on Django's connection of this thread: the open `reading` block
DEED: Final = "handclasp_deed"  # the deed that is being done
NAMES: Final = "handclasp_names"  # and the names that its open transactions have said, the innermost last


@dataclass
class Deed:
    """What a transaction did, for the audit: a permission, what it was used on, and the deeds that were part of it."""

    permission: str
    done: list[tuple[str, audit.About]] = field(default_factory=list)

    def on(self, subject: str = "", **about: Any) -> None:
        """Say what it was about: `subject` such as `staff:12`, or client, handoff and relation."""
        self.take([(self.permission, audit.About(subject=subject, **about))])

    def take(self, done: list[tuple[str, audit.About]]) -> None:
        """Make another deed's things part of this one; what was said twice is one thing."""
        self.done += [thing for thing in done if thing not in self.done]


@contextmanager
def acting(actor: Actor, now: datetime, permission: str) -> Iterator[Deed]:
    """Open one transaction as `actor` at `now`; a broken named rule leaves as its `Refusal`.

    A person needs the permission, and what they do stands in the audit when the block ends. History triggers take
    actor and time from the transaction, so a change that names neither is refused.
    """
    if not (actor.is_system or actor.may(permission)):
        audit.refused(permission)
        raise Refusal(why_not_by_role(permission))
    deed = Deed(permission)
    try:
        with _reading_aside(), _transaction_as(actor, now.isoformat()):
            with _part_of_a_deed(deed) as outer:
                yield deed
            if outer is not None:
                outer.take(deed.done)
            elif not actor.is_system:
                _write_down(actor, deed, now)
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


@contextmanager
def _part_of_a_deed(deed: Deed) -> Iterator[Deed | None]:
    """Give out the deed in whose transaction this one happens, if there is one."""
    outer: Deed | None = getattr(connection, DEED, None)
    setattr(connection, DEED, deed)
    try:
        yield outer
    finally:
        setattr(connection, DEED, outer)


def _write_down(actor: Actor, deed: Deed, now: datetime) -> None:
    done = deed.done or [(deed.permission, audit.About())]
    for permission in dict.fromkeys(permission for permission, _ in done):
        about = [thing for its_permission, thing in done if its_permission == permission]
        audit.write(actor, permission, "change", about, now)


@contextmanager
def reading(actor: Actor) -> Iterator[None]:
    """Let the database, too, narrow what the block reads to `actor`; without it, nobody sees any client.

    A command inside the block has a transaction of its own: what was open is closed before it, and opened anew after.
    """
    scope, outer = _Reading(actor), getattr(connection, SCOPE, None)
    scope.open()
    setattr(connection, SCOPE, scope)
    try:
        yield
    except BaseException as error:
        setattr(connection, SCOPE, outer)
        scope.close(type(error), error, error.__traceback__)
        raise
    setattr(connection, SCOPE, outer)
    scope.close(None, None, None)


def read_on() -> None:
    """Begin the open `reading` anew after a statement failed in it: PostgreSQL refuses all others until then."""
    scope = getattr(connection, SCOPE, None)
    if scope is not None and scope.is_innermost():
        transaction.set_rollback(True)
        scope.close(None, None, None)
        scope.open()


class _Reading:
    """The transaction of one `reading` block, which can be closed and opened again."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def open(self) -> None:
        self.transaction = _transaction_as(self.actor, "")
        self.transaction.__enter__()
        self.depth = len(connection.savepoint_ids)

    def close(self, *error: Any) -> None:
        self.transaction.__exit__(*error)

    def is_innermost(self) -> bool:
        return connection.in_atomic_block and len(connection.savepoint_ids) == self.depth


@contextmanager
def _reading_aside() -> Iterator[None]:
    scope = getattr(connection, SCOPE, None)
    if scope is None or not scope.is_innermost():
        yield
        return
    setattr(connection, SCOPE, None)
    scope.close(None, None, None)
    try:
        yield
    finally:
        scope.open()
        setattr(connection, SCOPE, scope)


@contextmanager
def _transaction_as(actor: Actor, now: str) -> Iterator[None]:
    """Open a transaction that names its actor; one inside another gives the name back when it ends."""
    names: list[tuple[str, str, str]] = getattr(connection, NAMES, None) or []
    setattr(connection, NAMES, names)
    name = (actor.signature, actor.label, now)
    with transaction.atomic():
        _say(name)
        names.append(name)
        try:
            yield
        finally:
            names.pop()
    if names and connection.in_atomic_block:
        _say(names[-1])


def _say(name: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ACT, name)


def constraint_name(error: IntegrityError) -> str:
    """Return the name of the rule that PostgreSQL says was broken, or an empty string."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""
