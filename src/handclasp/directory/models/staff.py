"""People who work for an organization, and what they are there."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from handclasp.directory.models.needs import Need
from handclasp.directory.models.organizations import Organization, Site, Sourced
from handclasp.directory.models.programs import Program
from handclasp.domain.age_groups import AGE_GROUPS
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES


class Staff(Sourced):
    """A person who works for an organization and can hold somebody; `away_until` is the first day back."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="staff")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    site = models.ForeignKey(Site, models.PROTECT, related_name="staff", null=True, blank=True)
    room = models.TextField(blank=True, default="")
    prefix = models.TextField(blank=True, default="")
    given = models.TextField()
    family = models.TextField(blank=True, default="")
    credential = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    languages = ArrayField(models.TextField(), default=list, help_text="BCP 47 tags")
    age_groups = ArrayField(
        models.TextField(), default=list, db_default=[], blank=True, help_text="empty: every age"
    )
    say_it_like = models.TextField(blank=True, default="", db_default="", help_text="how the name is said")
    first_meeting_en = models.TextField(blank=True, default="", db_default="")
    first_meeting_es = models.TextField(blank=True, default="", db_default="")
    needs = models.ManyToManyField(Need, related_name="staff", blank=True)
    programs = models.ManyToManyField(Program, through="Membership", related_name="staff")
    deputy = models.ForeignKey("self", models.PROTECT, related_name="deputizes", null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    may_be_interrupted = models.BooleanField(
        default=False, db_default=False, help_text="in a session whose client agreed"
    )
    interruptions_a_day = models.SmallIntegerField(default=2, db_default=2)
    is_active = models.BooleanField(default=True)
    meeting_link = models.TextField(blank=True, default="", db_default="")
    meeting_dial_in = models.TextField(blank=True, default="", db_default="")
    link_checked_at = models.DateTimeField(null=True, blank=True)
    link_checked_on = models.TextField(
        blank=True, default="", db_default="", help_text="the device, in words"
    )
    link_trouble = ArrayField(
        models.TextField(), blank=True, default=list, db_default=[], help_text="what did not work"
    )
    link_untried = ArrayField(
        models.TextField(), blank=True, default=list, db_default=[], help_text="what nobody has said yet"
    )

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.CheckConstraint(name="staff_has_a_given_name", condition=~models.Q(given="")),
            models.CheckConstraint(
                name="staff_comes_back_after_leaving",
                condition=models.Q(away_until__isnull=True) | models.Q(away_until__gt=models.F("away_from")),
            ),
            models.CheckConstraint(
                name="staff_is_not_their_own_deputy",
                condition=models.Q(deputy__isnull=True) | ~models.Q(deputy=models.F("id")),
            ),
            models.CheckConstraint(
                name="meeting_link_is_a_web_address",
                condition=models.Q(meeting_link__regex=r"^(https://\S{1,250}\S{0,250})?$"),
            ),
            models.CheckConstraint(
                name="link_check_has_a_time",
                condition=models.Q(link_checked_at__isnull=False)
                | models.Q(link_checked_on="", link_trouble=[]),
            ),
            models.CheckConstraint(
                name="staff_age_groups_are_known",
                condition=models.Q(age_groups__contained_by=list(AGE_GROUPS)),
            ),
            models.CheckConstraint(
                name="staff_interruptions_a_day_are_few",
                condition=models.Q(interruptions_a_day__range=(0, 10)),
            ),
            models.UniqueConstraint(
                name="staff_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]


class Membership(models.Model):
    """What somebody does in a program."""

    CLINICIAN, PROXY, FRONT_DESK, SUPERVISOR = PROGRAM_ROLES
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="memberships")
    program = models.ForeignKey(Program, models.CASCADE, related_name="memberships")
    role = models.TextField(default=CLINICIAN)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="staff_has_one_role_in_a_program", fields=["staff", "program"]),
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=models.Q(role__in=list(PROGRAM_ROLES)),
            ),
        ]


class Office(models.Model):
    """What somebody answers for in the whole organization. None of these is a clinical role."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="offices")
    role = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="staff_holds_an_office_once", fields=["staff", "role"]),
            models.CheckConstraint(name="office_is_known", condition=models.Q(role__in=list(OFFICES))),
        ]
