"""The two roles and the database of an embedded server."""

import psycopg
from psycopg import sql

from handclasp.config.embedded.server import SUPERUSER, Server

OWNER = "handclasp_owner"
APPLICATION = "handclasp_app"
DATABASE = "handclasp"


def prepare_roles(server: Server) -> None:
    """Make the owner's and the application's role; neither is a superuser."""
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role in (OWNER, APPLICATION):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE").format(
                        sql.Identifier(role)
                    )
                )


def prepare_database(server: Server, database: str = DATABASE) -> None:
    """Make an empty database that the owner's role owns, unless it is there."""
    with psycopg.connect(server.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(database), sql.Identifier(OWNER)
            )
        )


def addresses(server: Server, database: str = DATABASE) -> dict[str, str]:
    """Return `DATABASE_URL` and `DATABASE_OWNER_URL` of `database`."""
    return {
        "DATABASE_URL": server.url(APPLICATION, database),
        "DATABASE_OWNER_URL": server.url(OWNER, database),
    }
