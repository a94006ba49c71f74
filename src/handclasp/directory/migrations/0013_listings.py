"""Outside agencies: which organizations they are, and what their directory says about each service."""

from pathlib import Path
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0013_listings.sql"
TEXTS = (
    "about", "eligibility", "how_to_apply", "cost", ("bring", "documents, one a line"), "interpreters", "wait",
    ("notice", "what is different just now"), ("hours", "in words, one rule a line"), "url", "email",
)  # fmt: skip


def text(column: Any) -> "tuple[str, models.TextField[str, str]]":
    name, words = (column, "") if isinstance(column, str) else column
    return name, models.TextField(blank=True, default="", help_text=words)


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_rights")]
    operations = [
        migrations.AddField(
            model_name="organization",
            name="is_outside",
            field=models.BooleanField(
                db_default=False, default=False, help_text="an agency of a directory: nobody of it works here"
            ),
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "program",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="listing",
                        serialize=False,
                        to="directory.program",
                    ),
                ),
                (
                    "service",
                    models.TextField(
                        help_text="its id in the directory: one service may stand at several sites"
                    ),
                ),
                *[text(column) for column in TEXTS],
                ("minimum_age", models.SmallIntegerField(blank=True, null=True)),
                ("maximum_age", models.SmallIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.TextField(
                        default="active", help_text="active, inactive, defunct or temporarily closed"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="when the directory last made sure", null=True),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="listing", index=models.Index(fields=["service"], name="listing_by_service")
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("minimum_age__isnull", True), ("minimum_age__range", (0, 150)), _connector="OR"
                    ),
                    models.Q(
                        ("maximum_age__isnull", True), ("maximum_age__range", (0, 150)), _connector="OR"
                    ),
                    models.Q(
                        ("minimum_age__isnull", True),
                        ("maximum_age__isnull", True),
                        ("minimum_age__lte", models.F("maximum_age")),
                        _connector="OR",
                    ),
                ),
                name="listing_ages_are_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "inactive", "defunct", "temporarily closed"])),
                name="listing_status_is_known",
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
