"""The steps that every command takes: lock the handoff, write what was decided, settle its watch, tell the pages."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Max

from handclasp.directory.models import Staff
from handclasp.domain.hands import seam
from handclasp.domain.lifecycle import OPEN_STATES
from handclasp.domain.outcome import Refused
from handclasp.domain.permissions import Relation, may_with, why_not
from handclasp.domain.watches import due_for
from handclasp.handoffs import facts
from handclasp.handoffs.models import Hand, Handoff, Notice, Watch
from handclasp.handoffs.standing import standing
from handclasp.platform import audit, live
from handclasp.platform.actor import Actor
from handclasp.platform.db import Deed, acting
from handclasp.platform.refusals import Refusal

LONGEST_NOTE = 10_000
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@contextmanager
def changing(
    actor: Actor, handoff_id: int | Callable[[], int], now: datetime, permission: str
) -> Iterator[Handoff]:
    """Open one transaction as `actor`, lock the handoff, and on leaving settle its watch and tell the pages.

    `handoff_id` may be a question that is asked inside the transaction. Raises `Refusal("not_found")` for a handoff
    that is not there or belongs to another organization, and `not_yours` where the permission does not reach so far.
    """
    with acting(actor, now, permission) as deed:
        handoff = locked(actor, handoff_id if isinstance(handoff_id, int) else handoff_id())
        allow(actor, handoff, deed)
        before = facts.involved(handoff)
        yield handoff
        settle(handoff, now)
        tell(handoff, before)


def locked(actor: Actor, handoff_id: int) -> Handoff:
    """Return the handoff with its row locked until the transaction ends."""
    rows = with_places(Handoff.objects.select_for_update(of=("self",)).filter(pk=handoff_id))
    handoff = rows.first() if actor.is_system else rows.filter(organization_id=actor.home).first()
    if handoff is None:
        raise Refusal("not_found")
    return handoff


def allow(actor: Actor, handoff: Handoff, deed: Deed) -> None:
    """Refuse `not_yours` unless the permission of this deed reaches as far as the actor stands from the handoff."""
    if actor.is_system:
        return
    relation = facts.relation(handoff.pk)
    here = actor.roles_in((handoff.from_program_id, handoff.to_program_id))
    about: dict[str, Any] = {
        "client_id": handoff.client_id,
        "handoff_id": handoff.pk,
        "relation": relation.name.lower(),
    }
    if not may_with(actor.roles, here, deed.permission, relation):
        audit.refused(deed.permission, **(about if relation < Relation.FOREIGN else {}))
        raise Refusal(why_not(deed.permission))
    deed.on(**about)


def with_places(rows: models.QuerySet[Handoff]) -> models.QuerySet[Handoff]:
    """Bring the sites of both programs along: every command needs their hours."""
    return rows.select_related("from_program__site__organization", "to_program__site__organization")


def locked_with_siblings(actor: Actor, handoff_id: int, deed: Deed) -> list[Handoff]:
    """Return every open handoff of the same client, locked in the order of their ids, so that two who touch them
    all wait for each other instead of colliding. Refuses when the handoff itself is not open any more."""
    found = Handoff.objects.filter(pk=handoff_id, organization_id=actor.home).first()
    if found is None:
        raise Refusal("not_found")
    rows = Handoff.objects.select_for_update(of=("self",)).filter(
        client=found.client_id, state__in=OPEN_STATES
    )
    handoffs = list(rows.order_by("pk"))
    chosen = next((h for h in handoffs if h.pk == handoff_id), None)
    if chosen is None:
        raise Refusal("already_moved_on")
    allow(actor, chosen, deed)
    for sibling in handoffs:
        if sibling is not chosen:
            deed.on(
                client_id=sibling.client_id,
                handoff_id=sibling.pk,
                relation=facts.relation(sibling.pk).name.lower(),
            )
    return handoffs


def check(answer: Refused | None) -> None:
    """Turn the domain's no into a `Refusal`."""
    if answer is not None:
        raise Refusal(answer.reason)


def require(condition: bool, reason: str) -> None:
    """Refuse with `reason` unless the condition holds."""
    if not condition:
        raise Refusal(reason)


def require_short(*texts: str) -> None:
    """Refuse words that are longer than anybody can read aloud, or that the database cannot keep."""
    require(all(len(text) <= LONGEST_NOTE for text in texts), "too_long")
    require(not any(UNKEEPABLE.search(text) for text in texts), "text_unreadable")


def write(row: models.Model, **columns: object) -> None:
    """Write exactly these columns."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def lock_calendar(staff_id: int) -> None:
    """Let whoever plans with the same person wait here: two overlapping visits written at once would collide."""
    list(Staff.objects.select_for_update(no_key=True).filter(pk=staff_id).values_list("pk"))


def open_side(handoff: Handoff, side: str, staff_id: int, began_by: str, at: datetime) -> Hand:
    """Put a side into somebody's hands, from `at` on, but never before the span before it has ended."""
    before = Hand.objects.filter(handoff=handoff, side=side).aggregate(Max("ended_at"))["ended_at__max"]
    at = max(at, before) if before else at
    return Hand.objects.create(
        handoff=handoff, side=side, staff_id=staff_id, started_at=at, began_by=began_by
    )


def close_side(handoff: Handoff, side: str, now: datetime) -> datetime:
    """End the open span of a side, if there is one; return the instant of the seam."""
    hand = Hand.objects.filter(handoff=handoff, side=side, ended_at=None).first()
    if hand is None:
        return now
    at = seam(hand.started_at, now)
    write(hand, ended_at=at)
    return at


def notify(
    handoff: Handoff, staff_ids: Iterable[int | None], kind: str, now: datetime, but: int | None = None
) -> None:
    """Tell people something once, on their Today board; nobody is told what they did themselves."""
    people = sorted({i for i in staff_ids if i is not None and i != but})
    Notice.objects.bulk_create(Notice(staff_id=i, handoff=handoff, kind=kind, told_at=now) for i in people)
    if people:
        live.tell(f"staff:{i}" for i in people)


def settle(handoff: Handoff, now: datetime) -> None:
    """See that the handoff has exactly the watch that its standing asks for: an unchanged one keeps its step."""
    due = due_for(standing(handoff))
    watch = Watch.objects.filter(handoff=handoff, closed_at=None).first()
    if watch and due and (watch.kind, watch.due_at) == (due.kind, due.at):
        return
    if watch:
        write(watch, closed_at=now)
    if due:
        Watch.objects.create(
            handoff=handoff, kind=due.kind, due_at=due.at, next_at=due.at + due.grace, opened_at=now
        )


def tell(handoff: Handoff, also: Iterable[int] = ()) -> None:
    """Tell the pages of everybody involved, and whoever has the handoff or the organization's boards open.

    The version that travels is the number of the handoff's last history entry: it grows with every change.
    """
    people = facts.involved(handoff) | set(also)
    topics = [f"handoff:{handoff.pk}", f"org:{handoff.organization_id}", *(f"staff:{i}" for i in people)]
    live.tell(topics, facts.last_change(handoff.pk))
