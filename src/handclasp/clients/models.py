"""Clients: only what a handoff needs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handclasp.directory.models import Organization, Sourced


class Client(Sourced):
    """A person who is cared for; the record belongs to one organization."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="clients")
    given = models.TextField(blank=True, default="")
    family = models.TextField(blank=True, default="")
    birth_date = models.DateField(null=True, blank=True)
    pronoun = models.TextField(
        default="they", help_text="she, he or they: how the words about the client read"
    )
    languages = ArrayField(models.TextField(), default=list, help_text="BCP 47 tags, preferred first")
    phone = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    reach_note = models.TextField(blank=True, default="", help_text="how the client wants to be reached")
    voicemail_is_safe = models.BooleanField(default=False)
    is_deceased = models.BooleanField(default=False)
    deceased_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="client_has_a_name", condition=~models.Q(given="") | ~models.Q(family="")
            ),
            models.CheckConstraint(
                name="client_pronoun_is_known", condition=models.Q(pronoun__in=["she", "he", "they"])
            ),
            models.UniqueConstraint(
                name="client_is_imported_once_per_organization",
                fields=["organization", "source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]
        indexes = [models.Index(fields=["organization", "family", "given"], name="client_by_name")]
