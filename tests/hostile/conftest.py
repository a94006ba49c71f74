"""A clinic where something is under way everywhere, which all hostile tests of a file share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test.utils import override_settings

from tests.fuzz.world import World, make_world
from tests.ground import copies


@pytest.fixture(scope="module")
def world(template_database: str, django_db_blocker: Any) -> Iterator[World]:
    """Return the sessions of everybody in a clinic of this file's own."""
    with (
        django_db_blocker.unblock(),
        override_settings(CHANGES_A_MINUTE=10**9),
        copies.fresh_copy(template_database) as database,
    ):
        made = make_world()
        yield made
        copies.point_django_at(database)
    copies.point_django_at("none")
