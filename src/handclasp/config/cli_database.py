"""Commands about what is in the database: migrate, check, backup, restore, password."""

import click

from handclasp.config.at_hand import database_at_hand
from handclasp.config.terminal import say


def add_database_commands(group: click.Group) -> None:
    """Add this module's commands to `group`."""
    group.add_command(migrate)


@click.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from handclasp.config.migrate import migrate as apply

    with database_at_hand(say=say):
        count = apply(say)
    say(f"{count} migrations applied." if count else "The database is up to date.")
