from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0009_rows.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0008_leaving"), ("clients", "0002_rows")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
