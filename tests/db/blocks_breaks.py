"""What breaks the rules about weekly blocks, their dates, and ways to be reached."""

from collections.abc import Callable
from datetime import date, time
from typing import Final

from handclasp.availability.models import Block, BlockException, BlockPause, Occurrence, ReachWay
from tests.cast import DAY, MINUTE, NOW, staff

TODAY = date(2026, 3, 11)


def a_block(**changes: object) -> Block:
    """Let Imani be there on Mondays and Wednesdays after lunch."""
    usual: dict[str, object] = {
        "staff_id": staff("imani"), "rule": "FREQ=WEEKLY;BYDAY=MO,WE", "starts_on": TODAY,
        "starts_at": time(13), "minutes": 90, "zone": "America/Chicago", "made_at": NOW,
    }  # fmt: skip
    return Block.objects.create(**(usual | changes))


def an_occurrence(**changes: object) -> Occurrence:
    """Let a block of Imani's come on one day."""
    usual: dict[str, object] = {
        "staff_id": staff("imani"), "on_date": TODAY, "starts_at": NOW, "ends_at": NOW + 90 * MINUTE,
    }  # fmt: skip
    block = changes.pop("block", None) or a_block()
    return Occurrence.objects.create(block=block, **(usual | changes))


def an_exception(**changes: object) -> BlockException:
    """Leave a block out on one day."""
    block = changes.pop("block", None) or a_block()
    return BlockException.objects.create(block=block, **({"on_date": TODAY} | changes))


def a_way(**changes: object) -> ReachWay:
    """Give Imani a phone."""
    usual: dict[str, object] = {"staff_id": staff("imani"), "kind": "phone", "address": "+12025550143"}
    return ReachWay.objects.create(**(usual | changes))


def the_same_day_twice() -> None:
    """Let one block come twice on a day, at two times."""
    block = a_block()
    an_occurrence(block=block)
    an_occurrence(block=block, starts_at=NOW + DAY, ends_at=NOW + DAY + MINUTE)


BLOCKS: Final[dict[str, Callable[[], object]]] = {
    "block_lasts_five_minutes_to_half_a_day": lambda: a_block(minutes=721),
    "block_comes_every_week_or_so": lambda: a_block(rule="FREQ=DAILY"),
    "block_with_a_last_day_was_ended": lambda: a_block(last_on=TODAY),
    "block_is_otherwise_once_a_day": lambda: [an_exception(block=block) for block in [a_block()] * 2],
    "moved_block_says_how_long": lambda: an_exception(moved_to=time(15)),
    "pause_of_blocks_ends_after_it_begins": lambda: BlockPause.objects.create(
        staff_id=staff("imani"), first=TODAY, last=date(2026, 3, 10)
    ),
    "block_comes_once_a_day": the_same_day_twice,
    "occurrence_ends_after_it_begins": lambda: an_occurrence(ends_at=NOW),
    "blocks_never_overlap_for_one_person": lambda: (
        an_occurrence(),
        an_occurrence(starts_at=NOW + 89 * MINUTE, ends_at=NOW + 2 * DAY),
    ),
    "way_is_kept_once": lambda: (a_way(), a_way()),
    "way_is_of_a_known_kind": lambda: a_way(kind="pigeon"),
    "way_has_an_address": lambda: a_way(address=""),
}
