"""Dated obligations: the promised contact, the visits, and what was tried."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.handoffs.models.handoff import Handoff

CHANNELS = ["call", "text", "letter", "outreach", "in_person", "video", "email"]


class Promise(models.Model):
    """A dated follow-up contact by a named person, over a channel the client finds safe."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="promises")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="promises")
    channel = models.TextField()
    due_at = models.DateTimeField()
    state = models.TextField(default="open", help_text="open, kept, dropped")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="promise_state_is_known",
                condition=models.Q(state="open", ended_at__isnull=True)
                | models.Q(state__in=["kept", "dropped"], ended_at__isnull=False),
            ),
            models.CheckConstraint(name="promise_channel_is_known", condition=models.Q(channel__in=CHANNELS)),
            models.CheckConstraint(
                name="promise_is_due_after_it_was_made",
                condition=models.Q(due_at__gt=models.F("made_at")),
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_promise",
                fields=["handoff"],
                condition=models.Q(state="open"),
            ),
        ]


class Visit(models.Model):
    """One visit with the receiving side. Planned visits never overlap for one person (sql/0002)."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="visits")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.TextField(default="planned", help_text="planned, attended, missed, rescheduled, cancelled")
    overbooked_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="overbooked", null=True, blank=True, help_text="a supervisor"
    )
    planned_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visit_state_is_known",
                condition=models.Q(state="planned", recorded_at__isnull=True)
                | models.Q(
                    state__in=["attended", "missed", "rescheduled", "cancelled"], recorded_at__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="visit_ends_after_it_starts", condition=models.Q(ends_at__gt=models.F("starts_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "starts_at", "ends_at"], name="visit_by_staff"),
            models.Index(fields=["handoff", "starts_at"], name="visit_by_handoff"),
        ]


class Attempt(models.Model):
    """One try to reach the client, and what came of it."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="attempts")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="attempts")
    channel = models.TextField()
    result = models.TextField(help_text="reached, no_answer, message_left, another_time")
    note = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="attempt_channel_is_known", condition=models.Q(channel__in=CHANNELS)),
            models.CheckConstraint(
                name="attempt_result_is_known",
                condition=models.Q(result__in=["reached", "no_answer", "message_left", "another_time"]),
            ),
        ]
