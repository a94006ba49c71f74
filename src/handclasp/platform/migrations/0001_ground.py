from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "0001_ground.sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
