"""The `handclasp` command."""

import click
import psycopg

from handclasp.config.cli_database import add_database_commands
from handclasp.config.cli_digest import digest
from handclasp.config.cli_import import import_group
from handclasp.config.cli_parts import add_part_commands
from handclasp.config.cli_people import add_people_commands
from handclasp.config.migrate import first_line
from handclasp.config.mistakes import Mistake

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Plain(click.Group):
    """A group whose commands tell of a database that is not there in a sentence."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        from django.db import OperationalError

        try:
            return super().invoke(context)
        except (psycopg.OperationalError, OperationalError) as error:
            raise Mistake(
                f"The database does not answer as it should: {first_line(error)} "
                f"Look at DATABASE_URL and DATABASE_OWNER_URL, and whether the server runs."
            ) from error


@click.group(cls=Plain, context_settings=CONTEXT)
def main() -> None:
    """Warm handoffs: nobody lets go until the next hand has closed."""


add_part_commands(main)
add_database_commands(main)
add_people_commands(main)
main.add_command(digest)
main.add_command(import_group)
