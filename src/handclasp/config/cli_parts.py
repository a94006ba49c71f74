"""Commands that serve: run and demo for one machine; web and worker as parts for many."""

import os
import socket

import click

from handclasp.config import environment
from handclasp.config.at_hand import start_django
from handclasp.config.rights import refuse_unsafe_rights

SERVING = ("DATABASE_URL", "HANDCLASP_SECRET_KEY")
INVENTED = click.option("--demo", is_flag=True, hidden=True, help="The database holds invented people only.")


def add_part_commands(group: click.Group) -> None:
    """Add this module's commands to `group`."""
    for command in (run, demo, web, worker):
        group.add_command(command)


@click.command()
def run() -> None:
    """Serve everything on this machine: database, pages and worker."""
    from handclasp.config.together import serve_together

    serve_together(demo=False)


@click.command()
@click.option("--reset", is_flag=True, help="Forget the demo's data first.")
def demo(reset: bool) -> None:
    """Serve everything on this machine with an invented network to try it on."""
    from handclasp.config.together import forget, serve_together

    if reset:
        forget()
    serve_together(demo=True)


@click.command()
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to serve with."
)
@click.option("--fd", type=int, hidden=True, help="A listening socket that was opened for us.")
@INVENTED
def web(workers: int, fd: int | None, demo: bool) -> None:
    """Serve the pages; the database is that of DATABASE_URL."""
    from handclasp.config.web_server import open_socket, serve

    _decide_what_it_is(demo=demo)
    environment.refuse_mistakes(needs=SERVING, serves=True, demo=demo)
    refuse_unsafe_rights()
    os.environ.setdefault("HANDCLASP_POOL", "20")
    listening = socket.socket(fileno=fd) if fd else open_socket(environment.host(), environment.port())
    start_django()
    serve(listening, workers, environment.proxies())


@click.command()
@INVENTED
def worker(demo: bool) -> None:
    """Do the jobs and watch the deadlines; the database is that of DATABASE_URL."""
    _decide_what_it_is(demo=demo)
    environment.refuse_mistakes(needs=SERVING)
    refuse_unsafe_rights()
    start_django()
    from handclasp.config.worker import work

    work()


def _decide_what_it_is(*, demo: bool) -> None:
    # Whatever the environment says: only what `handclasp demo` starts is the demo.
    os.environ["HANDCLASP_DEMO"] = "1" if demo else "0"
