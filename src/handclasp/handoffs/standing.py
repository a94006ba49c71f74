"""Where a handoff stands, as far as its watch depends on it: one query, since every command settles a watch."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Model, OuterRef, Subquery

from handclasp.domain.lifecycle import State
from handclasp.domain.watches import Standing
from handclasp.handoffs.facts import hours_for
from handclasp.handoffs.models import Attempt, Call, Hand, Handoff, Promise, Visit


def standing(handoff: Handoff) -> Standing:
    """Return where a handoff stands."""
    seen: dict[str, Any] = dict(Handoff.objects.filter(pk=handoff.pk).values(**_WANTED).get())
    return Standing(
        state=State(handoff.state),
        since=_since(handoff, seen),
        hours=hours_for(handoff),
        call_waits_until=seen["call_waits"],
        comes_by=handoff.comes_by,
        promise_due=seen["promise_due"],
        visit_ends=seen["visit_ends"],
        missed=seen["last_visit"] == "missed",
        pause_review=handoff.pause_review_at,
    )


def _since(handoff: Handoff, seen: dict[str, Any]) -> datetime:
    """Return the last instant at which something happened that restarts the time to the next step."""
    instants = [handoff.answered_at, handoff.first_contact_at, handoff.resumed_at]
    instants += [seen["call_ended"], seen["receiving_ended"]]
    if handoff.state == State.SHARED:
        instants += [seen["visit_recorded"], seen["last_attempt"]]
    if handoff.state == State.SEEKING:
        instants += [seen["promise_ended"]]
    return max(instant for instant in instants if instant is not None)


def _of(model: type[Model], value: Max | Min, **where: object) -> Subquery:
    rows = model._default_manager.filter(handoff=OuterRef("pk"), **where)
    return Subquery(rows.order_by().values("handoff").annotate(value=value).values("value"))


_RECORDED = Visit.objects.filter(handoff=OuterRef("pk"), recorded_at__isnull=False)
_WANTED = {
    "promise_due": _of(Promise, Min("due_at"), state="open"),
    "promise_ended": _of(Promise, Max("ended_at")),
    "visit_ends": _of(Visit, Min("ends_at"), state="planned"),
    "visit_recorded": _of(Visit, Max("recorded_at")),
    "last_visit": Subquery(_RECORDED.order_by("-recorded_at", "-pk").values("state")[:1]),
    "call_waits": _of(Call, Max("waits_until"), ended_at=None),
    "call_ended": _of(Call, Max("ended_at")),
    "receiving_ended": _of(Hand, Max("ended_at"), side="receiving"),
    "last_attempt": _of(Attempt, Max("made_at")),
}
