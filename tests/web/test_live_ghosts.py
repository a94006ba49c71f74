"""Whoever closes the browser is gone, also when something happens for them in the same instant."""

import asyncio
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from handclasp.platform.live import Stream
from handclasp.web.live import door


async def _nothing(message: MutableMapping[str, Any]) -> None:
    """Take a frame as uvicorn does for a browser that went away."""


async def _leaves_while_told(ticks: int) -> None:
    stream = Stream(frozenset({"staff:1"}), 1, "session")
    closed = asyncio.Event()
    served = asyncio.create_task(door._first_of(door._pump(stream, _nothing), closed.wait()))
    for _ in range(20):
        await asyncio.sleep(0)
    (closed.set if ticks >= 0 else stream.wake.set)()
    for _ in range(abs(ticks)):
        await asyncio.sleep(0)
    (stream.wake.set if ticks >= 0 else closed.set)()
    done, _ = await asyncio.wait({served}, timeout=10)
    served.cancel()
    assert done, "the stream is still served"


@contextmanager
def _a_thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:  # a browser's driver may run a loop in this thread
        yield pool


@pytest.mark.parametrize("ticks", range(-4, 5))
def test_a_browser_that_closes_while_it_is_told_something_is_gone(ticks: int) -> None:
    with _a_thread() as pool:
        pool.submit(lambda: asyncio.run(_leaves_while_told(ticks))).result(timeout=20)
