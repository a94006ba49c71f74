"""What staff say to each other about a handoff."""

from django.db import models

from handclasp.directory.models import Staff
from handclasp.domain.talk import KINDS, OWN
from handclasp.handoffs.models.handoff import Handoff


class Message(models.Model):
    """One thing that somebody said: a phrase by its code, or up to 500 characters. Append-only (sql/0014)."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="messages")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="messages")
    kind = models.TextField()
    body = models.TextField(blank=True, default="")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="message_kind_is_known", condition=models.Q(kind__in=list(KINDS))),
            models.CheckConstraint(
                name="message_says_something",
                condition=models.Q(kind=OWN, body__regex=r"\S") | (~models.Q(kind=OWN) & models.Q(body="")),
            ),
        ]
        indexes = [models.Index(fields=["handoff", "id"], name="message_by_handoff")]


class MessageRead(models.Model):
    """Up to which message somebody has read what is said about a handoff; it only moves forward."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="message_reads")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="message_reads")
    read_to = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="messages_are_read_up_to_one_place", fields=["staff", "handoff"])
        ]
