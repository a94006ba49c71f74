"""Every table, view and privileged function of the database is known, and none leads around row security."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from handclasp.directory.models import Staff
from handclasp.handoffs.checks.rows import CLIENT_BEARING
from tests import cast
from tests.ground import copies
from tests.matrix.people import busy_handoff

# Tables without row security, by how their names begin, each with why no client stands in it.
NOT_CLIENT_BEARING = {
    "account_": "addresses of staff accounts",
    "auth_": "accounts and Django's own rights of staff",
    "availability_": "who of the staff can come",
    "directory_": "places, programs, needs, staff and their roles",
    "django_": "Django's own bookkeeping",
    "handoffs_allowed_move": "the moves of a handoff's life, the same for everybody",
    "mfa_": "second factors of staff",
    "platform_auditlook": "what a privacy officer found, by numbers; narrowed to privacy officers by its own policies",
    "platform_demo_clock": "one number",
    "procrastinate_": "jobs, which are told numbers only",
    "signins_": "sessions and counts of tries, of staff",
    "socialaccount_": "sign-ins of staff at their organization's provider",
}
VIEWS = {
    "availability_published": "when staff are there for handoffs, as colleagues see it",
    "directory_role_held": "who of the staff holds which role where",
}
# Functions that run with their owner's eyes and answer a question; all others of the kind are triggers.
ANSWERS = {
    "directory_has_a_way": "whether somebody of the staff can be reached at all, and not by which way",
    "directory_last_rung": "the number of whoever of the staff is reached last",
    "directory_rungs": "who of the staff stands for a program, and why one cannot be reached; no client",
    "handclasp_organizations": "the number of the actor's own organization, or none",
    "handoffs_relation": "1 to 4: how the actor stands to a handoff",
    "handoffs_held_by": "how many handoffs somebody holds, by program; no handoff and no client",
    "handoffs_last_change": "the number of a handoff's last change, and not what it was",
}
PRIVILEGED = """
SELECT proname, prorettype::regtype::text, coalesce(proconfig, '{}') FROM pg_proc
 WHERE pronamespace = 'public'::regnamespace AND prosecdef AND has_function_privilege('handclasp_app', oid, 'EXECUTE')
"""


@pytest.fixture(scope="module")
def busy(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        busy_handoff()
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
        yield name


@pytest.fixture
def stranger(busy: str, django_db_blocker: Any) -> Iterator[Any]:
    """Act as somebody of another organization, at the application's own connection."""
    with django_db_blocker.unblock():
        copies.point_django_at(busy)
        with transaction.atomic(), connection.cursor() as cursor:
            lena = Staff.objects.get(source_id="lena").pk
            cursor.execute("SELECT set_config('handclasp.actor', %s, true)", [f"staff:{lena}"])
            yield cursor
            transaction.set_rollback(True)
        copies.point_django_at("none")


def _asked(cursor: Any, question: str) -> list[tuple[Any, ...]]:
    cursor.execute(question)
    return list(cursor.fetchall())


def test_every_table_is_narrowed_or_bears_no_client(stranger: Any) -> None:
    tables = _asked(
        stranger,
        "SELECT relname, relrowsecurity FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    )
    unknown = [
        name
        for name, is_narrowed in tables
        if not (name in CLIENT_BEARING and is_narrowed) and not name.startswith(tuple(NOT_CLIENT_BEARING))
    ]
    assert unknown == [], (
        "Does a client stand in these tables? If so, give them row security (handoffs/sql/0009_rows.sql shows how) and "
        "a line in handoffs.checks.rows.CLIENT_BEARING; if not, a line here with the reason."
    )
    assert set(CLIENT_BEARING) <= {name for name, is_narrowed in tables if is_narrowed}


def test_every_view_is_known(stranger: Any) -> None:
    found = _asked(
        stranger,
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'f')",
    )
    assert {name for (name,) in found} == set(VIEWS)


def test_the_application_has_no_grant_beyond_reading_and_writing_rows(stranger: Any) -> None:
    beyond = _asked(
        stranger,
        "SELECT table_name, privilege_type FROM information_schema.table_privileges"
        " WHERE table_schema = 'public' AND grantee IN ('handclasp_app', 'PUBLIC')"
        " AND privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')",
    )
    assert beyond == []


def test_every_privileged_function_is_a_trigger_or_known(stranger: Any) -> None:
    found = _asked(stranger, PRIVILEGED)
    assert {name for name, returns, _ in found if returns != "trigger"} == set(ANSWERS)
    assert [name for name, _, settings in found if "search_path=public, pg_temp" not in settings] == []


def test_what_privileged_functions_answer_a_stranger_is_a_number_at_most(stranger: Any) -> None:
    assert _asked(stranger, "SELECT DISTINCT handoffs_relation(id) FROM generate_series(1, 50) AS id") == [
        (4,)
    ]
    assert _asked(stranger, "SELECT handclasp_organizations('history', 'w')") == [([],)]
    held = _asked(stranger, "SELECT h.* FROM directory_staff s, handoffs_held_by(s.id) h")
    assert held
    assert all(re.fullmatch("[a-z]+", kind) and isinstance(many, int) for kind, _, many in held)


TRICKS = {
    "a table of one's own instead of the rights": """
        CREATE TEMP TABLE directory_row_right (holder text, kind text, action text);
        INSERT INTO directory_row_right VALUES ('clinician', 'client', 'r');
        CREATE TEMP TABLE directory_staff AS SELECT *, false AS mine FROM public.directory_staff;
        SET LOCAL search_path = pg_temp, public""",
    "a function of one's own instead of a policy's": """
        CREATE FUNCTION pg_temp.handclasp_organizations(text, text) RETURNS bigint[] LANGUAGE sql AS
            $$ SELECT ARRAY[1, 2, 3]::bigint[] $$;
        CREATE FUNCTION pg_temp.handclasp_person() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
        SET LOCAL search_path = pg_temp, public""",
    "a view of one's own": "CREATE TEMP VIEW peep AS SELECT * FROM public.clients_client",
    "an actor with something behind it": "SELECT set_config('handclasp.actor', 'staff:1; SELECT 1', true)",
    "an actor in capitals": "SELECT set_config('handclasp.actor', 'SYSTEM:WATCHES', true)",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_of_names_reaches_a_client(stranger: Any, trick: str) -> None:
    stranger.execute(TRICKS[trick])
    for table in CLIENT_BEARING:
        assert _asked(stranger, f"SELECT count(*) FROM public.{table}") == [(0,)], table


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE handclasp_owner",
        "SET SESSION AUTHORIZATION handclasp_owner",
        "SET LOCAL row_security = off; SELECT * FROM clients_client",
        "ALTER TABLE clients_client DISABLE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON clients_client USING (true)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.handclasp_person() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_nobody_steps_out_of_row_security(stranger: Any, statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner|row-level security"):
        stranger.execute(statement)


def test_a_condition_that_tells_what_it_sees_sees_nothing(stranger: Any) -> None:
    stranger.execute(
        "CREATE FUNCTION pg_temp.tells(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS"
        " $$ BEGIN RAISE EXCEPTION 'saw %', $1; END $$"
    )
    assert _asked(stranger, "SELECT count(*) FROM clients_client WHERE pg_temp.tells(given)") == [(0,)]


def test_the_planners_statistics_tell_nothing_of_clients(stranger: Any) -> None:
    tables = ", ".join(f"'{name}'" for name in CLIENT_BEARING)
    assert _asked(stranger, f"SELECT count(*) FROM pg_stats WHERE tablename IN ({tables})") == [(0,)]
