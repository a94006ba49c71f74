"""The one connection of a web process that hears what changed."""

import asyncio
import logging
from typing import Any, Final

import psycopg
from django.db import connections

from handclasp.platform.live import CHANNEL, Hub, read_notice

log = logging.getLogger(__name__)
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
QUIET: Final = 15.0  # seconds without a notice after which the connection is asked whether it lives


async def listen(hub: Hub) -> None:
    """Pass every notice to the hub until cancelled; after a loss every stream fetches everything again."""
    pause = FIRST_PAUSE
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**_parameters()) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                hub.hears()
                pause = FIRST_PAUSE
                await _pass_on(connection, hub)
        except (psycopg.Error, OSError) as error:
            log.warning("The live listener lost the database (%s); trying again.", type(error).__name__)
        hub.is_deaf()
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _pass_on(connection: psycopg.AsyncConnection[Any], hub: Hub) -> None:
    while True:
        async for heard in connection.notifies(timeout=QUIET):
            notice = read_notice(heard.payload)
            if notice:
                hub.deliver(notice)
        await connection.execute("SELECT 1")


def _parameters() -> dict[str, Any]:
    """Return how to connect: as the application's role, outside any transaction, noticing a dead network."""
    known = connections["default"].get_connection_params()
    ours = {"cursor_factory", "context", "prepare_threshold", "server_side_binding", "isolation_level"}
    alive = {"keepalives_idle": 15, "keepalives_interval": 5, "keepalives_count": 3, "connect_timeout": 5}
    return alive | {key: value for key, value in known.items() if key not in ours} | {"autocommit": True}
