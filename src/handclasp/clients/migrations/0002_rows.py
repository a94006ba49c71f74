from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0002_rows.sql"


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("directory", "0006_row_rights")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
