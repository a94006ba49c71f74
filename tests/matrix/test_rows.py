"""Raw SQL as the application's role reaches exactly the rows that the page of permissions names, for everybody."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from handclasp.directory.models import Organization
from handclasp.domain.permissions import ROW_RIGHTS, Relation
from handclasp.handoffs.checks.rows import CLIENT_BEARING, MEETS_A_TRIGGER, NEAR
from handclasp.platform.actor import DEMO_LOADER
from handclasp.platform.db import acting
from tests import cast
from tests.cast import NOW
from tests.ground import copies
from tests.matrix.people import NOBODY, Who, busy_handoff, everybody, hire

INSERT = "INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, %s)).*"
COMMANDS = ("select", "insert", "update", "delete")
STRANGERS = (
    None,
    "",
    "staff:999999",
    "staff:",
    "staff:1 OR 1=1",
    "staff:-1",
    "system:",
    "system:nobody",
    "postgres",
)
PARTS = ("system:watches", "system:importer", "system:sign_in", "system:single_sign_on")


@dataclass(frozen=True)
class World:
    """One handoff, everybody's signature, and a row of every table as an insert would bring it."""

    signatures: dict[Who, str]
    rows: dict[str, dict[str, Any]]
    many: dict[str, int]
    away: int


@pytest.fixture(scope="module")
def world_once(template_database: str, django_db_blocker: Any) -> Iterator[tuple[str, World]]:
    """Build it once; the triggers are silent afterwards, so that only the policies say no."""
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        handoff = busy_handoff()
        with acting(DEMO_LOADER, NOW, "cast:load"):
            signatures = {who: f"staff:{hire(who, handoff).pk}" for who in everybody()}
        away = Organization.objects.exclude(pk=handoff.organization_id).get().pk
        with connections["owner"].cursor() as cursor:
            cursor.execute("DELETE FROM clients_client WHERE source_id <> 'marisol'")
            for table in CLIENT_BEARING:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            rows, many = {}, {}
            for table in CLIENT_BEARING:
                cursor.execute(f"SELECT to_jsonb(t), count(*) OVER () FROM {table} t LIMIT 1")
                row, many[table] = cursor.fetchone()
                rows[table] = json.loads(row) | {"id": 900_000}
        yield name, World(signatures, rows, many, away)


@pytest.fixture
def world(world_once: tuple[str, World], django_db_blocker: Any) -> Iterator[World]:
    name, built = world_once
    with django_db_blocker.unblock():
        copies.point_django_at(name)
        yield built
        copies.point_django_at("none")


def reached(world: World, signature: str | None, table: str, command: str) -> int:
    """Return how many rows a statement of this actor reaches; -1 for an insert that the policies refuse."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handclasp.actor', %s, true)", [signature])
        try:
            return _run(world, signature, table, command, cursor)
        finally:
            transaction.set_rollback(True)


def _run(world: World, signature: str | None, table: str, command: str, cursor: Any) -> int:
    row = world.rows[table] | ({"actor": signature or "staff:1"} if table == "platform_auditentry" else {})
    statements: dict[str, tuple[str, list[object]]] = {
        "select": (f"SELECT FROM {table}", []),
        "insert": (INSERT.format(table=table), [json.dumps(row)]),
        "update": (f"UPDATE {table} SET organization_id = %s", [row["organization_id"]]),
        "delete": (f"DELETE FROM {table}", []),
    }
    try:
        with transaction.atomic():
            cursor.execute(*statements[command])
            return int(cursor.rowcount)
    except ProgrammingError as error:
        if "row-level security" not in str(error):
            raise
        return -1
    except IntegrityError:  # the policies let it pass, and a constraint found it there already
        return 1


def says_the_page(who: Who | str | None, table: str, command: str) -> bool:
    """Return what the page of permissions says about one statement."""
    kind = CLIENT_BEARING[table]
    if (kind, command) in {("client", "delete"), ("history", "insert")}:
        return False  # nobody: a client is never removed, history is written by triggers alone
    action = "r" if command == "select" or kind in MEETS_A_TRIGGER else "w"
    if (kind, command) == ("audit", "insert"):
        return bool(who)  # everybody's deeds are written down, in their own name
    if not isinstance(who, Who):
        return (who, kind, action) in ROW_RIGHTS
    far = {Relation.FOREIGN} | ({Relation.ORGANIZATION} if kind in NEAR else set())
    return who.is_active and who.relation not in far and (who.role, kind, action) in ROW_RIGHTS


def wrong(world: World, who: Who | str | None, signature: str | None) -> list[str]:
    """Return every statement that reaches more or less than it should, in words."""
    found = []
    for table in CLIENT_BEARING:
        for command in COMMANDS:
            hoped = says_the_page(who, table, command)
            right = {True: {1} if command == "insert" else {world.many[table]}, False: {-1, 0}}[hoped]
            got = reached(world, signature, table, command)
            if got not in right:
                found.append(
                    f"{who} {command}s {got} rows of {table}, and should {'all' if hoped else 'none'}"
                )
    return found


@pytest.mark.parametrize("who", everybody(), ids=str)
def test_everybody_reaches_what_the_page_names(world: World, who: Who) -> None:
    assert wrong(world, who, world.signatures[who]) == []


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_of_the_system_reach_what_they_need(world: World, part: str) -> None:
    assert wrong(world, part, part) == []


@pytest.mark.parametrize("signature", STRANGERS, ids=repr)
def test_who_names_nobody_known_reaches_nothing(world: World, signature: str | None) -> None:
    assert wrong(world, signature, signature) == []


def test_the_matrix_has_both_answers_for_every_table(world: World) -> None:
    for table in CLIENT_BEARING:
        assert world.many[table] > 0
        assert {says_the_page(who, table, "select") for who in everybody()} == {True, False}, table


@pytest.mark.parametrize("table", [t for t, kind in CLIENT_BEARING.items() if kind not in MEETS_A_TRIGGER])
def test_no_row_is_moved_to_or_added_in_another_organization(world: World, table: str) -> None:
    supervisor = world.signatures[Who("supervisor", Relation.PROGRAM)]
    foreign = json.dumps(world.rows[table] | {"organization_id": world.away})
    for statement, value in (
        (f"UPDATE {table} SET organization_id = %s", world.away),
        (INSERT.format(table=table), foreign),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"):
            _as(supervisor, statement, value)


def test_nobody_signs_the_audit_for_somebody_else(world: World) -> None:
    clinician = world.signatures[Who("clinician", Relation.PROGRAM)]
    row = json.dumps(world.rows["platform_auditentry"] | {"actor": "staff:1"})
    with pytest.raises(ProgrammingError, match="row-level security"):
        _as(clinician, INSERT.format(table="platform_auditentry"), row)


def _as(signature: str, statement: str, value: str | int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handclasp.actor', %s, true)", [signature])
        cursor.execute(statement, [value])


def test_the_rights_of_the_database_are_the_domains(world: World) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT holder, kind, action FROM directory_row_right WHERE holder NOT IN ('system:tests', 'system:demo')"
        )
        assert set(cursor.fetchall()) == ROW_RIGHTS


@pytest.mark.parametrize("who", [Who("admin", Relation.OWN), Who(NOBODY, Relation.OWN)], ids=str)
def test_nobody_widens_the_rights_themselves(world: World, who: Who) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('handclasp.actor', %s, true)", [world.signatures[who]])
        for statement in (
            "UPDATE directory_row_right SET kind = 'client'",
            "DELETE FROM directory_row_right",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute("INSERT INTO directory_row_right VALUES ('admin', 'client', 'r')")
