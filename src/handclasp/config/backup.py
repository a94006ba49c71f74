"""Backups: one file with everything that the database holds, and the way back."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import LiteralString

import psycopg

from handclasp.config.embedded.binaries import find_programs
from handclasp.config.grants import role_of
from handclasp.config.mistakes import Mistake

MAGIC = b"PGDMP"

RIGHTLESS: LiteralString = """
    SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind IN ('r', 'p', 'v')
      AND NOT has_table_privilege(%s, pg_class.oid, 'SELECT') ORDER BY relname
"""
OWNED: LiteralString = "SELECT count(*) FROM pg_class WHERE relowner = to_regrole(quote_ident(%s))"
TABLES: LiteralString = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def backup(file: Path) -> int:
    """Write everything to `file`, readable by its owner only, and return its size in bytes.

    The file appears only when it is whole; one that was there stays until then.
    """
    if not file.parent.is_dir():
        raise Mistake(f"There is no folder {file.parent}. Make it first, or name another file.")
    try:
        descriptor, unfinished = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".part")
    except OSError as error:
        raise Mistake(f"{file.parent} cannot be written: {error.strerror}. Name another file.") from error
    os.close(descriptor)
    try:
        _postgres("pg_dump", "--format=custom", "--file", unfinished, os.environ["DATABASE_OWNER_URL"])
        Path(unfinished).replace(file)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return file.stat().st_size


def restore(file: Path, *, replace: bool) -> int:
    """Put everything of `file` into the database and return the number of its tables.

    Nothing is kept of a restore that fails, and what was there stays. A database with tables needs `replace`.
    """
    _refuse_what_is_no_backup(file)
    owner = os.environ["DATABASE_OWNER_URL"]
    if _number(owner, TABLES) and not replace:
        raise Mistake(
            "The database holds data, and a restore puts the backup in its place. "
            "Make a backup of it first; then say `--replace` if that is what you want."
        )
    with tempfile.TemporaryDirectory() as folder:
        script = str(Path(folder) / "restore.sql")
        _postgres("pg_restore", "--no-owner", "--file", script, str(file))
        _postgres(
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            "--command=SET client_min_messages = warning",
            "--command=SET lock_timeout = '20s'",
            "--command=DROP OWNED BY CURRENT_USER CASCADE",
            f"--file={script}",
            owner,
        )
    return _number(owner, TABLES)


def refuse_wrong_rights() -> None:
    """Refuse, naming what is wrong, when the application's role may not read a table or owns one."""
    role = role_of(os.environ["DATABASE_URL"])
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        rightless = [str(row[0]) for row in connection.execute(RIGHTLESS, [role])]
        owned = connection.execute(OWNED, [role]).fetchone()
    if rightless:
        raise Mistake(
            f"The data is there, but the role {role} may not read {', '.join(rightless[:5])}. The backup "
            f"was made with another name for that role: create a role of that name, or grant {role} "
            "the same rights."
        )
    if owned and owned[0]:
        raise Mistake(f"The data is there, but the role {role} owns tables. It must own nothing.")


def _refuse_what_is_no_backup(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(len(MAGIC))
    except OSError as error:
        raise Mistake(f"{file} cannot be read: {error.strerror}.") from error
    if start != MAGIC:
        raise Mistake(f"{file} is not a backup made by `handclasp backup`. Nothing was changed.")


def _number(url: str, query: LiteralString) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _postgres(name: str, *words: str) -> None:
    program = find_programs().path(name)
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Mistake(f"{name} stopped, and nothing was changed: {said[0] if said else 'it gave no reason'}")
