"""Jobs in the same database, enqueued in the same transaction as the change that wants them."""

from datetime import timedelta

from procrastinate.contrib.django import app


def enqueue(task: str, after: timedelta = timedelta(0), **arguments: int | str) -> None:
    """Enqueue a named task with ids only, to run `after` so long by the server's clock; lost if the change is."""
    seconds = max(0, int(after.total_seconds()))
    app.configure_task(task, schedule_in={"seconds": seconds}).defer(**arguments)
