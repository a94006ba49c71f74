"""Database, pages and worker of one machine under one roof: started in order, watched, stopped in order."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from handclasp.config import environment
from handclasp.config.at_hand import start_django
from handclasp.config.embedded.roles import addresses, prepare_database, prepare_roles
from handclasp.config.embedded.server import Server, embedded_server
from handclasp.config.lock import Running, held, note
from handclasp.config.mistakes import Mistake
from handclasp.config.parts import Part, stop_parts
from handclasp.config.places import Places, claim, open_places, refuse_an_open_folder, secret_key
from handclasp.config.rights import refuse_unsafe_rights
from handclasp.config.terminal import say, step
from handclasp.config.web_server import open_socket, program

PORT_PATIENCE_SECONDS = 6.0  # pages of a copy that was killed let go of the port within their grace
READY_SECONDS = 60.0
LOOK_SECONDS = 0.2


class Stop(BaseException):
    """Somebody asked us to stop."""


def serve_together(*, demo: bool) -> None:
    """Start everything, say where it is, keep it alive, and stop it in order when asked."""
    environment.refuse_mistakes(serves=True, demo=demo)
    _refuse_another_database()
    port, host, places = environment.port(), environment.host(), _our_places(demo=demo)
    with _told_to_stop(), held(places):
        listening = _socket_with_patience(host, port)
        server = embedded_server(places, say=say)
        parts: list[Part] = []
        try:
            _prepare(places, server, demo=demo)
            url = f"http://localhost:{port}/" if host in ("127.0.0.1", "::1") else f"http://{host}:{port}/"
            note(places, Running(os.getpid(), url, addresses(server)))
            descriptor = listening.fileno()
            kind = ["--demo"] if demo else []
            parts.append(Part("pages", program("web", "--fd", str(descriptor), *kind), (descriptor,)))
            parts.append(Part("worker", program("worker", *kind)))
            for part in parts:
                part.start()
            _wait_until_ready(host, port, parts)
            _greet(url, demo=demo)
            _watch(server, parts)
        except Stop:
            say("Stopping. What was saved stays.")
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            stop_parts(parts)
            server.stop()
            listening.close()


def _our_places(*, demo: bool) -> Places:
    places = open_places(environment.data_folder(demo=demo))
    if not demo:
        refuse_an_open_folder(places)
    claim(places, demo=demo)
    return places


def forget() -> None:
    """Remove the demo's data from its folder, which no copy may be serving."""
    places = open_places(environment.data_folder(demo=True))
    claim(places, demo=True)
    with held(places):
        from handclasp.config.embedded.leftovers import stop_leftover

        server = embedded_server(places)
        stop_leftover(server.cluster)
        shutil.rmtree(server.cluster, ignore_errors=True)
    say("The data is forgotten.")


def _refuse_another_database() -> None:
    if environment.has_database():
        raise Mistake(
            "`run` and `demo` bring their own database, and DATABASE_URL is set. Unset it, or serve on that "
            "database with `handclasp migrate`, `handclasp web` and `handclasp worker`."
        )


def _socket_with_patience(host: str, port: int) -> socket.socket:
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while True:
        try:
            return open_socket(host, port)
        except Mistake:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _prepare(places: Places, server: Server, *, demo: bool) -> None:
    os.environ.setdefault("HANDCLASP_SECRET_KEY", secret_key(places))
    os.environ["HANDCLASP_DEMO"] = "1" if demo else "0"
    with step("Starting PostgreSQL"):
        server.start()
        prepare_roles(server)
        prepare_database(server)
    os.environ.update(addresses(server))
    start_django()
    from handclasp.config.assets import collect
    from handclasp.config.migrate import migrate

    with step("Preparing the tables") as tell:
        migrate(tell)
        refuse_unsafe_rights()
    with step("Preparing the pages"):
        os.environ["HANDCLASP_STATIC"] = str(collect(places.static))
    if demo:
        from handclasp.config.cli_demo import load_network

        with step("Preparing the invented network") as tell:
            load_network(tell)


def _wait_until_ready(host: str, port: int, parts: list[Part]) -> None:
    from handclasp.config.ready import is_ready

    with step("Opening the doors"):
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready(host, port):
            _replace_the_dead(parts)
            if time.monotonic() > deadline:
                raise Mistake(f"The pages do not answer on port {port}. What they said stands above.")
            time.sleep(LOOK_SECONDS / 2)


def _greet(url: str, *, demo: bool) -> None:
    say(f"Handclasp is ready: {url}")
    if demo:
        from handclasp.config.cli_demo import greeting

        for line in greeting(url):
            say(line)
    elif _nobody_administers():
        say(
            "Nobody administers this Handclasp yet. In another terminal: "
            'handclasp admin EMAIL --name "Given Family" --organization "River Clinic"'
        )
    say("Ctrl-C stops it.")


def _nobody_administers() -> bool:
    from handclasp.directory.one_person import has_administrator

    return not has_administrator()


def _watch(server: Server, parts: list[Part]) -> None:
    while True:
        time.sleep(LOOK_SECONDS)
        if not server.is_running:
            say("PostgreSQL stopped. Starting it again.")
            server.start()
            say("PostgreSQL answers again.")
        _replace_the_dead(parts)


def _replace_the_dead(parts: list[Part]) -> None:
    for part in parts:
        if part.restart_if_dead():
            say(f"The {part.name} stopped. Started again.")


@contextmanager
def _told_to_stop() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Stop

    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except Stop:
        say("Stopped before it was ready.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
