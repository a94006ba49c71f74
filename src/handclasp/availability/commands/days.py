"""Single days of one's blocks: skipped, moved, as usual again; and pauses of all of them."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from handclasp.availability.models import BlockException, BlockPause
from handclasp.availability.planning import DAY, YEAR, Planning, planning
from handclasp.directory import checks
from handclasp.domain.blocks import LONGEST, SHORTEST, Otherwise, Weekly, spells
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

MOST_PAUSES: Final = 30


def skip_once(actor: Actor, now: datetime, block_id: int, on_date: date) -> None:
    """Leave a block out on one day, or end it early where it runs."""
    with planning(actor, now) as mine:
        block = _comes(mine, block_id, on_date)
        _except(block, on_date, None, None)


def move_once(actor: Actor, now: datetime, block_id: int, on_date: date, at: time, minutes: int) -> None:
    """Let a block be at another hour of one day, for so many minutes."""
    with planning(actor, now) as mine:
        block = _comes(mine, block_id, on_date)
        if not SHORTEST <= minutes <= LONGEST:
            raise Refusal("block_too_long")
        moved = replace(block, otherwise={**block.otherwise, on_date: Otherwise(at, minutes)})
        if not any(spell.ends_at > now for spell in spells(moved, on_date, on_date)):
            raise Refusal("block_not_that_day")
        mine.must_stand_alone(moved, on_date - DAY, on_date + DAY)
        _except(block, on_date, at, minutes)


def come_as_usual(actor: Actor, now: datetime, block_id: int, on_date: date) -> None:
    """Take back that a block is otherwise on a day."""
    with planning(actor, now) as mine:
        block = mine.block(block_id)
        if on_date < mine.today or on_date not in block.otherwise:
            raise Refusal("block_not_that_day")
        usual = {day: other for day, other in block.otherwise.items() if day != on_date}
        mine.must_stand_alone(replace(block, otherwise=usual), on_date - DAY, on_date + DAY)
        BlockException.objects.filter(block_id=block.block_id, on_date=on_date).delete()


def pause_blocks(actor: Actor, now: datetime, first: date, last: date, reason: str = "") -> BlockPause:
    """Let no block come from `first` to `last`, both included; colleagues read the reason. Refuses `pause_dates`."""
    why = checks.line(reason)
    with planning(actor, now) as mine:
        if not mine.today <= first <= last <= mine.today + 2 * YEAR or last - first > YEAR:
            raise Refusal("pause_dates")
        if len(mine.plan.pauses) >= MOST_PAUSES:
            raise Refusal("kept_enough")
        return BlockPause.objects.create(staff=mine.staff, first=first, last=last, reason=why)


def resume_blocks(actor: Actor, now: datetime, pause_id: int) -> None:
    """End a pause: blocks come again from today on."""
    with planning(actor, now) as mine:
        pause = BlockPause.objects.filter(pk=pause_id, staff=mine.staff, last__gte=mine.today).first()
        if pause is None:
            raise Refusal("not_found")
        if pause.first >= mine.today:
            pause.delete()
            return
        pause.last = mine.today - DAY
        pause.save(update_fields=["last"])


def _comes(mine: Planning, block_id: int, on_date: date) -> Weekly:
    """Return the block, which comes on this day and is not over then; or refuse `block_not_that_day`."""
    block = mine.block(block_id)
    reachable = mine.today - DAY <= on_date <= mine.today + YEAR
    there = spells(block, on_date, on_date, mine.plan.pauses) if reachable else []
    if not any(spell.ends_at > mine.now for spell in there):
        raise Refusal("block_not_that_day")
    return block


def _except(block: Weekly, on_date: date, moved_to: time | None, minutes: int | None) -> None:
    BlockException.objects.update_or_create(
        block_id=block.block_id, on_date=on_date, defaults={"moved_to": moved_to, "minutes": minutes}
    )
