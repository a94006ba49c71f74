"""Stories that end in somebody planning when they are there, or saying how they are reached."""

from collections.abc import Callable
from datetime import time
from typing import Any

from handclasp.availability.commands import answering, blocks, days, ways
from tests.cast import DAY, MINUTE, NOW, actor

SOON = NOW + 5 * MINUTE
TODAY = NOW.date()
LUNCH = blocks.Wish("FREQ=WEEKLY;BYDAY=MO,WE", time(13), 90)


def _planned() -> int:
    return blocks.plan_block(actor("imani"), NOW, LUNCH, TODAY).pk


def _left_out() -> int:
    block = _planned()
    days.skip_once(actor("imani"), NOW, block, TODAY)
    return block


def _paused() -> int:
    return days.pause_blocks(actor("imani"), NOW, TODAY, TODAY + DAY, "training").pk


def _kept() -> int:
    return ways.keep_way(actor("imani"), NOW, "phone", "541-555-0101").pk


BLOCKS: dict[Callable[..., Any], Callable[[], tuple[Any, ...]]] = {
    blocks.plan_block: lambda: ("imani", SOON, LUNCH, TODAY),
    blocks.change_block: lambda: ("imani", SOON, _planned(), LUNCH, TODAY + 7 * DAY),
    blocks.end_block: lambda: ("imani", SOON, _planned(), TODAY),
    days.skip_once: lambda: ("imani", SOON, _planned(), TODAY),
    days.move_once: lambda: ("imani", SOON, _planned(), TODAY, time(15), 60),
    days.come_as_usual: lambda: ("imani", SOON, _left_out(), TODAY),
    days.pause_blocks: lambda: ("imani", SOON, TODAY, TODAY + DAY, "training"),
    days.resume_blocks: lambda: ("imani", SOON, _paused()),
    answering.answer_block: lambda: ("imani", NOW + 3 * 60 * MINUTE, _planned(), TODAY, "open"),
    ways.keep_way: lambda: ("imani", SOON, "text", "541-555-0102"),
    ways.switch_way: lambda: ("imani", SOON, _kept(), False),
    ways.note_trial: lambda: ("imani", SOON, _kept(), True),
    ways.drop_way: lambda: ("imani", SOON, _kept()),
}
