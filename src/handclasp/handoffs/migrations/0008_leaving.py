from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0008_leaving.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0007_stays")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
