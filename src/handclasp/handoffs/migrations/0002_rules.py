from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0002_rules.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0001_initial"), ("platform", "0001_ground")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
