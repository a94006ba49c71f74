"""How a program rings: waves, ring time, wait and caps."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_meeting_links")]
    operations = [
        migrations.AddField(
            "program",
            "wave_size",
            models.SmallIntegerField(db_default=3, default=3, help_text="how many ring at once"),
        ),
        migrations.AddField("program", "ring_seconds", models.SmallIntegerField(db_default=60, default=60)),
        migrations.AddField(
            "program",
            "wait_choices",
            ArrayField(
                models.SmallIntegerField(), db_default=[2, 5, 10], size=None, help_text="minutes a client can wait"
            ),
        ),
        migrations.AddField(
            "program",
            "rings_an_hour",
            models.SmallIntegerField(
                db_default=0, default=0, help_text="how often one person is rung in an hour at most; 0 is no limit"
            ),
        ),
        migrations.AddConstraint(
            "program",
            models.CheckConstraint(
                name="program_rings_in_a_possible_way",
                condition=models.Q(wave_size__range=(1, 3))
                & models.Q(ring_seconds__range=(15, 180))
                & models.Q(rings_an_hour__range=(0, 60)),
            ),
        ),
        migrations.AddConstraint(
            "program",
            models.CheckConstraint(
                name="program_offers_a_possible_wait",
                condition=models.Q(wait_choices__len__range=(1, 6))
                & models.Q(wait_choices__contained_by=list(range(1, 61))),
            ),
        ),
    ]
