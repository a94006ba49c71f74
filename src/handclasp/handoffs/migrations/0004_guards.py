from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0004_guards.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0003_history")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
