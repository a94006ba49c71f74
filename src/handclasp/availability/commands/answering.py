"""Answering when one's block begins: open until its end, or not today."""

from datetime import date, datetime

from handclasp.availability.commands.days import skip_once
from handclasp.availability.commands.presence import declare
from handclasp.availability.models import Occurrence
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal


def answer_block(actor: Actor, now: datetime, block_id: int, on_date: date, answer: str) -> None:
    """Say `open` until the block of this day ends, or `not_today`, which leaves it out and shows colleagues so.

    Refuses `block_not_that_day` where it does not run any more, and `unknown_choice`.
    """
    if answer not in {"open", "not_today"}:
        raise Refusal("unknown_choice")
    with acting(actor, now, "block:plan") as deed:
        deed.on(f"staff:{actor.person}")
        running = Occurrence.objects.filter(
            block_id=block_id, on_date=on_date, staff_id=actor.person, starts_at__lte=now, ends_at__gt=now
        ).first()
        if running is None:
            raise Refusal("block_not_that_day")
        if answer == "open":
            declare(actor, "open", running.ends_at, now)
        else:
            skip_once(actor, now, block_id, on_date)
