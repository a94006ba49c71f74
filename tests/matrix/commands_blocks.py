"""What the commands about one's own blocks and ways to be reached need to be tried."""

from collections.abc import Callable
from datetime import time
from typing import Any

from handclasp.availability.commands.blocks import Wish
from tests.cast import DAY, NOW

TODAY = NOW.date()
WISH = Wish("FREQ=WEEKLY;BYDAY=MO", time(13), 60)


def block_commands(make: Callable[..., Any], about: str) -> dict[str, Any]:
    """Return them, each made by `make`: a permission, what decides beside the role, then what is given."""
    plan, say = "block:plan", "presence:declare"
    return {
        "availability.blocks.plan_block": make(plan, about, wish=WISH, starts_on=TODAY),
        "availability.blocks.change_block": make(plan, about, block_id=1, wish=WISH, from_on=TODAY),
        "availability.blocks.end_block": make(plan, about, block_id=1, from_on=TODAY),
        "availability.days.skip_once": make(plan, about, block_id=1, on_date=TODAY),
        "availability.days.move_once": make(plan, about, block_id=1, on_date=TODAY, at=time(13), minutes=60),
        "availability.days.come_as_usual": make(plan, about, block_id=1, on_date=TODAY),
        "availability.days.pause_blocks": make(plan, about, first=TODAY, last=TODAY + DAY),
        "availability.days.resume_blocks": make(plan, about, pause_id=1),
        "availability.answering.answer_block": make(plan, about, block_id=1, on_date=TODAY, answer="open"),
        "availability.ways.keep_way": make(say, about, kind="phone", address="541-555-0101"),
        "availability.ways.switch_way": make(say, about, way_id=1, is_on=False),
        "availability.ways.note_trial": make(say, about, way_id=1, worked=True),
        "availability.ways.drop_way": make(say, about, way_id=1),
    }
