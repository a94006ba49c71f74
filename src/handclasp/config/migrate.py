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


def _refuse_a_newer_database() -> None:
    from django.apps import apps
    from django.db import connections
    from django.db.migrations.exceptions import InconsistentMigrationHistory
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connections["owner"])
    ours = {config.label for config in apps.get_app_configs()}
    unknown = [key for key in loader.applied_migrations if key[0] in ours and key not in loader.graph.nodes]
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    try:
        loader.check_consistent_history(connections["owner"])
        newer = [key for key in unknown if key not in replaced]
    except InconsistentMigrationHistory:
        newer = [("history", "another order")]
    if newer:
        label, name = newer[0]
        raise Mistake(
            f"The database was written by another version of Handclasp than this one ({label} {name}). "
            f"Nothing was changed. Use that version or a newer one, or restore a backup that this one made."
        )


def unwritten_migrations() -> list[str]:
    """Return the changes of models that no migration holds yet, without asking a database."""
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("handclasp.")}
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        if label in ours
        for migration in migrations
        for operation in migration.operations
    ]


def _apply(say: Callable[[str], None]) -> int:
    from django.core.management import call_command
    from django.db import connections

    missing = missing_migrations()
    _refuse_a_newer_database()
    for name in missing:
        say(name)
    if missing:
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    connections["owner"].close()
    return len(missing)


def first_line(error: Exception) -> str:
    """Return the first line of a driver's message, which names no client."""
    return str(error).strip().split("\n", 1)[0]
