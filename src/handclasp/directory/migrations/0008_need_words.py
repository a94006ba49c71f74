"""Needs that an organization keeps, and versions of the words to say for each."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0008_need_words.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_places")]
    operations = [
        migrations.CreateModel(
            name="NeedOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.SmallIntegerField()),
                ("is_offered", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="NeedWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tone", models.TextField(help_text="plain, warm, brief")),
                ("language", models.TextField(help_text="en, es")),
                ("version", models.IntegerField()),
                (
                    "body",
                    models.TextField(
                        blank=True, default="", help_text="empty: from here on, what stands behind it"
                    ),
                ),
                ("is_current", models.BooleanField(default=True)),
                ("written_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="need",
            name="organization",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="directory.organization",
            ),
        ),
        migrations.AlterField(
            model_name="need",
            name="code",
            field=models.SlugField(),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", True)),
                fields=("code",),
                name="need_of_the_house_has_one_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(
                fields=("organization", "code"), name="need_has_one_code_in_an_organization"
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.UniqueConstraint(
                models.F("organization"),
                django.db.models.functions.text.Lower("name_en"),
                name="need_has_one_name_in_an_organization",
            ),
        ),
        migrations.AddField(
            model_name="needoffer",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="directory.need"
            ),
        ),
        migrations.AddField(
            model_name="needoffer",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="need_offers",
                to="directory.organization",
            ),
        ),
        migrations.AddField(
            model_name="needwords",
            name="need",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="words",
                to="directory.need",
            ),
        ),
        migrations.AddField(
            model_name="needwords",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="need_words",
                to="directory.organization",
            ),
        ),
        migrations.AddField(
            model_name="needwords",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="need_words", to="directory.staff"
            ),
        ),
        migrations.AddConstraint(
            model_name="needoffer",
            constraint=models.UniqueConstraint(
                fields=("organization", "need"), name="need_stands_once_in_a_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="needwords",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "es"]), ("tone__in", ["plain", "warm", "brief"])),
                name="need_words_have_a_tone_and_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="needwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("body", ""),
                    models.Q(
                        ("body__contains", "{need}"), ("body__contains", "{how}"), ("body__contains", "?")
                    ),
                    _connector="OR",
                ),
                name="need_words_keep_their_parts",
            ),
        ),
        migrations.AddConstraint(
            model_name="needwords",
            constraint=models.UniqueConstraint(
                fields=("organization", "need", "tone", "language", "version"),
                name="need_words_have_one_of_each_version",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="needwords",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("organization", "need", "tone", "language"),
                name="need_words_have_one_current_version",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
