"""Counts over the organization's handoffs, without a client in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from handclasp.directory.queries import narrowed
from handclasp.domain.lifecycle import OPEN_STATES
from handclasp.handoffs.models import Handoff, Meeting, Watch
from handclasp.platform.actor import Actor

DAYS: Final = 30


@dataclass(frozen=True)
class Numbers:
    """Open handoffs by sending program and state, the late ones by program, and the last days by code."""

    open: Mapping[str, Mapping[str, int]]
    late: Mapping[str, int]
    tiers: Mapping[str, int]
    answers: Mapping[str, int]
    closed: Mapping[str, int]
    engaged: int
    engaged_late: int
    video_failed: Mapping[str, int]


def numbers(actor: Actor, now: datetime) -> Numbers | None:
    """Return the counts, or None for somebody to whom they are not open; the number of queries is always the same."""
    if not actor.may("numbers:read"):
        return None
    rows, since = narrowed(Handoff.objects.all(), actor), now - timedelta(days=DAYS)
    asked = rows.filter(answered_at__gt=since)
    ended = rows.filter(Q(closed_at__gt=since) | Q(engaged_at__gt=since))
    engaged = _counted(ended.filter(state="engaged"), "engaged_late")
    return Numbers(
        open=_open(rows),
        late=_late(actor, now),
        tiers=_counted(asked.filter(answer="yes"), "tier"),
        answers=_counted(asked, "answer"),
        closed=_counted(ended.filter(state="closed"), "close_reason"),
        engaged=engaged.get("False", 0),
        engaged_late=engaged.get("True", 0),
        video_failed=_video_failed(actor, since),
    )


def _counted(rows: QuerySet[Handoff], column: str) -> dict[str, int]:
    found = rows.order_by().values_list(column).annotate(Count("pk"))
    return {str(value): many for value, many in found}


def _open(rows: QuerySet[Handoff]) -> dict[str, dict[str, int]]:
    still = rows.filter(state__in=OPEN_STATES).order_by("from_program__name")
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for program, state, many in still.values_list("from_program__name", "state").annotate(Count("pk")):
        found[program][state] = many
    return dict(found)


def _video_failed(actor: Actor, since: datetime) -> dict[str, int]:
    rows = narrowed(Meeting.objects.filter(failed_at__gt=since), actor, "handoff__organization_id").order_by()
    return dict(rows.values_list("fail_reason").annotate(Count("pk")))


def _late(actor: Actor, now: datetime) -> dict[str, int]:
    rows = narrowed(Watch.objects.filter(closed_at=None), actor, "handoff__organization_id")
    late = rows.filter(Q(next_at__lte=now) | Q(step__gt=0)).order_by()
    return dict(late.values_list("handoff__from_program__name").annotate(Count("pk")))
