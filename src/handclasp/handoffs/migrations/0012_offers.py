from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0012_offers.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0011_holders")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
