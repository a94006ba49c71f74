"""Organizations and their sites."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Sourced(models.Model):
    """A row that may have come from a file: `source_system` and `source_id` find it again."""

    source_system = models.TextField(blank=True, default="")
    source_id = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class Organization(Sourced):
    """One owner of client records."""

    name = models.TextField()
    time_zone = models.TextField(default="America/New_York")
    phone = models.TextField(blank=True, default="")
    emergency_procedure = models.TextField(blank=True, default="")
    second_factor_roles = ArrayField(
        models.TextField(),
        blank=True,
        db_default=["supervisor", "quality_director", "privacy_officer", "admin"],
    )
    is_outside = models.BooleanField(
        default=False, db_default=False, help_text="an agency of a directory: nobody of it works here"
    )
    meeting_platform = models.TextField(blank=True, default="", db_default="", help_text="empty: none")
    meeting_pattern = models.TextField(blank=True, default="", db_default="")
    meeting_dial_in = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="organization_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(
                name="meeting_pattern_belongs_to_a_platform",
                condition=models.Q(meeting_platform="", meeting_pattern="")
                | models.Q(
                    meeting_platform__in=["teams", "zoom", "jitsi", "webex", "other"],
                    meeting_pattern__regex=r"^(https://\S{1,250}\S{0,250})?$",
                ),
            ),
            models.UniqueConstraint(
                name="organization_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]


class Site(Sourced):
    """A building of an organization, with its hours in its own time zone (empty: the organization's)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="sites")
    name = models.TextField()
    address = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    time_zone = models.TextField(blank=True, default="")
    opens_at = models.TimeField(default="08:00")
    closes_at = models.TimeField(default="17:00")
    open_weekdays = ArrayField(
        models.SmallIntegerField(), default=list, help_text="ISO weekday numbers, 1 is Monday"
    )
    closed_on = ArrayField(models.DateField(), default=list, blank=True)
    minutes_on_a_floor = models.SmallIntegerField(
        default=1, db_default=1, help_text="usual walk between two rooms"
    )
    minutes_per_floor = models.SmallIntegerField(
        default=1, db_default=1, help_text="more for each floor between"
    )
    is_active = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="site_closes_after_it_opens", condition=models.Q(closes_at__gt=models.F("opens_at"))
            ),
            models.CheckConstraint(
                name="site_walks_take_minutes",
                condition=models.Q(minutes_on_a_floor__range=(0, 60), minutes_per_floor__range=(0, 60)),
            ),
            models.UniqueConstraint(
                name="site_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]
