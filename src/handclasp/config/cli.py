"""The `handclasp` command."""

import click


@click.group()
def main() -> None:
    """Warm handoffs: nobody lets go until the next hand has closed."""
