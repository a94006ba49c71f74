from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0011_holders.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0010_chain")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
