"""What a call took from its program when it began, and how whoever is rung would come."""

from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0017_calling.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0016_last_rung"), ("directory", "0010_calling")]
    operations = [
        migrations.AddField("call", "wave_size", models.SmallIntegerField(db_default=3, default=3)),
        migrations.AddField("call", "ring_seconds", models.SmallIntegerField(db_default=60, default=60)),
        migrations.AddField(
            "call", "wait_choices", ArrayField(models.SmallIntegerField(), db_default=[2, 5, 10], size=None)
        ),
        migrations.AddField("call", "rings_an_hour", models.SmallIntegerField(db_default=0, default=0)),
        migrations.AddField(
            "ring",
            "way",
            models.TextField(db_default="walk", default="walk", help_text="how they would come: walk, video, phone"),
        ),
        migrations.AddField(
            "ring",
            "minutes",
            models.SmallIntegerField(
                db_default=5, default=5, help_text="how long coming takes, as it was said when it rang"
            ),
        ),
        migrations.AddConstraint(
            "call",
            models.CheckConstraint(
                name="call_rings_in_a_possible_way",
                condition=models.Q(wave_size__range=(1, 3))
                & models.Q(ring_seconds__range=(15, 180))
                & models.Q(rings_an_hour__range=(0, 60)),
            ),
        ),
        migrations.AddConstraint(
            "call",
            models.CheckConstraint(
                name="call_offers_a_possible_wait",
                condition=models.Q(wait_choices__len__range=(1, 6))
                & models.Q(wait_choices__contained_by=list(range(1, 61))),
            ),
        ),
        migrations.AddConstraint(
            "ring",
            models.CheckConstraint(name="ring_way_is_known", condition=models.Q(way__in=["walk", "video", "phone"])),
        ),
        migrations.AddConstraint(
            "ring",
            models.CheckConstraint(name="ring_takes_minutes", condition=models.Q(minutes__range=(0, 240))),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
