"""What the sender needs to see: what is open for a client, who can come, how the call goes, who could promise."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from handclasp.directory.models import Membership, Program, Staff
from handclasp.domain.lifecycle import OPEN_STATES, State
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.domain.ranking import Candidate
from handclasp.handoffs import facts
from handclasp.handoffs.models import Call, Handoff, Promise, Ring
from handclasp.handoffs.queries import visible
from handclasp.handoffs.queries.seen import STANDING, Seen, opened, seen_by
from handclasp.handoffs.reach import who_can_come
from handclasp.platform import audit
from handclasp.platform.actor import Actor


def open_for_client(actor: Actor, client_id: int) -> list[Handoff]:
    """Return the client's open handoffs whose need the actor sees, with who receives them where, oldest first."""
    rows = visible(actor).select_related("need", "receiver", "to_program", "asked_by")
    found = list(rows.filter(client=client_id, state__in=OPEN_STATES).order_by("answered_at", "pk"))
    seen = seen_by(actor, found)
    shown = [handoff for handoff in found if "handoff.need" in seen[handoff.pk]]
    audit.saw_all((handoff.client_id, handoff.pk) for handoff in shown)
    return shown


def open_by_client(actor: Actor, client_ids: list[int]) -> dict[int, list[Handoff]]:
    """Return the open handoffs of several clients that the actor may look at, oldest first, in two queries."""
    rows = visible(actor).select_related("receiver", "to_program", "asked_by").filter(client__in=client_ids)
    found = list(rows.filter(state__in=OPEN_STATES).order_by("answered_at", "pk"))
    seen, shown = seen_by(actor, found), defaultdict(list)
    for handoff in found:
        if STANDING in seen[handoff.pk]:
            shown[handoff.client_id].append(handoff)
            audit.saw(handoff.client_id, handoff.pk)
    return dict(shown)


@dataclass(frozen=True)
class Person:
    """Somebody who might come: the facts of the ranking, and who it is."""

    candidate: Candidate
    staff: Staff
    program: Program


@dataclass(frozen=True)
class LiveTier:
    """A handoff as its sender sees it while somebody is looked for."""

    handoff: Handoff
    holder: Staff | None
    people: tuple[Person, ...]
    call: Call | None
    rings: tuple[Ring, ...]
    promise: Promise | None
    seen: Seen


def live_tier(actor: Actor, handoff_id: int, now: datetime, wall: datetime) -> LiveTier | None:
    """Return the live tier: the last call, who was asked, who might come; None where the need is not seen."""
    parts = ("receiver", "to_program", "asked_by", "from_program__site__organization")
    found = opened(actor, handoff_id, *parts, field="handoff.need")
    if found is None:
        return None
    handoff, seen = found
    hand = facts.open_hand(handoff.pk, "sending")
    call = handoff.calls.order_by("-pk").first()
    rings = Ring.objects.select_related("staff", "call").filter(call__handoff=handoff)
    return LiveTier(
        handoff=handoff,
        holder=hand.staff if hand else None,
        people=_people(handoff, now, wall),
        call=call,
        rings=tuple(rings.filter(rung_at__gte=call.asked_since).order_by("pk")) if call else (),
        promise=handoff.promises.select_related("staff").filter(state="open").first(),
        seen=seen,
    )


def _people(handoff: Handoff, now: datetime, wall: datetime) -> tuple[Person, ...]:
    """Return who might come, best first; nobody is looked for once somebody comes or the search is over."""
    if handoff.state != State.SEEKING:
        return ()
    candidates = who_can_come(handoff, now, wall)
    staff = Staff.objects.select_related("site").in_bulk([c.facts.staff_id for c in candidates])
    programs = Program.objects.select_related("site").in_bulk([c.facts.program_id for c in candidates])
    return tuple(Person(c, staff[c.facts.staff_id], programs[c.facts.program_id]) for c in candidates)


@dataclass(frozen=True)
class Eligible:
    """Somebody who may promise to reach the client, for one program."""

    staff: Staff
    program: Program


def who_may_promise(handoff: Handoff) -> list[Eligible]:
    """Return everybody of programs that serve the need, with a last rung, by program and name."""
    rows = Membership.objects.filter(
        program__organization_id=handoff.organization_id,
        program__receives=True,
        program__is_part2=False,
        program__needs=handoff.need_id,
        staff__is_active=True,
        role__in=HOLDING_ROLES,
    ).select_related("staff", "program", "program__duty", "program__supervisor")
    ordered = rows.order_by("program__name", "staff__family", "staff__given", "pk")
    return [Eligible(row.staff, row.program) for row in ordered if _has_last_rung(row.program)]


def who_may_back(handoff: Handoff, program_ids: list[int]) -> list[Staff]:
    """Return the supervisors whose name an urgent follow-up may carry."""
    ids = facts.supervisors_of(handoff.from_program_id, *program_ids)
    people = Staff.objects.in_bulk(ids)
    return [people[pk] for pk in ids]


def _has_last_rung(program: Program) -> bool:
    return any(person is not None and person.is_active for person in (program.duty, program.supervisor))


def to_promise(actor: Actor, handoff_id: int) -> tuple[Handoff, bool] | None:
    """Return a handoff for those who see how its client is reached, and whether the actor may promise it; or None."""
    found = opened(actor, handoff_id, field="client.contact")
    if found is None:
        return None
    handoff, seen = found
    return handoff, seen.may("promise:make") and facts.holds(handoff.pk, actor.person)


def open_promise(actor: Actor, handoff_id: int) -> Promise | None:
    """Return the open promise with its person and client, for those who see how the client is reached, or None."""
    rows = Promise.objects.select_related("staff").filter(state="open", handoff_id=handoff_id)
    promise = rows.first()
    found = opened(actor, handoff_id, field="client.contact") if promise else None
    if promise is None or found is None:
        return None
    promise.handoff = found[0]
    return promise
