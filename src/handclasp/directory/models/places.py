"""Rooms, and how long it takes to walk between them and between sites."""

from typing import Final

from django.db import models
from django.db.models.functions import Lower

from handclasp.directory.models.organizations import Site

ROOM_KINDS: Final = ("exam", "office", "group", "front_desk", "waiting", "other")
LONGEST_WALK: Final = 120  # minutes; whoever needs longer does not come by foot


class Room(models.Model):
    """A room of a site; floor 0 is the ground floor, below it count down."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    name = models.TextField()
    floor = models.SmallIntegerField(default=0)
    kind = models.TextField(default="exam")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="room_has_a_name", condition=~models.Q(name="")),
            models.CheckConstraint(name="room_floor_is_possible", condition=models.Q(floor__range=(-9, 199))),
            models.CheckConstraint(name="room_kind_is_known", condition=models.Q(kind__in=list(ROOM_KINDS))),
            models.UniqueConstraint("site", Lower("name"), name="room_has_one_name_at_a_site"),
        ]


class RoomWalk(models.Model):
    """Minutes on foot between two rooms of one site, where the usual minutes do not fit; `first` has the lower id."""

    first = models.ForeignKey(Room, models.CASCADE, related_name="+")
    second = models.ForeignKey(Room, models.CASCADE, related_name="+")
    minutes = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="room_walk_is_said_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="room_walk_leads_somewhere", condition=models.Q(first__lt=models.F("second"))
            ),
            models.CheckConstraint(
                name="room_walk_takes_minutes", condition=models.Q(minutes__range=(0, LONGEST_WALK))
            ),
        ]


class SiteWalk(models.Model):
    """Minutes on foot between two sites of one organization; without a row, nobody walks there."""

    first = models.ForeignKey(Site, models.CASCADE, related_name="+")
    second = models.ForeignKey(Site, models.CASCADE, related_name="+")
    minutes = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="site_walk_is_said_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="site_walk_leads_somewhere", condition=models.Q(first__lt=models.F("second"))
            ),
            models.CheckConstraint(
                name="site_walk_takes_minutes", condition=models.Q(minutes__range=(0, LONGEST_WALK))
            ),
        ]
