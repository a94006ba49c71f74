"""The tests' own ground: a copy each, the application's role, real commits."""

import threading

import pytest
from django.db import connection, connections
from django.db.utils import ProgrammingError


def _role_and_database() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        row = cursor.fetchone()
    return row[0], row[1]


def test_a_test_speaks_to_its_own_copy_as_the_role_that_owns_nothing(db_clone: str) -> None:
    assert _role_and_database() == ("handclasp_app", db_clone)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        assert cursor.fetchone() == ("handclasp_owner", db_clone)


def test_every_thread_of_a_test_meets_the_same_copy(db_clone: str) -> None:
    met: list[tuple[str, str]] = []

    def look() -> None:
        met.append(_role_and_database())
        connection.close()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == [("handclasp_app", db_clone)] * 4


@pytest.mark.parametrize("round_", ["first", "second"])
def test_what_one_test_commits_no_other_test_sees(db_clone: str, round_: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE only_here (name text)")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO only_here VALUES (%s)", [round_])
        cursor.execute("SELECT name FROM only_here")
        assert cursor.fetchall() == [(round_,)]


def test_the_application_makes_no_tables(db_clone: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("CREATE TABLE mine (id int)")


def test_the_application_owns_nothing(db_clone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relowner = 'handclasp_app'::regrole")
        assert cursor.fetchall() == []


def test_a_cheap_test_leaves_nothing_behind(db_rollback: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM signins_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO signins_session VALUES ('a', '', now(), now(), now(), '', '', NULL)")
