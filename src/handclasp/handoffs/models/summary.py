"""What is said before the client, in the order it is said."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.handoffs.models.handoff import Handoff


class Summary(models.Model):
    """Severity, summary, contingency; the client's corrections and priority; the read-back; one small step."""

    handoff = models.OneToOneField(Handoff, models.PROTECT, primary_key=True, related_name="summary")
    severity = models.TextField(blank=True, default="")
    said = models.TextField(blank=True, default="")
    contingency = models.TextField(blank=True, default="")
    corrections = models.TextField(blank=True, default="")
    priority = models.TextField(blank=True, default="")
    small_step = models.TextField(blank=True, default="")
    read_back = models.TextField(blank=True, default="")
    read_back_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, blank=True)
    read_back_at = models.DateTimeField(null=True, blank=True)
    read_back_matches = models.BooleanField(null=True, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="summary_severity_is_known",
                condition=models.Q(severity__in=["", "stable", "watcher", "unstable"]),
            ),
            models.CheckConstraint(
                name="read_back_has_a_name",
                condition=models.Q(read_back_at__isnull=True) | models.Q(read_back_by__isnull=False),
            ),
        ]


class Action(models.Model):
    """One next step: who does it, and by when."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="actions")
    what = models.TextField()
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="actions", null=True, blank=True)
    client_does_it = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="action_has_one_owner",
                condition=models.Q(owner__isnull=False, client_does_it=False)
                | models.Q(owner__isnull=True, client_does_it=True),
            ),
            models.CheckConstraint(name="action_says_what", condition=~models.Q(what="")),
        ]
