"""A program is chosen only with a last rung that can be reached."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0016_last_rung.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("handoffs", "0015_interruptions"),
        ("availability", "0003_blocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
