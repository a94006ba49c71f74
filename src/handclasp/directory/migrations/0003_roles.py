"""Offices instead of one mark for administrators, the front desk as a role, and the one view of who holds what."""

from pathlib import Path
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "0003_roles.sql"


def keep_administrators(apps: Any, schema_editor: Any) -> None:
    """Give the office to everybody who had the mark."""
    database = schema_editor.connection.alias
    people = apps.get_model("directory", "Staff").objects.using(database).filter(is_admin=True)
    office = apps.get_model("directory", "Office")
    office.objects.using(database).bulk_create(office(staff=person, role="admin") for person in people)


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_needs")]
    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.TextField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offices", to="directory.staff"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.UniqueConstraint(fields=("staff", "role"), name="staff_holds_an_office_once"),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["quality_director", "privacy_officer", "admin"])), name="office_is_known"
            ),
        ),
        migrations.RunPython(keep_administrators, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="staff", name="is_admin"),
        migrations.RemoveConstraint(model_name="membership", name="membership_role_is_known"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["clinician", "proxy", "front_desk", "supervisor"])),
                name="membership_role_is_known",
            ),
        ),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
