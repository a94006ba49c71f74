"""Services that send and receive."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from handclasp.directory.models.needs import Need
from handclasp.directory.models.organizations import Organization, Site, Sourced
from handclasp.domain.age_groups import AGE_GROUPS


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
    last_rung = models.ForeignKey(
        "Staff", models.PROTECT, related_name="last_rung_for", null=True, blank=True
    )
    phone = models.TextField(blank=True, default="", db_default="")
    languages = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        blank=True,
        help_text="BCP 47; empty: whatever its people speak",
    )
    age_groups = ArrayField(
        models.TextField(), default=list, db_default=[], blank=True, help_text="empty: every age"
    )
    closed_on = ArrayField(models.DateField(), default=list, db_default=[], blank=True)
    is_active = models.BooleanField(default=True, db_default=True)
    first_visit_within_days = models.SmallIntegerField(default=30)
    further_visits = models.SmallIntegerField(default=0)
    further_within_days = models.SmallIntegerField(default=0)
    wave_size = models.SmallIntegerField(default=3, db_default=3, help_text="how many ring at once")
    ring_seconds = models.SmallIntegerField(default=60, db_default=60)
    wait_choices = ArrayField(
        models.SmallIntegerField(), db_default=[2, 5, 10], help_text="minutes a client can wait"
    )
    interruptions_a_day = models.SmallIntegerField(
        default=3, db_default=3, help_text="of one person's sessions, at most"
    )
    rings_an_hour = models.SmallIntegerField(
        default=0, db_default=0, help_text="how often one person is rung in an hour at most; 0 is no limit"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="program_engagement_rule_is_possible",
                condition=models.Q(first_visit_within_days__range=(1, 365))
                & models.Q(further_visits__range=(0, 20))
                & models.Q(further_within_days__range=(0, 365)),
            ),
            models.CheckConstraint(
                name="program_age_groups_are_known",
                condition=models.Q(age_groups__contained_by=list(AGE_GROUPS)),
            ),
            models.CheckConstraint(
                name="retired_program_receives_nobody",
                condition=models.Q(is_active=True) | models.Q(receives=False),
            ),
            models.CheckConstraint(
                name="program_interruptions_a_day_are_few",
                condition=models.Q(interruptions_a_day__range=(0, 10)),
            ),
            models.CheckConstraint(
                name="program_rings_in_a_possible_way",
                condition=models.Q(wave_size__range=(1, 3))
                & models.Q(ring_seconds__range=(15, 180))
                & models.Q(rings_an_hour__range=(0, 60)),
            ),
            models.CheckConstraint(
                name="program_offers_a_possible_wait",
                condition=models.Q(wait_choices__len__range=(1, 6))
                & models.Q(wait_choices__contained_by=list(range(1, 61))),
            ),
            models.UniqueConstraint(name="program_has_one_name_at_a_site", fields=["site", "name"]),
            models.UniqueConstraint(
                name="program_is_imported_once",
                fields=["source_system", "source_id"],
                condition=~models.Q(source_id=""),
            ),
        ]
