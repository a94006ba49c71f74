from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0006_promises.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0005_boundary")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
