"""Commands about what is in the database: migrate, check, backup, restore."""

import sys
from pathlib import Path

import click

from handclasp.config.at_hand import database_at_hand
from handclasp.config.mistakes import Mistake
from handclasp.config.terminal import say, step

FILE = click.Path(dir_okay=False, path_type=Path)


def add_database_commands(group: click.Group) -> None:
    """Add this module's commands to `group`."""
    for command in (migrate, check_migrations, check, backup, restore):
        group.add_command(command)


@click.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from handclasp.config.migrate import migrate as apply

    with database_at_hand(say=say), step("Preparing the tables") as tell:
        count = apply(tell)
    say(f"{count} migrations applied." if count else "The database is up to date.")


@click.command("check-migrations", hidden=True)
def check_migrations() -> None:
    """Say whether every change of a model has its migration; no database is needed."""
    from handclasp.config.at_hand import start_django
    from handclasp.config.migrate import unwritten_migrations

    start_django()
    unwritten = unwritten_migrations()
    if unwritten:
        raise Mistake(f"These changes have no migration: {', '.join(unwritten)}.")
    say("Every change of a model has its migration.")


@click.command()
def check() -> None:
    """Prove the rules that may never break over the live data; exit 1 on any breach."""
    from handclasp.config.check import print_findings

    with database_at_hand(say=say):
        whole = print_findings()
    sys.exit(0 if whole else 1)


@click.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write everything that the database holds to FILE."""
    from handclasp.config.backup import backup as write

    with database_at_hand(say=say), step("Writing the backup"):
        size = write(file)
    say(
        f"{file} holds everything ({size / 1_000_000:.1f} MB). "
        f"Keep it where only those who may see clients can."
    )


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of what is there.")
def restore(file: Path, replace: bool) -> None:
    """Put the backup FILE into the database."""
    from handclasp.config.backup import refuse_wrong_rights
    from handclasp.config.backup import restore as put_back
    from handclasp.config.migrate import migrate as apply

    with database_at_hand(alone=True, say=say):
        with step("Putting the backup back"):
            tables = put_back(file, replace=replace)
        with step("Preparing the tables") as tell:
            apply(tell)
        refuse_wrong_rights()
    say(f"{tables} tables are back, and the application's role has its rights.")
