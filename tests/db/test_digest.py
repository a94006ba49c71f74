"""What stood once is proved later by one line that was kept elsewhere, whatever somebody did at the database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connections, transaction

from handclasp.config.backup import backup, restore
from handclasp.config.cli_digest import digests_in
from handclasp.config.mistakes import Mistake
from handclasp.domain.digest import Digest, Stood, read_digest
from handclasp.handoffs.checks import chains, look
from handclasp.handoffs.checks.digest import prove, take_digest
from tests import cast
from tests.cast import MINUTE, NOW
from tests.ground import copies

TABLES = {"history": "handoffs_historyentry", "audit": "platform_auditentry"}
CHAIN_RULES = {"history": "history_is_as_it_was_written", "audit": "audit_is_as_it_was_written"}
# Somebody who holds more than two entries, so that there is a middle: its number is the second one's.
MIDDLE = """(SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY {key} ORDER BY id) AS place,
             count(*) OVER (PARTITION BY {key}) AS entries FROM {table}) e
              WHERE place = 2 AND entries > 3 ORDER BY id LIMIT 1)"""
KEYS = {"history": "handoff_id", "audit": "actor"}


@pytest.fixture
def busy(busy_copy: str, django_db_blocker: Any) -> Iterator[None]:
    """A clinic with a handoff in every open state; what is done to it is rolled back."""
    with django_db_blocker.unblock():
        copies.point_django_at(busy_copy)
        with transaction.atomic(using="owner"):
            yield
            transaction.set_rollback(True, using="owner")


def _at_the_database(*statements: str) -> None:
    """Run statements as the owner with every trigger of both tables silent."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL timezone = 'UTC'")
        for table in TABLES.values():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("DROP INDEX IF EXISTS history_chain_never_forks")
        for statement in statements:
            cursor.execute(statement)


def _broken() -> set[str]:
    with connections["owner"].cursor() as cursor:
        return {one.rule for one in look(cursor, NOW + 2 * MINUTE) if one.breaches}


def _middle(name: str) -> str:
    return MIDDLE.format(key=KEYS[name], table=TABLES[name])


def _changed(name: str) -> list[str]:
    return [f"UPDATE {TABLES[name]} SET label = 'somebody else' WHERE id = {_middle(name)}"]


def _taken_out(name: str) -> list[str]:
    return [f"DELETE FROM {TABLES[name]} WHERE id = {_middle(name)}"]


def _put_in(name: str) -> list[str]:
    """A row of its own number before the others of a chain, hashed as it should be."""
    table, columns = TABLES[name], "at, actor, label"
    more = {
        "history": "handoff_id, subject, subject_id, event, detail",
        "audit": "organization_id, action, kind, relation, client_id, handoff_id, subject, door, origin, device",
    }[name]
    chain = chains.HISTORY if name == "history" else chains.AUDIT
    return [
        f"""INSERT INTO {table} (id, {columns}, {more}, previous, hash)
            SELECT 0, {columns}, {more}, '', '' FROM {table} WHERE id = {_middle(name)}""",
        f"UPDATE {table} SET hash = {chain.hashed} WHERE id = 0",
    ]


def _moved(name: str) -> list[str]:
    table = TABLES[name]
    two = f"""CREATE TEMPORARY TABLE two ON COMMIT DROP AS
              SELECT id, lead(id) OVER (PARTITION BY {KEYS[name]} ORDER BY id) AS other FROM {table}"""
    return [
        two,
        f"DELETE FROM two WHERE id <> {_middle(name)}",
        f"UPDATE {table} SET id = -1 WHERE id = (SELECT id FROM two)",
        f"UPDATE {table} SET id = (SELECT id FROM two) WHERE id = (SELECT other FROM two)",
        f"UPDATE {table} SET id = (SELECT other FROM two) WHERE id = -1",
    ]


SEEN_FROM_INSIDE = [_changed, _taken_out, _put_in, _moved]


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("tampering", SEEN_FROM_INSIDE)
def test_what_is_done_inside_a_chain_is_seen_by_the_check_and_by_the_line(
    busy: None, name: str, tampering: Any
) -> None:
    then = take_digest(NOW)
    assert prove(then).differences == ()
    _at_the_database(*tampering(name))
    assert CHAIN_RULES[name] in _broken()
    assert any(difference.startswith(name) for difference in prove(then).differences)


def _cut_off(name: str) -> list[str]:
    """Take the last entry of every chain away."""
    table, key = TABLES[name], KEYS[name]
    return [
        f"DELETE FROM {table} WHERE id IN (SELECT max(id) FROM {table} GROUP BY {key} HAVING count(*) > 1)"
    ]


def _hashed_anew(name: str) -> list[str]:
    """Change a row and hash everything again, as somebody who knows how could."""
    table, key = TABLES[name], KEYS[name]
    chain = chains.HISTORY if name == "history" else chains.AUDIT
    again = f"""
    DO $$ DECLARE entry {table}; before text := ''; last text := '';
    BEGIN
        FOR entry IN SELECT * FROM {table} ORDER BY {key}, id LOOP
            IF entry.{key}::text <> last THEN before := ''; last := entry.{key}::text; END IF;
            UPDATE {table} SET previous = before WHERE id = entry.id;
            UPDATE {table} SET hash = {chain.hashed} WHERE id = entry.id RETURNING hash INTO before;
        END LOOP;
    END $$"""
    return [*_changed(name), again]


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("tampering", [_cut_off, _hashed_anew])
def test_what_no_check_can_see_from_inside_the_line_shows(busy: None, name: str, tampering: Any) -> None:
    then = take_digest(NOW)
    _at_the_database(*tampering(name))
    assert CHAIN_RULES[name] not in _broken()
    found = prove(then).differences
    assert [difference.split(":")[0].split(",")[0] for difference in found] == [name]


def test_a_hash_function_that_says_yes_to_everything_deceives_nobody(busy: None) -> None:
    _at_the_database(
        _changed("audit")[0],
        """CREATE OR REPLACE FUNCTION platform_audit_hash(row_before text, entry platform_auditentry)
           RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT entry.hash'""",
    )
    assert CHAIN_RULES["audit"] in _broken()


def test_what_happens_afterwards_changes_nothing_about_what_stood(clinic: str) -> None:
    cast.said_yes("marisol")
    then = take_digest(NOW)
    cast.shared("ana")
    assert prove(then).differences == ()
    later = take_digest(NOW)
    assert all(a.rows > b.rows and a.root != b.root for a, b in zip(later.tables, then.tables, strict=True))


def test_the_first_entry_that_does_not_fit_is_named(busy: None) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SELECT {_middle('history')}")
        number = cursor.fetchone()[0]
    _at_the_database(*_changed("history"))
    with connections["owner"].cursor() as cursor:
        found = {one.rule: one.breaches for one in look(cursor, NOW)}["history_is_as_it_was_written"]
    assert len(found) == 1
    assert found[0].endswith(f"entry {number} is not as it was written")


def test_a_digest_waits_for_what_is_being_written(clinic: str) -> None:
    cast.said_yes("marisol")
    taken: list[Digest] = []
    waiting = Thread(target=lambda: taken.append(_taken_by_another()))
    with transaction.atomic():
        cast.said_yes("ana")  # not committed yet, and its numbers are drawn
        waiting.start()
        waiting.join(0.5)
        assert taken == []
    waiting.join(30)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT max(id) FROM handoffs_historyentry")
        assert taken[0].tables[0].highest == cursor.fetchone()[0]


def _taken_by_another() -> Digest:
    try:
        return take_digest(NOW)
    finally:
        connections.close_all()


def test_a_backup_that_is_put_back_proves_the_line_and_an_older_one_does_not(
    clinic: str, template_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in copies.addresses(clinic).items():
        monkeypatch.setenv(name, value)
    cast.said_yes("marisol")
    backup(tmp_path / "older")
    cast.shared("ana")
    then = take_digest(NOW)
    backup(tmp_path / "newer")
    connections.close_all()
    restore(tmp_path / "newer", replace=True)
    assert prove(then).differences == ()
    assert not {rule for rule in _broken() if rule.endswith("_was_written")}
    connections.close_all()
    restore(tmp_path / "older", replace=True)
    assert {one.split(":")[0] for one in prove(then).differences} == {"history", "audit"}
    cast.shared("joy")  # life goes on under the same numbers, and the chains are whole
    assert not {rule for rule in _broken() if rule.endswith("_was_written")}
    assert {one.split(":")[0] for one in prove(then).differences} == {"history", "audit"}


def test_a_line_is_read_as_it_was_printed_and_nothing_else_is() -> None:
    line = f"handclasp-digest-1 2026-03-11T15:00:00+00:00 history=2:7:{'a' * 64} audit=0:0:{'b' * 64}"
    read = read_digest(line)
    assert read is not None
    assert read.at == datetime(2026, 3, 11, 15, tzinfo=UTC)
    assert [(one.table, one.rows, one.highest) for one in read.tables] == [("history", 2, 7), ("audit", 0, 0)]
    assert read.line == line
    for other in ["", "hello", line[:-1], line.replace("digest-1", "digest-2"), line.replace("+00:00", ""),
                  line.replace("2026", "20x6"), line.replace("=2:", "=two:"), "handclasp-digest-1"]:  # fmt: skip
        assert read_digest(other) is None


def test_a_file_of_lines_may_hold_other_words(tmp_path: Path) -> None:
    line = Digest(NOW, (Stood("history", 2, 7, "a" * 64),)).line
    (tmp_path / "mail").write_text(f"Dear safe,\n{line}\nkeep this.\n")
    assert len(digests_in(str(tmp_path / "mail"))) == 1
    for nothing in ["no such file", str(tmp_path), "x\0y", "handclasp-digest-1 broken"]:
        with pytest.raises(Mistake, match="There is no line"):
            digests_in(nothing)


def test_the_command_prints_one_line_and_proves_it(clinic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from handclasp.config.cli import main

    for name, value in copies.addresses(clinic).items():
        monkeypatch.setenv(name, value)
    cast.said_yes("marisol")
    printed = CliRunner().invoke(main, ["digest"])
    assert (printed.exit_code, printed.stdout.count("\n")) == (0, 1)
    proved = CliRunner().invoke(main, ["digest", "--prove", printed.stdout])
    assert proved.exit_code == 0, proved.output
    with psycopg.connect(copies.addresses(clinic)["DATABASE_OWNER_URL"]) as owner:
        owner.execute("ALTER TABLE platform_auditentry DISABLE TRIGGER USER")
        owner.execute("DELETE FROM platform_auditentry WHERE id = (SELECT max(id) FROM platform_auditentry)")
    assert CliRunner().invoke(main, ["digest", "--prove", printed.stdout]).exit_code == 1
