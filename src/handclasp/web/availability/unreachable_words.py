"""Who is counted on and hard to reach, in words: the reason, and what to do."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.availability.queries.ways import Unreachable, without_a_working_way
from handclasp.directory.models import Staff
from handclasp.domain.names import staff_label
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import local_day, moment_words, short_day_words


@dataclass(frozen=True)
class HardToReach:
    """Somebody who is counted on: for what, why nobody would reach them, and what helps."""

    staff_id: int
    name: str
    counted_on: str
    why: str
    what_helps: str


def hard_to_reach(actor: Actor, now: datetime, wall: datetime, staff: list[Staff]) -> tuple[HardToReach, ...]:
    """Return who of these people cannot be reached; supervisors and administrators see the whole house."""
    sees_all = actor.may("program:supervise") or actor.may("directory:change")
    among = None if sees_all else [one.pk for one in staff]
    found = without_a_working_way(actor, now, wall, among)
    return tuple(_words(one, actor, now) for one in found)


def _words(one: Unreachable, actor: Actor, now: datetime) -> HardToReach:
    is_me = one.staff_id == actor.staff_id
    who = staff_label(one.prefix, one.given, one.family, one.credential)
    return HardToReach(
        staff_id=one.staff_id,
        name="You" if is_me else who,
        counted_on=_counted_on(one, now),
        why=f"{_page(one)} {_ways(one)}",
        what_helps=_helps(one, is_me),
    )


def _counted_on(one: Unreachable, now: datetime) -> str:
    said = [f"Block {moment_words(one.block_at, now)}"] if one.block_at and one.block_at > now else []
    said += ["In a block now"] if one.block_at and one.block_at <= now else []
    said += [f"answers for {', '.join(one.programs)}"] if one.programs else []
    words = ", ".join(said)
    return words[:1].upper() + words[1:]


def _page(one: Unreachable) -> str:
    if one.page_seen_at is None:
        return "No page was ever open."
    return f"No page was open since {short_day_words(local_day(one.page_seen_at))}."


def _ways(one: Unreachable) -> str:
    if one.has_failed:
        return "The way that is kept did not work when it was last tried."
    if one.has_untried:
        return "The way that is kept was never tried."
    return "No other way is kept, or it is switched off."


def _helps(one: Unreachable, is_me: bool) -> str:
    if is_me:
        return "Try a way under “How you are reached”, and say that it works."
    first = one.given
    if one.has_untried or one.has_failed:
        return f"Ask {first} to try it, and to say under “How you are reached” that it works."
    return f"Ask {first} to open Handclasp once, or to keep a phone or pager under “How you are reached”."
