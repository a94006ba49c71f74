"""A database for one command: the configured one, the running copy's, or the embedded one started for it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from handclasp.config import environment
from handclasp.config.embedded.roles import addresses, prepare_database, prepare_roles
from handclasp.config.embedded.server import embedded_server
from handclasp.config.lock import Running, held, running_copy
from handclasp.config.mistakes import Mistake
from handclasp.config.places import open_places, secret_key


@contextmanager
def database_at_hand(*, alone: bool = False, say: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Set `DATABASE_URL` and `DATABASE_OWNER_URL` and make Django ready, for as long as the block lasts.

    With `alone` the embedded server must not be serving a running copy; a `Mistake` says so if it is.
    """
    environment.refuse_mistakes()
    if environment.has_database():
        environment.refuse_mistakes(needs=["DATABASE_OWNER_URL"])
        os.environ["HANDCLASP_DEMO"] = "0"
        start_django()
        yield
        return
    places = open_places(environment.existing_data_folder())
    os.environ["HANDCLASP_DEMO"] = "1" if places.is_demo else "0"
    os.environ.setdefault("HANDCLASP_SECRET_KEY", secret_key(places))
    running = running_copy(places)
    if running is not None:
        yield from _beside(running, alone=alone)
        return
    with held(places):
        server = embedded_server(places, say=say)
        try:
            server.start()
            prepare_roles(server)
            prepare_database(server)
            os.environ.update(addresses(server))
            start_django()
            yield
        finally:
            server.stop()


def _beside(running: Running, *, alone: bool) -> Iterator[None]:
    if alone:
        raise Mistake(
            f"Handclasp is running on this data folder ({running.sentence}). Stop it first, then try again."
        )
    if not running.addresses:
        raise Mistake(
            f"Handclasp is just starting on this data folder ({running.sentence}). Try again in a moment."
        )
    os.environ.update(running.addresses)
    start_django()
    yield


def start_django() -> None:
    """Load the settings and the applications, once the environment is complete."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    import django

    django.setup()
