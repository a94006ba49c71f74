"""Serves the trial pages on the socket whose number is given."""

import os
import socket
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")

import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application


def main() -> None:
    """Serve until killed."""
    settings.ROOT_URLCONF = "tests.web.shell_urls"
    pages = get_asgi_application()
    from handclasp.web.live.door import LiveDoor
    from tests.web import shell_urls

    door = LiveDoor(pages)
    shell_urls.streams = lambda: len(door._hub.streams)
    config = uvicorn.Config(door, lifespan="off", log_level="critical", access_log=False, loop="uvloop")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
