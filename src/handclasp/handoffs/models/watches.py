"""What happens when nothing happens."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.domain.watches import WatchKind
from handclasp.handoffs.models.handoff import Handoff


class Watch(models.Model):
    """What must happen by `due_at`; from then on each rung of the ladder is told at `next_at`."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="watches")
    kind = models.TextField()
    due_at = models.DateTimeField()
    next_at = models.DateTimeField(help_text="when the next rung is told, while nothing happens")
    step = models.SmallIntegerField(default=0, help_text="how many rungs have been told")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.CheckConstraint(
                name="watch_kind_is_known", condition=models.Q(kind__in=[k.value for k in WatchKind])
            ),
            models.CheckConstraint(
                name="watch_tells_no_earlier_than_it_is_due",
                condition=models.Q(next_at__gte=models.F("due_at")),
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_watch",
                fields=["handoff"],
                condition=models.Q(closed_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], name="watch_open_by_next", condition=models.Q(closed_at__isnull=True)
            )
        ]


class Notice(models.Model):
    """Something one person is told, once: by a watch's rung, or because a hand changed."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="notices")
    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="notices")
    kind = models.TextField()
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    watch = models.ForeignKey(Watch, models.PROTECT, related_name="notices", null=True, blank=True)
    step = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="watch_tells_a_person_once_a_step", fields=["watch", "step", "staff"]
            )
        ]
        indexes = [
            models.Index(
                fields=["staff", "-told_at"], name="notice_unseen", condition=models.Q(seen_at__isnull=True)
            )
        ]
