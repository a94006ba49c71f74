"""Organizations, sites, programs, staff and needs: who could be in somebody's hands."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES


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

    class Meta:
        constraints = [
            models.CheckConstraint(name="organization_has_a_name", condition=~models.Q(name="")),
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

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="site_closes_after_it_opens", condition=models.Q(closes_at__gt=models.F("opens_at"))
            ),
            models.UniqueConstraint(
                name="site_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]


class Need(models.Model):
    """What would help, in words for the screen and for the mouth, in English and Spanish."""

    code = models.SlugField(unique=True)
    name_en = models.TextField()
    name_es = models.TextField()
    say_en = models.TextField(help_text="as it stands inside the sentence a sender says")
    say_es = models.TextField()
    position = models.SmallIntegerField(default=0)


class Program(Sourced):
    """A service that sends and receives; its engagement rule is data (days are calendar days)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="programs")
    site = models.ForeignKey(Site, models.PROTECT, related_name="programs")
    name = models.TextField()
    is_part2 = models.BooleanField(default=False, help_text="a 42 CFR Part 2 program (42 CFR 2.11)")
    receives = models.BooleanField(default=True)
    needs = models.ManyToManyField(Need, related_name="programs", blank=True)
    duty = models.ForeignKey("Staff", models.PROTECT, related_name="duty_for", null=True, blank=True)
    supervisor = models.ForeignKey("Staff", models.PROTECT, related_name="supervises", null=True, blank=True)
    first_visit_within_days = models.SmallIntegerField(default=30)
    further_visits = models.SmallIntegerField(default=0)
    further_within_days = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="program_engagement_rule_is_possible",
                condition=models.Q(first_visit_within_days__range=(1, 365))
                & models.Q(further_visits__range=(0, 20))
                & models.Q(further_within_days__range=(0, 365)),
            ),
            models.UniqueConstraint(name="program_has_one_name_at_a_site", fields=["site", "name"]),
            models.UniqueConstraint(
                name="program_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]


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
    needs = models.ManyToManyField(Need, related_name="staff", blank=True)
    programs = models.ManyToManyField(Program, through="Membership", related_name="staff")
    deputy = models.ForeignKey("self", models.PROTECT, related_name="deputizes", null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

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
