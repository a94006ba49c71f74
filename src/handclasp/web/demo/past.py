"""Playing the demo's past: stories take turns in the order of time, and watches tell people in between."""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeAlias

from handclasp.handoffs.queries.alarms import next_alarm_at
from handclasp.handoffs.tasks import sweep

Story: TypeAlias = Iterator[datetime]
"""A story yields the instant at which it wants to go on, and does what happens then."""


def play(stories: list[Story], until: datetime, tell: Callable[[int], None]) -> None:
    """Play all stories to their ends, then let the watches run on until `until`; `tell` hears how many are over."""
    turns: list[tuple[datetime, int, Story]] = []
    over = sum(not _take_turn(turns, number, story) for number, story in enumerate(stories))
    while turns:
        at, number, story = heapq.heappop(turns)
        _sweep_up_to(at)
        if not _take_turn(turns, number, story):
            over += 1
            tell(over)
    _sweep_up_to(until)


def _take_turn(turns: list[tuple[datetime, int, Story]], number: int, story: Story) -> bool:
    at = next(story, None)
    if at is not None:
        heapq.heappush(turns, (at, number, story))
    return at is not None


def _sweep_up_to(at: datetime) -> None:
    due = next_alarm_at()
    while due is not None and due <= at:
        if not sweep(due):
            sweep(at)
            return
        due = next_alarm_at()
