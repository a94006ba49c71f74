"""Weekly blocks of being there for handoffs, and the dates they come to. Nothing here knows of a client."""

from django.db import models

from handclasp.directory.models import Staff


class Block(models.Model):
    """One weekly block in a person's local time: an RFC 5545 rule from `starts_on`, `minutes` long.

    `last_on` is the last day it can fall on; `ended_at` is when somebody said so.
    """

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="blocks")
    rule = models.TextField(help_text="FREQ=WEEKLY;BYDAY=MO,WE")
    starts_on = models.DateField()
    starts_at = models.TimeField()
    minutes = models.IntegerField()
    zone = models.TextField(help_text="IANA name; follows the person's site")
    label = models.TextField(blank=True, default="")
    last_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="block_lasts_five_minutes_to_half_a_day",
                condition=models.Q(minutes__range=(5, 720)),
            ),
            models.CheckConstraint(
                name="block_comes_every_week_or_so", condition=models.Q(rule__startswith="FREQ=WEEKLY")
            ),
            models.CheckConstraint(
                name="block_with_a_last_day_was_ended",
                condition=models.Q(last_on__isnull=True, ended_at__isnull=True)
                | models.Q(last_on__isnull=False, ended_at__isnull=False),
            ),
        ]


class BlockException(models.Model):
    """One day on which a block is otherwise: skipped (`moved_to` null), or at another time of that day."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="exceptions", db_index=False)
    on_date = models.DateField()
    moved_to = models.TimeField(null=True, blank=True)
    minutes = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="block_is_otherwise_once_a_day", fields=["block", "on_date"]),
            models.CheckConstraint(
                name="moved_block_says_how_long",
                condition=models.Q(moved_to__isnull=True, minutes__isnull=True)
                | models.Q(moved_to__isnull=False, minutes__isnull=False, minutes__range=(5, 720)),
            ),
        ]


class BlockPause(models.Model):
    """Days, both included, without any block of a person."""

    staff = models.ForeignKey(Staff, models.CASCADE, related_name="block_pauses")
    first = models.DateField()
    last = models.DateField()
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pause_of_blocks_ends_after_it_begins",
                condition=models.Q(last__gte=models.F("first")),
            )
        ]


class Occurrence(models.Model):
    """One block on one day, `on_date` by the rule; written ahead for a few weeks (`Horizon`)."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="occurrences", db_index=False)
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="occurrences", db_index=False)
    on_date = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="block_comes_once_a_day", fields=["block", "on_date"]),
            models.CheckConstraint(
                name="occurrence_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            ),
        ]
        indexes = [
            models.Index(name="occurrence_of_a_person", fields=["staff", "ends_at"], include=["starts_at"]),
            models.Index(
                name="occurrence_begins", fields=["starts_at"], condition=models.Q(reminded_at__isnull=True)
            ),
        ]


class Horizon(models.Model):
    """How far ahead a person's occurrences are written; null when they are to be written anew."""

    staff = models.OneToOneField(Staff, models.CASCADE, primary_key=True)
    reaches_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="horizon_that_is_near", fields=["reaches_to"])]


class ReachWay(models.Model):
    """A way to reach somebody besides the page; it works when it was seen to, and not seen to fail since."""

    KINDS = ("phone", "text", "email", "pager")
    staff = models.ForeignKey(Staff, models.CASCADE, related_name="reach_ways", db_index=False)
    kind = models.TextField()
    address = models.TextField()
    is_on = models.BooleanField(default=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="way_is_kept_once", fields=["staff", "kind", "address"]),
            models.CheckConstraint(
                name="way_is_of_a_known_kind",
                condition=models.Q(kind__in=["phone", "text", "email", "pager"]),
            ),
            models.CheckConstraint(name="way_has_an_address", condition=~models.Q(address="")),
        ]
