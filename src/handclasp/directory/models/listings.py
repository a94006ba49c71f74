"""What a directory of outside agencies says about a service, beyond what a program of our own has."""

from django.db import models

from handclasp.directory.models.programs import Program


class Listing(models.Model):
    """What a coordinator needs on the phone with an agency; texts as its directory has them, nothing about clients."""

    program = models.OneToOneField(Program, models.CASCADE, primary_key=True, related_name="listing")
    service = models.TextField(help_text="its id in the directory: one service may stand at several sites")
    about = models.TextField(blank=True, default="")
    eligibility = models.TextField(blank=True, default="")
    how_to_apply = models.TextField(blank=True, default="")
    cost = models.TextField(blank=True, default="")
    bring = models.TextField(blank=True, default="", help_text="documents, one a line")
    interpreters = models.TextField(blank=True, default="")
    wait = models.TextField(blank=True, default="")
    notice = models.TextField(blank=True, default="", help_text="what is different just now")
    hours = models.TextField(blank=True, default="", help_text="in words, one rule a line")
    url = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    minimum_age = models.SmallIntegerField(null=True, blank=True)
    maximum_age = models.SmallIntegerField(null=True, blank=True)
    status = models.TextField(default="active", help_text="active, inactive, defunct or temporarily closed")
    checked_on = models.DateField(null=True, blank=True, help_text="when the directory last made sure")

    class Meta:
        indexes = [models.Index(fields=["service"], name="listing_by_service")]
        constraints = [
            models.CheckConstraint(
                name="listing_ages_are_possible",
                condition=(models.Q(minimum_age__isnull=True) | models.Q(minimum_age__range=(0, 150)))
                & (models.Q(maximum_age__isnull=True) | models.Q(maximum_age__range=(0, 150)))
                & (
                    models.Q(minimum_age__isnull=True)
                    | models.Q(maximum_age__isnull=True)
                    | models.Q(minimum_age__lte=models.F("maximum_age"))
                ),
            ),
            models.CheckConstraint(
                name="listing_status_is_known",
                condition=models.Q(status__in=["active", "inactive", "defunct", "temporarily closed"]),
            ),
        ]
