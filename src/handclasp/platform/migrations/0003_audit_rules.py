from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0003_audit_rules.sql"


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_audit")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
