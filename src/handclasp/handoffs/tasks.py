"""Entry points of the worker: the sweep by our own clock, and the jobs that wake it early."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from procrastinate.contrib.django import app

from handclasp.handoffs.commands.calling import advance_call
from handclasp.handoffs.commands.escalating import escalate
from handclasp.handoffs.models import Call, Handoff, Ring, Watch
from handclasp.platform import clock
from handclasp.platform.actor import WATCHES
from handclasp.platform.db import acting, reading

log = logging.getLogger(__name__)
BATCH = 200


@app.task(name="handoffs.ring_bell")
def ring_bell(handoff_id: int) -> None:
    """Wake a call whose wave is over; the sweep does the same, so a lost bell loses nothing."""
    advance_call(handoff_id, clock.now())


def sweep(now: datetime) -> int:
    """Move every call and watch on whose time has come; return how many. Safe to run twice and side by side."""
    done = sum(_each(_calls_due(now), advance_call, now))
    return done + sum(_each(_watches_due(now), escalate, now))


def _each(handoff_ids: list[int], command: Callable[[int, datetime], object], now: datetime) -> list[bool]:
    return [_one(handoff_id, command, now) for handoff_id in handoff_ids]


def _one(handoff_id: int, command: Callable[[int, datetime], object], now: datetime) -> bool:
    """Run one command; a failure of one handoff is logged by number and does not stop the others."""
    try:
        with acting(WATCHES, now, "watch:tell"):
            free = Handoff.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=handoff_id)
            return free.exists() and command(handoff_id, now) is not False
    except Exception as error:  # its message could carry what people wrote
        state = getattr(error.__cause__, "sqlstate", None) or "-"
        log.error("sweep failed for handoff %s and goes on: %s (%s)", handoff_id, type(error).__name__, state)
        return False


def _calls_due(now: datetime) -> list[int]:
    rings = Ring.objects.filter(call=OuterRef("pk"), state="ringing", expires_at__gt=now)
    due = Call.objects.filter(ended_at=None).filter(Q(waits_until__lte=now) | ~Exists(rings))
    with reading(WATCHES):
        return list(due.order_by("waits_until").values_list("handoff_id", flat=True)[:BATCH])


def _watches_due(now: datetime) -> list[int]:
    due = Watch.objects.filter(closed_at=None, next_at__lte=now).order_by("next_at")
    with reading(WATCHES):
        return list(due.values_list("handoff_id", flat=True)[:BATCH])
