"""Fixtures with the cast in them: `clinic` is a copy of one's own, `clinic_rollback` a cheap shared one."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cast


@pytest.fixture
def clinic(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """Give this test its own database with the cast in it, with real commits; return its name."""
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        yield name


@pytest.fixture
def clinic_rollback(template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Give this test the cast in a transaction that is rolled back; for one thread."""
    with django_db_blocker.unblock(), cast.shared_copy(template_database):
        yield
