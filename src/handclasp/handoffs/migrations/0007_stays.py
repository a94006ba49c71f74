from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0007_stays.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0006_promises")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
