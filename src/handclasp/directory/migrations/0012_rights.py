"""What the database lets a role do with what has come since."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0012_rights.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_etiquette")]
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
