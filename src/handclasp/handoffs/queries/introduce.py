"""What the sender needs to see: what is open for a client, who can come, how the call goes, who could promise."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from handclasp.directory.models import Membership, Program, Staff
from handclasp.domain.last_rungs import reachable, why_not
from handclasp.domain.lifecycle import OPEN_STATES
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.handoffs import facts
from handclasp.handoffs.last_rungs import rungs_of
from handclasp.handoffs.models import Call, Handoff, Promise, Ring
from handclasp.handoffs.queries import visible
from handclasp.handoffs.queries.seen import STANDING, Seen, opened, seen_by
from handclasp.handoffs.queries.who_can_come import Person, people
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
        people=people(handoff, now, wall),
        call=call,
        rings=tuple(rings.filter(rung_at__gte=call.asked_since).order_by("pk")) if call else (),
        promise=handoff.promises.select_related("staff").filter(state="open").first(),
        seen=seen,
    )


@dataclass(frozen=True)
class Eligible:
    """Somebody who may promise to reach the client, for one program."""

    staff: Staff
    program: Program


def who_may_promise(handoff: Handoff, now: datetime) -> list[Eligible]:
    """Return everybody of programs that serve the need, with a last rung to be reached now, by program and name."""
    rows = Membership.objects.filter(
        program__organization_id=handoff.organization_id,
        program__receives=True,
        program__is_part2=False,
        program__needs=handoff.need_id,
        staff__is_active=True,
        role__in=HOLDING_ROLES,
    ).select_related("staff", "program__site__organization")
    ordered = rows.order_by("program__name", "staff__family", "staff__given", "pk")
    rungs = rungs_of({row.program_id for row in ordered}, now)
    return [Eligible(row.staff, row.program) for row in ordered if reachable(rungs[row.program_id])]


def programs_out_of_reach(handoff: Handoff, now: datetime) -> list[tuple[str, str]]:
    """Return programs that serve the need and cannot be chosen now, each with why not in words."""
    serving = Program.objects.filter(
        organization_id=handoff.organization_id, receives=True, is_part2=False, needs=handoff.need_id
    )
    names = dict(serving.order_by("name", "pk").values_list("pk", "name"))
    rungs = rungs_of(names, now)
    return [(name, words) for pk, name in names.items() if (words := why_not(rungs[pk]))]


def who_may_back(handoff: Handoff, program_ids: list[int]) -> list[Staff]:
    """Return the supervisors whose name an urgent follow-up may carry."""
    ids = facts.supervisors_of(handoff.from_program_id, *program_ids)
    people = Staff.objects.in_bulk(ids)
    return [people[pk] for pk in ids]


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
