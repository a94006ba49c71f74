"""Who is accountable, from when to when, and how a side passes on."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.handoffs.models.handoff import Handoff

SIDES = ["sending", "receiving"]


class Hand(models.Model):
    """One person's half-open span on one side. Exclusion, coverage and activity are in sql/0002."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="hands")
    side = models.TextField()
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="hands")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    began_by = models.TextField(help_text="yes, first_contact, passed, assigned, relief")

    class Meta:
        constraints = [
            models.CheckConstraint(name="hand_side_is_known", condition=models.Q(side__in=SIDES)),
            models.CheckConstraint(
                name="hand_span_is_never_empty",
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gt=models.F("started_at")),
            ),
            models.UniqueConstraint(
                name="hand_side_has_one_holder",
                fields=["handoff", "side"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["staff", "handoff"],
                name="hand_open_by_staff",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(fields=["handoff", "started_at", "ended_at"], name="hand_by_handoff"),
        ]


class Pass(models.Model):
    """A request to a colleague of the same program to take a side over."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="passes")
    side = models.TextField()
    giver = models.ForeignKey(Staff, models.PROTECT, related_name="passes_given")
    taker = models.ForeignKey(Staff, models.PROTECT, related_name="passes_asked")
    reason = models.TextField()
    state = models.TextField(default="asked", help_text="asked, accepted, declined, withdrawn, assigned")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="pass_side_is_known", condition=models.Q(side__in=SIDES)),
            models.CheckConstraint(
                name="pass_state_is_known",
                condition=models.Q(state="asked", answered_at__isnull=True)
                | models.Q(
                    state__in=["accepted", "declined", "withdrawn", "assigned"], answered_at__isnull=False
                ),
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_pass_per_side",
                fields=["handoff", "side"],
                condition=models.Q(state="asked"),
            ),
        ]


class Relief(models.Model):
    """A receiver's request to be relieved after first contact; the hand stays until somebody has taken it."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="reliefs")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="reliefs_asked")
    reason = models.TextField()
    state = models.TextField(default="asked", help_text="asked, met, withdrawn")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relief_state_is_known", condition=models.Q(state__in=["asked", "met", "withdrawn"])
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_relief",
                fields=["handoff"],
                condition=models.Q(state="asked"),
            ),
        ]
