"""Who can come, asked so that a large house answers as fast as a small one."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0018_reach.sql"


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0017_calling"), ("availability", "0004_sessions"), ("directory", "0012_rights")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
