"""Every test's ground."""

import os

import django
import pytest

from tests.ground.cluster import ADDRESS, Cluster, start_cluster

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
os.environ["HANDCLASP_SECRET_KEY"] = "a key for tests, long enough to be taken"
os.environ.setdefault("HANDCLASP_DEMO", "0")
os.environ["DATABASE_URL"] = "postgresql://handclasp_app@/none"
os.environ["DATABASE_OWNER_URL"] = "postgresql://handclasp_owner@/none"
for name in ("HANDCLASP_DATA", "HANDCLASP_PORT", "HANDCLASP_HOST", "HANDCLASP_STATIC", "HANDCLASP_POOL"):
    os.environ.pop(name, None)
django.setup()

pytest_plugins = [
    "tests.ground.databases",
    "tests.ground.serving",
    "tests.ground.browsers",
    "tests.ground.whole",
]
_cluster = pytest.StashKey[Cluster]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the run's one PostgreSQL, in the first process only."""
    if ADDRESS not in os.environ and not config.option.collectonly:
        config.stash[_cluster] = start_cluster()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it again."""
    cluster = config.stash.get(_cluster, None)
    if cluster is not None:
        cluster.close()
        os.environ.pop(ADDRESS, None)
