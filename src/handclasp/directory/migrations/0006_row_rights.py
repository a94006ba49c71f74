from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0006_row_rights.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_second_factor"), ("platform", "0003_audit_rules")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
