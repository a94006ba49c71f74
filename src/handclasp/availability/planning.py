"""A person's own plan, opened for a change under its lock, and written ahead after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from handclasp.availability.models import Block
from handclasp.availability.plans import Plan, lock_plan, plan_of, write_ahead
from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_by_id, time_zone_of_staff
from handclasp.domain.blocks import Weekly, collision
from handclasp.domain.periods import local_date
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

YEAR: Final = timedelta(days=366)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Planning:
    """Whose plan is being changed, and how it stands on their `today`."""

    staff: Staff
    plan: Plan
    today: date
    now: datetime

    def row(self, block_id: int) -> Block:
        """Return a block of theirs that still comes, or refuse `not_found` or `block_ended`."""
        block = Block.objects.filter(pk=block_id, staff=self.staff).first()
        if block is None:
            raise Refusal("not_found")
        if block.last_on is not None and block.last_on < self.today:
            raise Refusal("block_ended")
        return block

    def block(self, block_id: int) -> Weekly:
        """Return it as the rules read it, or refuse as `row` does."""
        self.row(block_id)
        return next(block for block in self.plan.blocks if block.block_id == block_id)

    def must_stand_alone(self, block: Weekly, first: date, last: date) -> None:
        """Refuse `block_overlaps` where another of their blocks is at the same time on one of these days."""
        others = [other for other in self.plan.blocks if other.block_id != block.block_id]
        if collision(block, others, first, last):
            raise Refusal("block_overlaps")


@contextmanager
def planning(actor: Actor, now: datetime) -> Iterator[Planning]:
    """Open the actor's own plan for a change, and write its dates ahead after it."""
    staff = staff_by_id(actor, actor.staff_id) if actor.staff_id is not None else None
    if staff is None or not staff.is_active:
        raise Refusal("not_staff")
    with acting(actor, now, "block:plan") as deed:
        deed.on(f"staff:{staff.pk}")
        lock_plan(staff.pk)
        today = local_date(now, time_zone_of_staff(staff))
        yield Planning(staff, plan_of(staff, today), today, now)
        write_ahead(staff, now)
        tell([f"org:{staff.organization_id}", f"staff:{staff.pk}"])
