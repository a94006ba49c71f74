"""When the demo's people are there each week, and how they are reached besides the page."""

from datetime import time, timedelta
from typing import Final

from handclasp.availability.commands.blocks import Wish, plan_block
from handclasp.availability.commands.days import skip_once
from handclasp.availability.commands.keeping_ahead import keep_ahead
from handclasp.availability.commands.ways import keep_way, note_trial
from handclasp.availability.queries.blocks import blocks_between
from handclasp.platform.actor import Actor
from handclasp.web.demo.stage import Stage

SINCE: Final = timedelta(days=30)
BLOCKS: Final = (
    ("imani", "MO,WE", time(13), 90, 1, "Room 12"),
    ("imani", "TU,TH", time(9), 60, 1, ""),
    ("tomas", "TU,TH", time(14), 120, 1, ""),
    ("tomas", "FR", time(9, 30), 60, 2, "by phone"),
    ("grace", "MO,TU,WE,TH,FR", time(10), 60, 1, ""),
)
UNTRIED: Final = "solberg"  # keeps a way that nobody has tried yet


def set_up_blocks(stage: Stage) -> None:
    """Let three people plan their weeks, one leave a day out, and everybody with a phone be reached by it."""
    then = stage.now - SINCE
    for key, days, at, minutes, weeks, label in BLOCKS:
        rule = f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={days}"
        plan_block(stage.actor(key), then, Wish(rule, at, minutes, label), then.date())
    keep_ahead(stage.now)
    _leave_one_out(stage, stage.actor("grace"))
    for key, person in stage.staff.items():
        actor = stage.actor(key)
        if person.phone and actor.may("presence:declare"):
            way = keep_way(actor, then, "phone", person.phone)
            if key != UNTRIED:
                note_trial(actor, then, way.pk, True)


def _leave_one_out(stage: Stage, actor: Actor) -> None:
    """Leave out the first block that begins tomorrow or later."""
    tomorrow = stage.now + timedelta(days=1)
    coming = blocks_between([actor.person], tomorrow, tomorrow + timedelta(days=7))
    first = next(one for one in coming if one.starts_at > tomorrow)
    skip_once(actor, stage.now, first.block_id, first.on_date)
