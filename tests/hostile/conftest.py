"""A clinic where something is under way everywhere, which all hostile tests of a process share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test.utils import override_settings

from tests.fuzz.world import World, make_world
from tests.ground import copies


@pytest.fixture(scope="session")
def made_world(template_database: str, django_db_blocker: Any) -> Iterator[tuple[str, World]]:
    """Return the name of a database with the clinic in it, and the sessions of everybody there."""
    with django_db_blocker.unblock(), copies.fresh_copy(template_database) as database:
        made = make_world()
        copies.point_django_at("none")
        yield database, made


@pytest.fixture
def world(made_world: tuple[str, World], django_db_blocker: Any) -> Iterator[World]:
    """Return the sessions of everybody in that clinic, which what earlier tests sent may have worn."""
    database, made = made_world
    with django_db_blocker.unblock(), override_settings(CHANGES_A_MINUTE=10**9, IDLE_MINUTES=10**6):
        copies.point_django_at(database)
        yield made
        copies.point_django_at("none")
