"""Commands about who may come in: admin, invite, password."""

import sys
from typing import TYPE_CHECKING

import click

from handclasp.config.at_hand import database_at_hand
from handclasp.config.terminal import say

if TYPE_CHECKING:
    from handclasp.directory.commands import Invited


def add_people_commands(group: click.Group) -> None:
    """Add this module's commands to `group`."""
    for command in (admin, invite, password):
        group.add_command(command)


@click.command()
@click.argument("email")
@click.option(
    "--name", default="", metavar='"GIVEN FAMILY"', help="Who it is, where nobody has that address yet."
)
@click.option(
    "--organization", default="", metavar="NAME", help="Where they work; a new name makes a new one."
)
def admin(email: str, name: str, organization: str) -> None:
    """Let the person with EMAIL administer their organization, and print a link to choose a password."""
    from handclasp.config.first_people import make_administrator, where_people_go

    with database_at_hand(say=say):
        _print(make_administrator(email, name, organization), where_people_go())


@click.command()
@click.argument("email")
def invite(email: str) -> None:
    """Print a link by which the staff member with EMAIL chooses a password."""
    from handclasp.config.first_people import invite as give_link
    from handclasp.config.first_people import where_people_go

    with database_at_hand(say=say):
        _print(give_link(email), where_people_go())


@click.command()
@click.argument("email")
def password(email: str) -> None:
    """Set the password that the staff member with EMAIL signs in with."""
    from handclasp.config.passwords import set_password

    chosen = _asked() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    with database_at_hand(say=say):
        set_password(email, chosen)
    say(f"{email} can sign in with the new password.")


def _print(invited: "Invited", address: str) -> None:
    from django.urls import reverse

    say(
        "Pass this link on to nobody else. It works once, for seven days; an earlier one opens nothing any more."
    )
    click.echo(address + reverse("invitation_link", args=[invited.token]))


def _asked() -> str:
    return str(click.prompt("New password", hide_input=True, confirmation_prompt="Once more"))
