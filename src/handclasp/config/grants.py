"""What the application's role may do with the tables that the owner's role makes."""

from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from handclasp.config.mistakes import Mistake

OLDEST_SERVER = 150000

DEFAULTS = (
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {role}",
)


def role_of(url: str) -> str:
    """Return the role that a database address signs in as."""
    return unquote(urlsplit(url).username or "")


def grant_defaults(owner_url: str, application_url: str) -> None:
    """Let the application's role use whatever the owner makes from now on, and own nothing itself.

    Set before migrations run, so that a migration may take a right away again (append-only tables) for good.
    """
    role = role_of(application_url)
    if not role or role == role_of(owner_url):
        raise Mistake(
            "DATABASE_URL and DATABASE_OWNER_URL must sign in as two different roles: the application's role "
            "owns nothing, so that no mistake of the application can switch the database's rules off."
        )
    with psycopg.connect(owner_url) as connection:
        if connection.info.server_version < OLDEST_SERVER:
            raise Mistake("Handclasp needs PostgreSQL 15 or newer; this server is older.")
        _refuse_a_mighty_role(connection, role)
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(sql.Identifier(role)))
        for statement in DEFAULTS:
            connection.execute(sql.SQL(statement).format(role=sql.Identifier(role)))


def _refuse_a_mighty_role(connection: psycopg.Connection[tuple[object, ...]], role: str) -> None:
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    if row is None:
        raise Mistake(
            f"The role {role} of DATABASE_URL does not exist. Create it: CREATE ROLE {role} LOGIN PASSWORD …"
        )
    if row[0]:
        raise Mistake(
            f"The role {role} of DATABASE_URL is a superuser or passes row security. Use a plain role."
        )
