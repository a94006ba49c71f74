"""Why somebody can come, and why not, in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from handclasp.domain.pronouns import pronoun
from handclasp.domain.ranking import Facts
from handclasp.domain.walking import Walk
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.queries.who_can_come import Other, Person
from handclasp.web.introduce.said import LANGUAGE
from handclasp.web.shell.times import clock_words, moment_words, until_words

NUMBERS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
AT_ONCE: Final = {
    1: "One person rings at a time, whoever is ticked in the list; after that the next.",
    2: "Up to two ring at once, those ticked in the list. The first to accept comes, and the other is told.",
    3: "Up to three ring at once, those ticked in the list. The first to accept comes, and the others are told.",
}
BY: Final = {"video": "By video.", "phone": "By phone."}
SHOWN_WAIT: Final = timedelta(hours=2)


def why(person: Person, handoff: Handoff, now: datetime) -> str:
    """Return `Two minutes’ walk. Helps with sleep. Speaks Spanish. Has met her. Open until 11:30 am.`"""
    candidate, facts = person.candidate, person.candidate.facts
    way = walk_words(facts.walk) if candidate.way == "walk" else BY[candidate.way]
    lead = "With a client, can be interrupted." if candidate.why == "interruptible" else ""
    said = (_REASONS[code](facts, handoff, now) for code in candidate.reasons if code in _REASONS)
    return " ".join(filter(None, [lead, way, *said]))


def walk_words(walk: Walk | None) -> str:
    """Return `Two minutes’ walk.`, or `Same building.` where no more is known."""
    if walk is None or walk.is_about:
        return "Same building."
    if walk.minutes == 0:
        return "In the same room."
    if walk.minutes == 1:
        return "A minute’s walk."
    number = NUMBERS[walk.minutes] if walk.minutes < len(NUMBERS) else str(walk.minutes)
    return f"{number} minutes’ walk."


def wait_words(minutes: int) -> str:
    """Return `2 min`, or `now` for no minutes at all."""
    return f"{minutes} min" if minutes else "now"


def until_wait(facts: Facts, now: datetime) -> str:
    """Return how long somebody is not there yet, where they said so and it is soon, else an empty string."""
    if facts.until is None or not now < facts.until <= now + SHOWN_WAIT:
        return ""
    return wait_words(-(-(facts.until - now) // timedelta(minutes=1)))


def why_not(other: Other, now: datetime, shift: timedelta) -> str:
    """Return why somebody cannot be rung, and what is known instead; `shift` turns wall time into the product's."""
    facts, code = other.person.candidate.facts, other.person.candidate.why
    until = f" until {until_words(facts.until, now)}" if facts.until else ""
    seen = f" since {clock_words(facts.page_seen_at + shift)}" if facts.page_seen_at else ""
    block = f" Next block {_block(other.next_block.starts_at, now)}." if other.next_block else ""
    site = other.person.staff.site or other.person.program.site
    return {
        "away": "On leave.",
        "already_has": "Already looks after this need.",
        "other_age": "The program is for other ages.",
        "no_last_rung": "Nobody can be reached for the program when all else fails; an administrator can name one.",
        "closed_today": f"The program is closed today.{block}",
        "coming_elsewhere": "On the way to another client.",
        "introducing": "In an introduction with another client.",
        "rung_elsewhere": "Being asked by somebody else.",
        "with_client": f"With a client{until}.",
        "session_not_offered": f"With a client{until}.",
        "session_client_no": f"With a client{until}, not to be interrupted.",
        "session_interrupted_once": f"With a client{until}, interrupted once already.",
        "interruptions_used_up": f"With a client{until}, interrupted often enough today.",
        "not_now": f"Not now{until}.",
        "off": f"Off.{block}" if block or facts.block_until is None else _in_block(facts.block_until, now),
        "page_closed": f"Open, page closed{seen}.",
        "rung_enough": "Was rung often enough in the last hour.",
        "too_far": f"At {site.name}, with neither a video link nor a phone number.",
    }[code]


def _block(at: datetime, now: datetime) -> str:
    words = moment_words(at, now)
    return words if "," in words else f"today, {words}"


def _in_block(until: datetime, now: datetime) -> str:
    return f"In a handoff block until {until_words(until, now)}, but has not said to be open."


def _speaks(facts: Facts, handoff: Handoff, now: datetime) -> str:
    return "" if handoff.language == "en" else f"Speaks {LANGUAGE[handoff.language]}."


def _block_now(facts: Facts, handoff: Handoff, now: datetime) -> str:
    return f"In a handoff block until {until_words(facts.block_until, now)}." if facts.block_until else ""


def _open_until(facts: Facts, handoff: Handoff, now: datetime) -> str:
    return f"Open until {until_words(facts.until, now)}." if facts.until else ""


def _known(facts: Facts, handoff: Handoff, now: datetime) -> str:
    return f"Has met {pronoun(handoff.client.pronoun).object}."


_REASONS: Final[dict[str, Callable[[Facts, Handoff, datetime], str]]] = {
    "names_the_need": lambda facts, handoff, now: f"Helps with {handoff.need.name_en.lower()}.",
    "not_their_age": lambda facts, handoff, now: "Usually sees other ages.",
    "speaks": _speaks,
    "does_not_speak": lambda facts, handoff, now: f"No {LANGUAGE[handoff.language]}.",
    "knows_client": _known,
    "in_block": _block_now,
    "until": _open_until,
}
