"""Models and migrations agree, and the tables belong to the owner."""

from django.db import connection

from handclasp.config.migrate import missing_migrations, unwritten_migrations


def test_every_change_of_a_model_has_its_migration() -> None:
    assert unwritten_migrations() == []


def test_a_migrated_database_lacks_nothing(db_clone: str) -> None:
    assert missing_migrations() == []


def test_every_table_belongs_to_the_owner_and_can_be_read_by_the_application(db_clone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, tableowner, has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT') "
            "FROM pg_tables WHERE schemaname = 'public'"
        )
        rows = cursor.fetchall()
    assert rows
    assert {owner for _, owner, _ in rows} == {"handclasp_owner"}
    assert [table for table, _, readable in rows if not readable] == []
