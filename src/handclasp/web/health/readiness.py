"""What this process finds when it looks at the database."""

from dataclasses import asdict, dataclass

from django.db import DatabaseError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.migrations.loader import MigrationLoader

WORKER_SILENT_AFTER_SECONDS = 30


@dataclass(frozen=True)
class Readiness:
    """Three findings in words; pages can be served when the first two are "ok"."""

    database: str
    tables: str
    worker: str

    @property
    def can_serve(self) -> bool:
        """Say whether pages can be served."""
        return self.database == self.tables == "ok"

    def as_words(self) -> dict[str, str]:
        """Return the findings by name."""
        return asdict(self)


def look() -> Readiness:
    """Ask the database now; nothing is remembered from an earlier look."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '3s'")
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
            worker = _worker(cursor)
    except DatabaseError:
        connection.close()
        return _without_tables()
    return Readiness("ok", "ok" if set(_expected()) <= applied else "migrations are missing", worker)


def _without_tables() -> Readiness:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return Readiness("does not answer", "unknown", "unknown")
    return Readiness("ok", "migrations are missing", "unknown")


def _worker(cursor: CursorWrapper) -> str:
    cursor.execute(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
        [WORKER_SILENT_AFTER_SECONDS],
    )
    row = cursor.fetchone()
    return "ok" if row and row[0] else "silent"


def _expected() -> list[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.graph.nodes.values() if migration for key in migration.replaces}
    return [key for key in loader.disk_migrations if key in loader.graph.nodes and key not in replaced]
