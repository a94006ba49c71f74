"""Services that send and receive."""

from django.db import models

from handclasp.directory.models.needs import Need
from handclasp.directory.models.organizations import Organization, Site, Sourced


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
