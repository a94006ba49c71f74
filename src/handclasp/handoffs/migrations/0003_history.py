from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0003_history.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0002_rules")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
