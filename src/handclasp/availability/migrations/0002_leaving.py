from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0002_leaving.sql"


class Migration(migrations.Migration):
    dependencies = [("availability", "0001_initial")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
