"""Databases copied from a template: cheap enough for each test to have its own, with real commits."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from psycopg import sql

from handclasp.config.embedded.roles import APPLICATION, OWNER
from tests.ground.cluster import ADDRESS

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
_numbers = itertools.count(1)


def address(role: str, database: str) -> str:
    """Return the address of `database` on the test server for `role`."""
    parts = urlsplit(os.environ[ADDRESS])
    return urlunsplit(parts._replace(netloc=f"{role}@", path=f"/{database}"))


def addresses(database: str) -> dict[str, str]:
    """Return the environment that points a process at `database`."""
    return {"DATABASE_URL": address(APPLICATION, database), "DATABASE_OWNER_URL": address(OWNER, database)}


def as_superuser(statement: str, *names: str) -> None:
    """Run one statement about databases; `names` are quoted into its places."""
    with psycopg.connect(os.environ[ADDRESS], autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def make_empty(database: str) -> None:
    """Make an empty database that the owner's role owns."""
    as_superuser("CREATE DATABASE {} OWNER {} TEMPLATE template0", database, OWNER)


def copy(template: str, database: str) -> None:
    """Make `database` as a copy of `template`, which nobody may be using."""
    as_superuser("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy", database, OWNER, template)


def drop(database: str) -> None:
    """Drop `database`, ending whoever still uses it."""
    as_superuser("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def made_once(database: str, make: Callable[[str], None]) -> str:
    """Return `database`, made by the first process of the run that asks for it while the others wait."""
    with psycopg.connect(os.environ[ADDRESS], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [database])
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database]).fetchone()
        if found is None:
            make(f"{database}_unfinished")
            as_superuser("ALTER DATABASE {} RENAME TO {}", f"{database}_unfinished", database)
    return database


def point_django_at(database: str) -> None:
    """Let both of Django's doors of this process, in every thread, lead to `database`.

    What this process remembers to have written down was written down elsewhere.
    """
    from handclasp.web.shell import readings

    connections.close_all()
    readings._recent.forget()
    parts = urlsplit(os.environ[ADDRESS])
    for alias, role in (("default", APPLICATION), ("owner", OWNER)):
        connections.settings[alias].update(
            NAME=database, USER=role, HOST=parts.query.removeprefix("host="), PASSWORD="", PORT=""
        )


@contextmanager
def fresh_copy(template: str) -> Iterator[str]:
    """Copy `template`, point Django at the copy and return its name; afterwards the copy is dropped."""
    database = f"{WORKER}_{next(_numbers)}"
    copy(template, database)
    point_django_at(database)
    try:
        yield database
    finally:
        connections.close_all()
        drop(database)
