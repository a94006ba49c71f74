"""Where people meet who are not in one room."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.handoffs.models.handoff import Handoff


class Meeting(models.Model):
    """The link or the number by which one introduction meets, and how it ended where it did not work."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="meetings")
    kind = models.TextField(help_text="generated, personal, typed: a link; phone: a number only")
    setting_before = models.TextField(help_text="how they were to meet before anybody came")
    platform = models.TextField(blank=True, default="")
    link = models.TextField(blank=True, default="")
    dial_in = models.TextField(blank=True, default="")
    alternate_name = models.TextField(blank=True, default="", help_text="empty: the front desk")
    alternate_phone = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    failed_at = models.DateTimeField(null=True, blank=True)
    fail_reason = models.TextField(blank=True, default="")
    failed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_has_a_link_or_is_a_phone_call",
                condition=models.Q(kind="phone", platform="", link="")
                | models.Q(
                    kind__in=["generated", "personal", "typed"],
                    platform__in=["teams", "zoom", "jitsi", "webex", "other"],
                    link__regex=r"^https://\S{1,250}\S{0,250}$",
                ),
            ),
            models.CheckConstraint(
                name="meeting_that_does_not_work_says_why",
                condition=models.Q(failed_at=None, failed_by=None, fail_reason="")
                | models.Q(
                    failed_at__isnull=False,
                    failed_by__isnull=False,
                    ended_at__isnull=False,
                    fail_reason__in=["no_sound", "no_picture", "link", "network", "other"],
                ),
            ),
            models.UniqueConstraint(
                name="handoff_has_one_open_meeting",
                fields=["handoff"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["handoff", "-opened_at"], name="meeting_by_handoff")]
