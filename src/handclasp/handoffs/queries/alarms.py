"""When something happens next by itself."""

from datetime import datetime

from django.db.models import Min

from handclasp.handoffs.models import Call, Notice, Ring, Watch


def next_alarm_at() -> datetime | None:
    """Return when the sweep next has something to do: a ring, a wait or a watch is over; None when nothing is open."""
    times = [
        Watch.objects.filter(closed_at=None).aggregate(at=Min("next_at"))["at"],
        Ring.objects.filter(state="ringing").aggregate(at=Min("expires_at"))["at"],
        Call.objects.filter(ended_at=None).aggregate(at=Min("waits_until"))["at"],
    ]
    return min((at for at in times if at is not None), default=None)


def ring_for(staff_id: int, handoff_id: int) -> int | None:
    """Return the ring that asks somebody to come for a handoff now, or None."""
    rings = Ring.objects.filter(staff_id=staff_id, call__handoff_id=handoff_id, state="ringing")
    return rings.values_list("pk", flat=True).first()


def unseen_before(at: datetime) -> list[tuple[int, int]]:
    """Return (notice, person) of everything told before `at` and not put away."""
    return list(Notice.objects.filter(seen_at=None, told_at__lt=at).values_list("pk", "staff_id"))
