"""The worker: jobs from the database, and a look at every deadline once a second."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connections
from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector

from handclasp.availability import tasks as blocks
from handclasp.handoffs import tasks as handoffs
from handclasp.platform import clock

SWEEP_SECONDS = 1.0
STALLED_SECONDS = 30.0
HEARTBEAT_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 10.0
LETTING_GO_SECONDS = 3.0
LAST_RESORT_SECONDS = 6.0  # what is half done then is done again by the next worker
log = logging.getLogger("handclasp.worker")


def work() -> None:
    """Do jobs and sweep until told to stop; a database that went away is waited for."""
    stopping = threading.Event()
    sweeper = threading.Thread(target=sweep_on, args=(stopping, sweep_all), name="sweep", daemon=True)
    sweeper.start()
    asyncio.run(_work_on(stopping))
    stopping.set()
    sweeper.join(timeout=5)


def sweep_all(now: datetime) -> int:
    """Look at every deadline, those of clients first; return how many had come."""
    return handoffs.sweep(now) + blocks.sweep(now)


async def _work_on(stopping: threading.Event) -> None:
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stopping.set()
        last_resort = threading.Timer(LAST_RESORT_SECONDS, os._exit, [0])
        last_resort.daemon = True
        last_resort.start()
        if task is not None:
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    pause = 0.5
    with contextlib.suppress(asyncio.CancelledError):
        while not stopping.is_set():
            began = time.monotonic()
            try:
                await _jobs()
            except Exception as error:
                log.error("%s failed and goes on", "the jobs", exc_info=error)
            pause = (
                0.5 if time.monotonic() - began > STALLED_SECONDS else min(LONGEST_PAUSE_SECONDS, pause * 2)
            )
            await asyncio.sleep(pause)


async def _jobs() -> None:
    connector = django_app.connector
    assert isinstance(connector, DjangoConnector)
    app = django_app.with_connector(connector.get_worker_connector())
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                install_signal_handlers=False,
                concurrency=2,
                fetch_job_polling_interval=1,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=LETTING_GO_SECONDS,
            )
        )
        rescuer = asyncio.create_task(_rescue_stalled(app))
        try:
            done, _ = await asyncio.wait({worker, rescuer}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (worker, rescuer):
                task.cancel()
            await asyncio.wait(
                {worker, rescuer}, timeout=LETTING_GO_SECONDS
            )  # a dead server answers no goodbye


async def _rescue_stalled(app: App) -> None:
    while True:
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await app.job_manager.retry_job(job)
        await asyncio.sleep(STALLED_SECONDS / 3)


def sweep_on(stopping: threading.Event, sweep: Callable[[datetime], object]) -> None:
    """Sweep once a second until `stopping` is set, whatever goes wrong in between."""
    while not stopping.is_set():
        began = time.monotonic()
        try:
            sweep(clock.now())
        except Exception as error:
            log.error("%s failed and goes on", "the sweep", exc_info=error)
            connections.close_all()
        close_old_connections()
        stopping.wait(max(0.05, SWEEP_SECONDS - (time.monotonic() - began)))
