"""Bring a database to this version's tables, as the owner's role."""

import os
from collections.abc import Callable

import psycopg

from handclasp.config.grants import grant_defaults
from handclasp.config.mistakes import Mistake

LOCK = 4_862_210_001  # any number: two migrations at once wait for each other


def migrate(say: Callable[[str], None] = lambda _: None) -> int:
    """Apply the migrations that are missing and return how many there were; `say` hears each one's name."""
    owner_url = os.environ["DATABASE_OWNER_URL"]
    try:
        with psycopg.connect(owner_url, autocommit=True) as guard:
            guard.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            grant_defaults(owner_url, os.environ["DATABASE_URL"])
            return _apply(say)
    except psycopg.OperationalError as error:
        raise Mistake(f"The database of DATABASE_OWNER_URL does not answer: {first_line(error)}") from error


def missing_migrations(alias: str = "owner") -> list[str]:
    """Return the names of the migrations that the database of `alias` still lacks, in order."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections[alias])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def _apply(say: Callable[[str], None]) -> int:
    from django.core.management import call_command
    from django.db import connections

    missing = missing_migrations()
    for name in missing:
        say(name)
    if missing:
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()
    return len(missing)


def first_line(error: Exception) -> str:
    """Return the first line of a driver's message, which names no client."""
    return str(error).strip().split("\n", 1)[0]
