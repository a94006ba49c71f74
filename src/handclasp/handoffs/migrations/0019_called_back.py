"""Tell the introduction when a client calls its receiver back."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0019_called_back.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0018_reach"), ("availability", "0005_called_back")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
