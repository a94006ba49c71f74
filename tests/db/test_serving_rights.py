"""Nothing is served as a role that could switch the database's rules off."""

import psycopg
import pytest
from psycopg import sql

from handclasp.config.embedded.roles import APPLICATION, OWNER
from handclasp.config.embedded.server import SUPERUSER
from handclasp.config.mistakes import Mistake
from handclasp.config.rights import refuse_unsafe_rights
from tests.ground import copies


@pytest.fixture
def served(db_clone: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DATABASE_URL", copies.address(APPLICATION, db_clone))
    return db_clone


def _as_owner(database: str, statement: str) -> None:
    with psycopg.connect(copies.address(OWNER, database), autocommit=True) as connection:
        connection.execute(sql.SQL(statement))  # type: ignore[arg-type]


def test_the_applications_role_may_serve(served: str) -> None:
    refuse_unsafe_rights()


def test_the_owners_role_may_not_serve(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", copies.address(OWNER, served))
    with pytest.raises(Mistake, match="owns the table"):
        refuse_unsafe_rights()


def test_a_superuser_may_not_serve(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", copies.address(SUPERUSER, served))
    with pytest.raises(Mistake, match="superuser"):
        refuse_unsafe_rights()


def test_a_role_that_may_make_tables_may_not_serve(served: str) -> None:
    _as_owner(served, f"GRANT CREATE ON SCHEMA public TO {APPLICATION}")
    with pytest.raises(Mistake, match="may make tables"):
        refuse_unsafe_rights()


@pytest.mark.parametrize("table", ["clients_client", "handoffs_handoff", "handoffs_attempt", "handoffs_ring"])
def test_row_security_that_was_switched_off_is_noticed(served: str, table: str) -> None:
    _as_owner(served, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    with pytest.raises(Mistake, match=f"Row security is off for the table {table}"):
        refuse_unsafe_rights()
