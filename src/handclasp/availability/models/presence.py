"""Who says they can come, and whose page is open: two facts, kept apart."""

from django.db import models

from handclasp.directory.models import Staff


class Presence(models.Model):
    """What somebody declared; after `until` the declaration counts as off."""

    OPEN, WITH_CLIENT, NOT_NOW, OFF = "open", "with_client", "not_now", "off"
    staff = models.OneToOneField(Staff, models.CASCADE, primary_key=True)
    status = models.TextField(default=OFF)
    until = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="presence_status_is_known",
                condition=models.Q(status__in=["open", "with_client", "not_now", "off"]),
            ),
            models.CheckConstraint(
                name="presence_ends_after_it_was_declared",
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("declared_at")),
            ),
        ]


class OpenPage(models.Model):
    """The heartbeat of somebody's open pages, in the machine's own time."""

    staff = models.OneToOneField(Staff, models.CASCADE, primary_key=True)
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
