"""Fixtures: a database of one's own, with real commits, as the application's role."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.db.backends.signals import connection_created
from django.test.utils import override_settings

from handclasp.handoffs.checks import rows
from tests.ground import copies


@pytest.fixture(scope="session")
def template_database(django_db_blocker: Any) -> str:
    """Return the name of a migrated database, made once a run and only ever copied."""
    from handclasp.config.migrate import migrate

    def make(name: str) -> None:
        copies.make_empty(name)
        with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
            for variable, url in copies.addresses(name).items():
                patch.setenv(variable, url)
            copies.point_django_at(name)
            migrate()
            let_the_tests_look(copies.addresses(name)["DATABASE_OWNER_URL"])
            copies.point_django_at("none")

    return copies.made_once("template", make)


def let_the_tests_look(owner_url: str) -> None:
    """Give the tests' own eyes, and the loader of invented people, the right to every row."""
    with psycopg.connect(owner_url) as owner:
        owner.execute(
            "INSERT INTO directory_row_right SELECT DISTINCT part, kind, action FROM directory_row_right,"
            " unnest(ARRAY['system:tests', 'system:demo']) AS part ON CONFLICT DO NOTHING"
        )


def let_the_tests_go(owner_url: str) -> None:
    """Take the rights of the tests' own eyes away again, as a real database has none."""
    with psycopg.connect(owner_url) as owner:
        owner.execute("DELETE FROM directory_row_right WHERE holder IN ('system:tests', 'system:demo')")


def _look_as_the_tests(connection: Any, **_: Any) -> None:
    """Outside any transaction of a person, this process's connections see everything; within one, the person."""
    if connection.alias == "default":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('handclasp.actor', 'system:tests', false)")
        connection.handclasp_names = [("system:tests", "", "")]


connection_created.connect(_look_as_the_tests)
rows.HOLDERS_BESIDES.update({"system:tests", "system:demo"})


@pytest.fixture(scope="session")
def demo_database(template_database: str, django_db_blocker: Any) -> str:
    """Return the name of a database with the demo's invented network, loaded once a run and only ever copied."""

    def load(name: str) -> None:
        copies.copy(template_database, name)
        with django_db_blocker.unblock(), override_settings(DEMO=True):
            copies.point_django_at(name)
            import_module("handclasp.web.demo.network").load_if_empty()
            copies.point_django_at("none")

    return copies.made_once("demo", load)


@pytest.fixture
def db_clone(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """Give this test its own migrated, empty database, which every thread's Django meets; return its name."""
    with django_db_blocker.unblock(), copies.fresh_copy(template_database) as name:
        yield name


@pytest.fixture
def demo_clone(demo_database: str, django_db_blocker: Any) -> Iterator[str]:
    """Like `db_clone`, with the demo's network in it and the demo's settings on."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), copies.fresh_copy(demo_database) as name:
        yield name


@pytest.fixture(scope="session")
def shared_database(template_database: str) -> Iterator[str]:
    """Return a migrated database that all tests with `db_rollback` share."""
    name = f"shared_{copies.WORKER}"
    copies.copy(template_database, name)
    yield name
    copies.drop(name)


@pytest.fixture
def db_rollback(shared_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Give this test a transaction that is rolled back: cheap, for one thread, deferred rules stay silent."""
    with django_db_blocker.unblock():
        copies.point_django_at(shared_database)
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        copies.point_django_at("none")
