from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0010_chain.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0009_rows")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
