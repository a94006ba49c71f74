"""What happened: written by triggers, never rewritten, without foreign keys so that it outlives everything."""

from django.db import models


class HistoryEntry(models.Model):
    """One change of one row that belongs to a handoff; `detail` holds the new values, or the changed ones."""

    handoff_id = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.TextField()
    label = models.TextField()
    subject = models.TextField(help_text="handoff, hand, call, ring, watch, promise, visit, ...")
    subject_id = models.BigIntegerField()
    event = models.TextField(help_text="opened or changed")
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "history entries"
        indexes = [models.Index(fields=["handoff_id", "id"], name="history_by_handoff")]
