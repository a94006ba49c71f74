"""Before anything is served: the application's role must not be able to switch the database's rules off."""

import os
import time
from collections.abc import Iterator
from typing import Any, Final

import psycopg

from handclasp.config.mistakes import Mistake

PATIENCE_SECONDS: Final = 20.0  # a server that was just started, or is being started again
MIGHTY: Final = "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
OWNED: Final = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') AND pg_has_role(current_user, c.relowner, 'MEMBER')
ORDER BY 1 LIMIT 1
"""
MAY_MAKE: Final = """
SELECT has_schema_privilege(current_user, 'public', 'CREATE'),
       has_parameter_privilege(current_user, 'session_replication_role', 'SET')
"""
NO_SECURITY: Final = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
  AND (EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
       OR c.relname IN ('clients_client', 'handoffs_handoff')
       OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('client_id', 'handoff_id')
                     AND a.atttypid = 'bigint'::regtype))  -- a provider of single sign-on has a client_id in letters
ORDER BY 1 LIMIT 1
"""


def refuse_unsafe_rights() -> None:
    """Refuse to serve as a role that passes the database's rules by, or on tables whose row security is off."""
    with _connection() as connection:
        found = list(_wrong(connection))
    if found:
        raise Mistake(" ".join(found))


def _wrong(connection: psycopg.Connection[tuple[Any, ...]]) -> Iterator[str]:
    role = connection.info.user
    if any(_row(connection, MIGHTY)):
        yield f"The role {role} of DATABASE_URL is a superuser, passes row security or makes roles. Use a plain role."
        return
    if owned := _row(connection, OWNED):
        yield (
            f"The role {role} of DATABASE_URL owns the table {owned[0]}, or is a member of the role that does. "
            "Let another role own everything (DATABASE_OWNER_URL), then run `handclasp migrate`."
        )
    makes, silences = _row(connection, MAY_MAKE)
    if makes:
        yield f"The role {role} of DATABASE_URL may make tables: REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role};"
    if silences:
        yield (
            f"The role {role} of DATABASE_URL may silence triggers: "
            f"REVOKE SET ON PARAMETER session_replication_role FROM {role};"
        )
    if bare := _row(connection, NO_SECURITY):
        yield (
            f"Row security is off for the table {bare[0]}, which tells of clients. Run `handclasp migrate`; if "
            f"somebody switched it off by hand: ALTER TABLE {bare[0]} ENABLE ROW LEVEL SECURITY;"
        )


def _row(connection: psycopg.Connection[tuple[Any, ...]], question: str) -> tuple[Any, ...]:
    return connection.execute(question.encode()).fetchone() or ()


def _connection() -> psycopg.Connection[tuple[Any, ...]]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
