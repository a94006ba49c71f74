"""Asking several receivers to come now."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handclasp.availability.models import Session
from handclasp.directory.models import Program, Staff
from handclasp.handoffs.models.handoff import Handoff


class Call(models.Model):
    """One stretch of ringing for one handoff; the client can wait until `waits_until`.

    How it rings is what the sending program said when it began: changing the program changes no running call.
    """

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="calls")
    started_at = models.DateTimeField()
    asked_since = models.DateTimeField(help_text="who was asked from then on is not asked twice")
    waits_until = models.DateTimeField()
    wave = models.SmallIntegerField(default=0)
    wave_size = models.SmallIntegerField(default=3, db_default=3)
    ring_seconds = models.SmallIntegerField(default=60, db_default=60)
    wait_choices = ArrayField(models.SmallIntegerField(), db_default=[2, 5, 10])
    rings_an_hour = models.SmallIntegerField(default=0, db_default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, default="", help_text="accepted, nobody, waited_out, stopped")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="call_outcome_is_known",
                condition=models.Q(ended_at__isnull=True, outcome="")
                | models.Q(
                    ended_at__isnull=False, outcome__in=["accepted", "nobody", "waited_out", "stopped"]
                ),
            ),
            models.CheckConstraint(
                name="call_rings_in_a_possible_way",
                condition=models.Q(wave_size__range=(1, 3))
                & models.Q(ring_seconds__range=(15, 180))
                & models.Q(rings_an_hour__range=(0, 60)),
            ),
            models.CheckConstraint(
                name="call_offers_a_possible_wait",
                condition=models.Q(wait_choices__len__range=(1, 6))
                & models.Q(wait_choices__contained_by=list(range(1, 61))),
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_call",
                fields=["handoff"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["waits_until"], name="call_open_by_wait", condition=models.Q(ended_at__isnull=True)
            )
        ]


class Ring(models.Model):
    """One receiver asked in one wave of a call."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="rings")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="rings")
    program = models.ForeignKey(Program, models.PROTECT, related_name="rings")
    wave = models.SmallIntegerField()
    slot = models.SmallIntegerField()
    state = models.TextField(default="ringing")
    rung_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    free_at = models.DateTimeField(null=True, blank=True, help_text="when 'in 5 minutes' is over")
    interrupts = models.ForeignKey(
        Session, models.PROTECT, related_name="rings", null=True, blank=True, help_text="set by the database"
    )
    way = models.TextField(
        default="walk", db_default="walk", help_text="how they would come: walk, video, phone"
    )
    minutes = models.SmallIntegerField(
        default=5, db_default=5, help_text="how long coming takes, as it was said when it rang"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="ring_state_is_known",
                condition=models.Q(
                    state__in=["ringing", "accepted", "declined", "later", "silent", "stopped", "withdrawn"]
                ),
            ),
            models.CheckConstraint(
                name="ring_way_is_known", condition=models.Q(way__in=["walk", "video", "phone"])
            ),
            models.CheckConstraint(name="ring_takes_minutes", condition=models.Q(minutes__range=(0, 240))),
            models.CheckConstraint(name="ring_slot_is_one_of_three", condition=models.Q(slot__range=(1, 3))),
            models.CheckConstraint(
                name="ring_expires_after_it_began", condition=models.Q(expires_at__gt=models.F("rung_at"))
            ),
            models.UniqueConstraint(
                name="call_rings_three_at_most",
                fields=["call", "slot"],
                condition=models.Q(state="ringing"),
            ),
            models.UniqueConstraint(
                name="call_is_accepted_by_one_receiver",
                fields=["call"],
                condition=models.Q(state="accepted"),
            ),
            models.UniqueConstraint(
                name="receiver_is_rung_by_one_call",
                fields=["staff"],
                condition=models.Q(state="ringing"),
            ),
            models.UniqueConstraint(name="receiver_is_rung_once_a_wave", fields=["call", "wave", "staff"]),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], name="ring_open_by_expiry", condition=models.Q(state="ringing")
            ),
            models.Index(fields=["staff", "-rung_at"], name="ring_by_staff"),
        ]
