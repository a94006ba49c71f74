"""These tests meet the cast."""

from tests.cast_fixtures import clinic, clinic_rollback  # noqa: F401
