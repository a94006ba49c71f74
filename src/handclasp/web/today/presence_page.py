"""How I am reachable, on Today: what I said, until when, and what my blocks say."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from handclasp.availability.queries import PresenceNow, presence
from handclasp.availability.queries.blocks import BlocksNow, current_and_next
from handclasp.platform.actor import Actor
from handclasp.web.shell.times import clock_words, moment_words, until_words
from handclasp.web.today.session_words import session_words


@dataclass(frozen=True)
class Until:
    """One time to choose: `value` is the instant as the form sends it, empty for what is usual."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class PresencePage:
    """What I declared, and until when; `was` is the time that is chosen already."""

    status: str
    words: str
    choices: tuple[Until, ...]
    was: str
    topic: str
    session: str = ""
    problem: str = ""


def presence_page(actor: Actor, now: datetime, wall: datetime, problem: str = "") -> PresencePage:
    """Return the control that says how I can be reached."""
    seen = presence(actor.person, now, wall)
    blocks = current_and_next([actor.person], now)[actor.person]
    choices = _untils(now, seen.until, blocks)
    return PresencePage(
        status=seen.status,
        words=" ".join([_presence_words(seen, now), *_block_words(seen, blocks, now)]),
        choices=choices,
        was=next((until.value for until in choices if until.is_chosen), ""),
        topic=f"staff:{actor.person}",
        session=session_words(actor, now),
        problem=problem,
    )


def next_half_hour(now: datetime) -> datetime:
    """Return the half hour after the next quarter of an hour: how long "not now" usually lasts."""
    local = timezone.localtime(now).replace(second=0, microsecond=0)
    return local + timedelta(minutes=45 - (local.minute + 15) % 30)


def _presence_words(seen: PresenceNow, now: datetime) -> str:
    until = f" until {until_words(seen.until, now)}" if seen.until else ""
    return {
        "open": f"You are open{until}.",
        "with_client": f"You are with a client{until}.",
        "not_now": f"Nobody rings you{until}.",
        "off": f"You are off{until}. Nobody rings you.",
    }[seen.status]


def _block_words(seen: PresenceNow, blocks: BlocksNow, now: datetime) -> list[str]:
    if blocks.current and seen.status != "open":
        return [
            f"Your block runs until {clock_words(blocks.current.ends_at)}: colleagues expect you to be open."
        ]
    if blocks.next and seen.status == "off":
        return [f"Your next block: {_day_and_hour(blocks.next.starts_at, now)}."]
    return []


def _day_and_hour(at: datetime, now: datetime) -> str:
    words = moment_words(at, now)
    return words if "," in words else f"today, {words}"


def _untils(now: datetime, chosen: datetime | None, blocks: BlocksNow) -> tuple[Until, ...]:
    """Return what is usual, the next half hours, the end of a block that runs, and the time that was chosen."""
    first, local = next_half_hour(now), timezone.localtime(now)
    evening = local.replace(hour=23, minute=59, second=0, microsecond=0)
    times = {first + timedelta(minutes=30 * n) for n in range(4)}
    times |= {blocks.current.ends_at} if blocks.current else set()
    times = {at for at in times if at < evening} | ({chosen} if chosen and chosen != evening else set())
    choices = [
        Until(timezone.localtime(at).isoformat(), until_words(at, now), at == chosen) for at in sorted(times)
    ]
    usual, last = (
        Until("", "As usual", chosen is None),
        Until(evening.isoformat(), "The rest of today", evening == chosen),
    )
    return (usual, *choices, last)
