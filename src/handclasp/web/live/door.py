"""The stream of changes, in front of Django: `GET /live/?topics=staff:5,handoff:12`.

It stands before Django because a stream inside Django keeps a thread, and with it a database connection, for
as long as the page is open. Frames carry a topic and a version; the page fetches what changed.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, Final

from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.db import Error as DatabaseError

from handclasp.platform.live import Hub, Stream
from handclasp.platform.live_listener import listen
from handclasp.web.live.admission import Admitted, admit, in_thread, request_of
from handclasp.web.live.open_pages import OpenPages
from handclasp.web.shell.bodies import stop_reading
from handclasp.web.shell.context import LIVE_PATH

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger(__name__)
BEAT: Final = 15.0  # seconds
READY: Final = 2.0  # seconds that the first stream waits for the listener
STUCK: Final = 30.0  # seconds a browser may take to read one frame
HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


class LiveDoor:
    """An ASGI application that serves the stream itself and passes everything else on."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner
        self._hub = Hub()
        self._pages: OpenPages | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI scope."""
        if scope["type"] == "http" and scope["path"] == LIVE_PATH:
            await self._serve(scope, receive, send)
        else:
            limited = stop_reading(scope, receive) if scope["type"] == "http" else receive
            await self._inner(scope, limited, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await _admitted(scope)
        if isinstance(answer, int):
            await _answer(send, answer)
            return
        stream = Stream(answer.topics, answer.staff_id, answer.session_key)
        pages = self._open()
        await self._hub.hearing(within=READY)
        self._hub.join(stream, answer.age)
        self._start(pages.arrived(stream.staff_id))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _first_of(_pump(stream, send), _gone(receive))
        finally:
            self._hub.leave(stream)
            self._start(pages.left(stream.staff_id))

    def _open(self) -> OpenPages:
        """Start listening with the first stream, so that commands which serve no page connect to nothing."""
        if self._pages is None:
            self._pages = OpenPages(self._hub)
            self._start(listen(self._hub))
            self._start(self._pages.keep())
            self._start(self._pages.follow_sessions())
        return self._pages

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _admitted(scope: Scope) -> Admitted | int:
    headers = dict(scope["headers"])
    if scope["method"] != "GET":
        return 405
    if headers.get(b"sec-fetch-site", b"same-origin") != b"same-origin":
        return 403
    try:
        return await in_thread(lambda: admit(request_of(dict(scope))))
    except (DisallowedHost, SuspiciousOperation, ValueError):
        return 400
    except DatabaseError as error:
        log.warning("A stream could not be opened (%s).", type(error).__name__)
        return 503


async def _pump(stream: Stream, send: Send) -> None:
    """Send what waits, and a beat when nothing does; end with the session."""
    await _write(send, "retry: 1000\nevent: hello\ndata: {}\n\n")
    while True:
        # `asyncio.wait_for` loses a cancellation that comes with what it waits for, and a stream that is not
        # cancelled keeps somebody there whose browser is closed.
        with suppress(TimeoutError):
            async with asyncio.timeout(BEAT):
                await stream.wake.wait()
        marks, waiting = stream.take()
        frames = [f"event: {mark}\ndata: {{}}\n\n" for mark in marks]
        frames += [_frame(topic, version) for topic, version in waiting.items()]
        await _write(send, "".join(frames) or "event: beat\ndata: {}\n\n")
        if "bye" in marks:
            return


def _frame(topic: str, version: int | None) -> str:
    return f"data: {json.dumps({'topic': topic, 'v': version}, separators=(',', ':'))}\n\n"


async def _write(send: Send, text: str) -> None:
    message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
    async with asyncio.timeout(STUCK):
        await send(message)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*works: Any) -> None:
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            _note(ended)


def _note(ended: object) -> None:
    """Log what ended a stream, unless the browser went away or reads no more."""
    ordinary = (asyncio.CancelledError, OSError, TimeoutError)
    if isinstance(ended, BaseException) and not isinstance(ended, ordinary):
        log.error("A stream ended by a defect (%s).", type(ended).__name__, exc_info=ended)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
