"""The `handclasp` command."""

import click

from handclasp.config.cli_database import add_database_commands
from handclasp.config.cli_parts import add_part_commands

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
def main() -> None:
    """Warm handoffs: nobody lets go until the next hand has closed."""


add_part_commands(main)
add_database_commands(main)
