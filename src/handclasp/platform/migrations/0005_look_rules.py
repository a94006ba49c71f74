from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0005_look_rules.sql"


class Migration(migrations.Migration):
    dependencies = [("platform", "0004_looks"), ("directory", "0006_row_rights")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
