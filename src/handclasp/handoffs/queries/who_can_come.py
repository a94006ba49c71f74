"""Who can come for a handoff, and why the others cannot, with names, places and what is known of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.availability.queries.blocks import BlockTime, current_and_next
from handclasp.availability.queries.ways import ways_for
from handclasp.directory.models import Program, Staff
from handclasp.domain.lifecycle import State
from handclasp.domain.ranking import Candidate
from handclasp.handoffs import reach
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.queries.seen import opened
from handclasp.platform.actor import Actor

LISTED: Final = 24  # who could come after so many is not on the page; the call itself knows everybody


@dataclass(frozen=True)
class Person:
    """Somebody who might come: the facts of the ranking, and who it is."""

    candidate: Candidate
    staff: Staff
    program: Program


@dataclass(frozen=True)
class Other:
    """Somebody who cannot be rung now: when their next block begins, and a number that is said to work."""

    person: Person
    next_block: BlockTime | None
    phone: str


@dataclass(frozen=True)
class OtherPage:
    """One page of those who cannot be rung; `next_page` is 0 on the last."""

    handoff: Handoff
    people: tuple[Other, ...]
    next_page: int


def people(handoff: Handoff, now: datetime, wall: datetime) -> tuple[Person, ...]:
    """Return who may be rung, best first; nobody is looked for once somebody comes or the search is over."""
    if handoff.state != State.SEEKING:
        return ()
    return _named(reach.who_may_be_rung(handoff, now, wall, LISTED))


def others(actor: Actor, handoff_id: int, page: int, now: datetime, wall: datetime) -> OtherPage | None:
    """Return one page of who serves the need and cannot be rung, or None where the need is not seen."""
    found = opened(actor, handoff_id, "from_program__site__organization", field="handoff.need")
    if found is None:
        return None
    handoff, _ = found
    if handoff.state != State.SEEKING:
        return OtherPage(handoff, (), 0)
    some = reach.who_may_not(handoff, now, wall, page)
    ids = [candidate.facts.staff_id for candidate in some.people]
    blocks, phones = current_and_next(ids, now), _phones(ids)
    shown = (
        Other(p, blocks[p.staff.pk].next, phones.get(p.staff.pk, "") or p.staff.phone)
        for p in _named(list(some.people))
    )
    return OtherPage(handoff, tuple(shown), some.next_page)


def _named(candidates: list[Candidate]) -> tuple[Person, ...]:
    staff = Staff.objects.select_related("site").in_bulk([c.facts.staff_id for c in candidates])
    programs = Program.objects.select_related("site").in_bulk({c.facts.program_id for c in candidates})
    return tuple(Person(c, staff[c.facts.staff_id], programs[c.facts.program_id]) for c in candidates)


def _phones(staff_ids: list[int]) -> dict[int, str]:
    """Return the number to try for each of these people: their own way first, one that worked before the others."""
    return {
        staff_id: way.address
        for staff_id, ways in ways_for(staff_ids).items()
        for way in reversed(ways)
        if way.kind == "phone" and way.is_on
    }
