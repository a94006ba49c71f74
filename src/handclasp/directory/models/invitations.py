"""Ways in for people who have no password yet."""

from datetime import timedelta

from django.db import models

from handclasp.directory.models.staff import Staff


class Invitation(models.Model):
    """A link by which somebody of the staff chooses a password; its token is kept as a hash only.

    The token is made anew from `nonce` and the house's secret key where a mail carries it, so that neither the
    database nor a job holds what opens the door.
    """

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="invitations")
    nonce = models.TextField()
    token_hash = models.TextField()
    invited_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="invitation_token_opens_one_door", fields=["token_hash"]),
            models.UniqueConstraint(
                name="person_has_one_open_invitation",
                fields=["staff"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_is_used_or_withdrawn",
                condition=models.Q(used_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_ends_within_a_month",
                condition=models.Q(expires_at__gt=models.F("invited_at"))
                & models.Q(expires_at__lte=models.F("invited_at") + timedelta(days=31)),
            ),
            models.CheckConstraint(
                name="invitation_keeps_a_hash_only",
                condition=models.Q(("token_hash__regex", r"^[0-9a-f]{64}$")),
            ),
        ]
