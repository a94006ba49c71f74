"""uvicorn in front of the application, on a socket that may have been opened before it."""

import socket
import sys
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from handclasp.config.mistakes import Mistake

BACKLOG = 2048
GRACE_SECONDS = 3  # event streams never end by themselves


def open_socket(host: str, port: int) -> socket.socket:
    """Return a listening socket; a `Mistake` says that the port is taken and how to choose another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise Mistake(
            f"Port {port} on {host} cannot be used: {error.strerror}. "
            f"Choose another with HANDCLASP_PORT, for example HANDCLASP_PORT={_another(port)}."
        ) from error
    _notice_dead_phones(listening)
    return listening


def _notice_dead_phones(listening: socket.socket) -> None:
    """Let accepted connections notice within half a minute that the other end is gone; they inherit these."""
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (("KEEPIDLE", 15), ("KEEPINTVL", 5), ("KEEPCNT", 3), ("USER_TIMEOUT", 30_000)):
        option = getattr(socket, f"TCP_{name}", None)  # Linux has them all
        if option is not None:
            listening.setsockopt(socket.IPPROTO_TCP, option, value)


def serve(listening: socket.socket, workers: int, proxies: list[str]) -> None:
    """Serve the application on `listening` until told to stop; only `proxies` are believed about who asks."""
    config = uvicorn.Config(
        "handclasp.config.asgi:application",
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    listening.set_inheritable(True)
    if workers == 1:
        server = uvicorn.Server(config)
        server.run(sockets=[listening])
        sys.exit(0 if server.started else 1)
    Multiprocess(config, sockets=[listening]).run()


def program(*words: str) -> list[str]:
    """Return the command line of a part of this same Handclasp."""
    return [sys.executable, "-m", "handclasp.config", *words]


def source_folder() -> str:
    """Return the folder that a child process must find the package in."""
    return str(Path(__file__).resolve().parents[2])


def _another(port: int) -> int:
    return port + 1 if port < 65535 else port - 1
