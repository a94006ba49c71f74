from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0006_audit_searches.sql"


class Migration(migrations.Migration):
    dependencies = [("platform", "0005_look_rules")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
