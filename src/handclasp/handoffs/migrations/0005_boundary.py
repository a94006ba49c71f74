from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0005_boundary.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0004_guards")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
