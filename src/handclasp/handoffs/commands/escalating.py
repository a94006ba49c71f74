"""Watches that come due tell the next rung by themselves, with no page open and after a crash."""

from datetime import datetime

from handclasp.domain.periods import local_date
from handclasp.domain.watches import WatchKind, next_telling
from handclasp.handoffs import facts
from handclasp.handoffs.commands import steps
from handclasp.handoffs.models import Handoff, Notice, Watch
from handclasp.platform import live
from handclasp.platform.actor import WATCHES


def escalate(handoff_id: int, now: datetime) -> bool:
    """Tell the next rung if the handoff's watch is due; return whether somebody was told.

    Notice, step and next time are written in one transaction: what dies halfway repeats without doubling.
    """
    with steps.changing(WATCHES, handoff_id, now, "watch:tell") as handoff:
        watch = Watch.objects.select_for_update().filter(handoff=handoff, closed_at=None).first()
        if watch is None or watch.next_at > now:
            return False
        _tell_next(handoff, watch, now)
        return True


def _tell_next(handoff: Handoff, watch: Watch, now: datetime) -> None:
    people = facts.people_for_rungs(handoff)
    everybody = {staff_id for ids in people.values() for staff_id in ids}
    today = local_date(now, facts.hours_for(handoff).zone)
    telling = next_telling(WatchKind(watch.kind), watch.step, people, facts.off_today(everybody, today))
    Notice.objects.bulk_create(
        (
            Notice(
                staff_id=i,
                handoff=handoff,
                kind=f"watch_{watch.kind}",
                told_at=now,
                watch=watch,
                step=telling.step,
            )
            for i in telling.staff_ids
        ),
        ignore_conflicts=True,
    )
    # The ladder catches up after a silence of ours; only its end counts from now.
    since = now if telling.rung == "last_rung" else watch.next_at
    steps.write(watch, step=telling.step, next_at=since + telling.after)
    live.tell(f"staff:{i}" for i in telling.staff_ids)
