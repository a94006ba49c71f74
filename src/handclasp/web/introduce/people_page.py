"""The people of a live tier: who can come, by place, and why the others cannot."""

from dataclasses import dataclass
from datetime import datetime

from handclasp.clients.queries import display_name
from handclasp.directory.queries import staff_label
from handclasp.handoffs.models import Handoff
from handclasp.handoffs.queries.who_can_come import Other, Person, others
from handclasp.platform import clock
from handclasp.platform.actor import Actor
from handclasp.web.introduce.coming_words import until_wait, wait_words, why, why_not
from handclasp.web.introduce.said import first_name
from handclasp.web.shell.phones import phone_words
from handclasp.web.shell.times import clock_words


@dataclass(frozen=True)
class Who:
    """One person of the list: `shape` draws their presence, `words` is the reason, `wait` how long it takes."""

    staff_id: int
    name: str
    first: str
    shape: str
    words: str
    wait: str
    is_next: bool = False
    is_ticked: bool = False
    phone: str = ""
    phone_words: str = ""


@dataclass(frozen=True)
class Place:
    """The people of one place, best first."""

    title: str
    people: tuple[Who, ...]


@dataclass(frozen=True)
class OthersPage:
    """Those who cannot be rung now, each with why not; `next_page` is 0 on the last page."""

    handoff_id: int
    client: str
    need: str
    at: str
    page: int
    people: tuple[Who, ...]
    next_page: int


def places(
    handoff: Handoff, people: tuple[Person, ...], ticked: frozenset[int], after: int | None, now: datetime
) -> tuple[Place, ...]:
    """Group who may be rung by place in the order of the ranking; `after` is who would be asked next."""
    found: dict[str, list[Who]] = {}
    for person in people:
        who = _can_come(person, handoff, now, person.staff.pk in ticked, person.staff.pk == after)
        found.setdefault(_place(person, handoff), []).append(who)
    return tuple(Place(title, tuple(rows)) for title, rows in found.items())


def others_page(actor: Actor, handoff_id: int, page: int, now: datetime) -> OthersPage | None:
    """Return one page of who cannot be rung, or None for a handoff whose need the actor does not see."""
    wall = clock.wall_now()
    found = others(actor, handoff_id, page, now, wall)
    if found is None:
        return None
    return OthersPage(
        handoff_id=found.handoff.pk,
        client=display_name(found.handoff.client),
        need=found.handoff.need.name_en,
        at=clock_words(now),
        page=page,
        people=tuple(_cannot(other, now, wall) for other in found.people),
        next_page=found.next_page,
    )


def _can_come(person: Person, handoff: Handoff, now: datetime, is_ticked: bool, is_next: bool) -> Who:
    return Who(
        staff_id=person.staff.pk,
        name=staff_label(person.staff),
        first=first_name(person.staff.given),
        shape="open" if person.candidate.why == "open" else "with_client",
        words=why(person, handoff, now),
        wait=wait_words(person.candidate.minutes),
        is_ticked=is_ticked,
        is_next=is_next,
    )


def _cannot(other: Other, now: datetime, wall: datetime) -> Who:
    person, facts = other.person, other.person.candidate.facts
    is_reachable = person.candidate.why == "page_closed"
    return Who(
        staff_id=person.staff.pk,
        name=staff_label(person.staff),
        first=first_name(person.staff.given),
        shape="off" if person.candidate.why == "away" else facts.status,
        words=why_not(other, now, now - wall),
        wait=until_wait(facts, now),
        phone=other.phone if is_reachable else "",
        phone_words=phone_words(other.phone) if is_reachable else "",
    )


def _place(person: Person, handoff: Handoff) -> str:
    way = person.candidate.way
    if way == "walk":
        site = person.staff.site_id or person.program.site_id
        return "In the building" if site == handoff.from_program.site_id else "Near by, on foot"
    if way == "video":
        return "On this tablet" if handoff.setting in {"in_person", "hybrid"} else "By video"
    return "By phone"
