"""These tests meet the cast, busy."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cast
from tests.cast_fixtures import clinic, clinic_rollback  # noqa: F401


@pytest.fixture(scope="package")
def busy_copy(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """Return the name of a clinic with a handoff in every open state, for tests that roll back what they do."""
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        cast.keep_busy()
        yield name
