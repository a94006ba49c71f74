"""Keeping the house's knowledge of whose page is open, and ending the streams of what was locked or ended."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import Error as DatabaseError

from handclasp.availability.commands import page_closed, pages_seen
from handclasp.platform.clock import wall_now
from handclasp.platform.live import Hub
from handclasp.web.live.admission import in_thread, still_open

log = logging.getLogger(__name__)
BEAT: Final = 15.0  # seconds between heartbeats
APART: Final = 0.2  # seconds between two looks at the sessions, however many of them change
GRACE: Final = 3.0  # seconds: a page that only moves on to the next page is not closed
Answer = TypeVar("Answer")


class OpenPages:
    """Whose pages are open in this process; used from its event loop only."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._new: set[int] = set()
        self._writing = asyncio.Lock()

    async def keep(self) -> None:
        """Every 15 seconds end the streams of locked and ended sessions, and write one heartbeat for the others."""
        while True:
            await asyncio.sleep(BEAT)
            await self._end_closed()
            await self._note_seen(self._hub.staff_ids())

    async def follow_sessions(self) -> None:
        """Look at the sessions as soon as some of them changed."""
        while True:
            await self._hub.sessions_changed.wait()
            self._hub.sessions_changed.clear()
            await self._end_closed()
            await asyncio.sleep(APART)

    async def arrived(self, staff_id: int) -> None:
        """Note a newly opened page; many at once become one statement."""
        self._new.add(staff_id)
        async with self._writing:
            new, self._new = self._new, set()
            await self._note_seen(new)

    async def left(self, staff_id: int) -> None:
        """Note that somebody's last page closed, once it has stayed closed for a moment."""
        await asyncio.sleep(GRACE)
        if staff_id not in self._hub.staff_ids():
            await _try(lambda: page_closed([staff_id], at=wall_now()))

    async def _note_seen(self, staff_ids: set[int]) -> None:
        if staff_ids:
            await _try(lambda: pages_seen(sorted(staff_ids), at=wall_now()))

    async def _end_closed(self) -> None:
        keys = {stream.session_key for stream in self._hub.streams}
        valid = await _try(lambda: still_open(keys)) if keys else set()
        for stream in self._hub.streams:
            if valid is not None and stream.session_key in keys - valid:
                stream.mark("bye")


async def _try(work: Callable[[], Answer]) -> Answer | None:
    try:
        return await in_thread(work)
    except DatabaseError as error:
        log.warning("Open pages could not be noted (%s); the next beat tries again.", type(error).__name__)
        return None
