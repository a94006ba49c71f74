"""Who can come for a handoff, and why the others cannot, with names, places and what is known of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from handclasp.availability.models import Occurrence, ReachWay
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
    next_block: datetime | None
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
    blocks, phones = _next_blocks(ids, now), _phones(ids)
    named = _named(list(some.people))
    return OtherPage(
        handoff,
        tuple(Other(p, blocks.get(p.staff.pk), p.staff.phone or phones.get(p.staff.pk, "")) for p in named),
        some.next_page,
    )


def _named(candidates: list[Candidate]) -> tuple[Person, ...]:
    staff = Staff.objects.select_related("site").in_bulk([c.facts.staff_id for c in candidates])
    programs = Program.objects.select_related("site").in_bulk({c.facts.program_id for c in candidates})
    return tuple(Person(c, staff[c.facts.staff_id], programs[c.facts.program_id]) for c in candidates)


def _next_blocks(staff_ids: list[int], now: datetime) -> dict[int, datetime]:
    rows = Occurrence.objects.filter(staff__in=staff_ids, starts_at__gt=now).order_by("-starts_at")
    return dict(rows.values_list("staff_id", "starts_at"))


def _phones(staff_ids: list[int]) -> dict[int, str]:
    ways = ReachWay.objects.filter(staff__in=staff_ids, kind="phone", is_on=True).order_by(
        "-worked_at", "-pk"
    )
    return dict(reversed(ways.values_list("staff_id", "address")))
