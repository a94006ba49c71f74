"""Planning weekly blocks: one's own, each change written ahead in the same transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from handclasp.availability.models import Block
from handclasp.availability.planning import DAY, YEAR, Planning, planning
from handclasp.directory import checks
from handclasp.domain.block_rules import Rule, RuleError, parse_rule
from handclasp.domain.blocks import LONGEST, SHORTEST, Weekly
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

LOOKED_AHEAD: Final = timedelta(days=400)  # for blocks that collide
MOST_BLOCKS: Final = 30


@dataclass(frozen=True)
class Wish:
    """A block as somebody wishes it: an RFC 5545 rule, local hours, and a word on it for colleagues."""

    rule: str
    starts_at: time
    minutes: int
    label: str = ""


def plan_block(actor: Actor, now: datetime, wish: Wish, starts_on: date) -> Block:
    """Plan a weekly block from a day on; the first day is the first that the rule names.

    Refuses `block_first_day`, `block_too_long`, `block_overlaps`, `kept_enough` and what the rule's text refuses.
    """
    with planning(actor, now) as mine:
        return _plan(mine, wish, starts_on)


def change_block(actor: Actor, now: datetime, block_id: int, wish: Wish, from_on: date) -> Block:
    """Let a block be otherwise from a day on: the old one ends before it, and a new one begins."""
    with planning(actor, now) as mine:
        before = mine.block(block_id)
        ended = _end(mine, mine.row(block_id), from_on)
        rest = [block for block in mine.plan.blocks if block is not before]
        plan = replace(mine.plan, blocks=(*rest, replace(before, last_on=ended.last_on)))
        return _plan(replace(mine, plan=plan), wish, from_on)


def end_block(actor: Actor, now: datetime, block_id: int, from_on: date) -> Block:
    """End a block: it does not come from a day on, today at the earliest."""
    with planning(actor, now) as mine:
        return _end(mine, mine.row(block_id), from_on)


def _plan(mine: Planning, wish: Wish, starts_on: date) -> Block:
    rule, label = _rule(wish), checks.line(wish.label, longest=80)
    if not mine.today <= starts_on <= mine.today + YEAR:
        raise Refusal("block_first_day")
    if len(mine.plan.blocks) >= MOST_BLOCKS:
        raise Refusal("kept_enough")
    first = next(rule.days_from(starts_on, starts_on), None)
    if first is None:
        raise Refusal("block_first_day")
    wished = Weekly(0, rule, first, wish.starts_at, wish.minutes, mine.plan.zone)
    mine.must_stand_alone(wished, mine.today - DAY, mine.today + LOOKED_AHEAD)
    return Block.objects.create(
        staff=mine.staff, rule=rule.text, starts_on=first, starts_at=wish.starts_at, minutes=wish.minutes,
        zone=mine.plan.zone.key, label=label, made_at=mine.now,
    )  # fmt: skip


def _rule(wish: Wish) -> Rule:
    if not SHORTEST <= wish.minutes <= LONGEST:
        raise Refusal("block_too_long")
    try:
        rule = parse_rule(wish.rule)
    except RuleError as error:
        raise Refusal(error.reason) from error
    if not rule.weekdays:
        raise Refusal("weekdays_missing")
    return rule


def _end(mine: Planning, block: Block, from_on: date) -> Block:
    if from_on < mine.today or from_on > mine.today + YEAR:
        raise Refusal("block_first_day")
    block.last_on, block.ended_at = from_on - DAY, mine.now
    block.save(update_fields=["last_on", "ended_at"])
    return block
