"""Rings into a session."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0015_interruptions.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0014_messages"), ("availability", "0004_sessions")]
    operations = [
        migrations.AddField(
            "ring",
            "interrupts",
            models.ForeignKey(
                blank=True,
                help_text="set by the database",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rings",
                to="availability.session",
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
