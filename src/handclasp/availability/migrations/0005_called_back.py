"""When a client asked their clinician back: the pause runs on until the clinician says they are there."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0005_called_back.sql"


class Migration(migrations.Migration):
    dependencies = [("availability", "0004_sessions")]
    operations = [
        migrations.AddField(
            model_name="pause",
            name="called_at",
            field=models.DateTimeField(blank=True, help_text="when the client asked them back", null=True),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                name="pause_is_called_back_after_it_began",
                condition=models.Q(called_at__isnull=True) | models.Q(called_at__gte=models.F("began_at")),
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
