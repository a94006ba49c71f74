"""Rooms, walking times, levels of care, the last rung, and how staff present themselves."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0007_places.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_row_rights")]
    operations = [
        migrations.CreateModel(
            name="ProgramLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.TextField()),
                ("code", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("floor", models.SmallIntegerField(default=0)),
                ("kind", models.TextField(default="exam")),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="RoomWalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minutes", models.SmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="SiteWalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minutes", models.SmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="StaffPhoto",
            fields=[
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="photo",
                        serialize=False,
                        to="directory.staff",
                    ),
                ),
                ("image", models.BinaryField()),
                ("digest", models.TextField()),
                ("taken_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="program",
            name="age_groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="empty: every age",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="closed_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(), blank=True, db_default=[], default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="is_active",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="program",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="BCP 47; empty: whatever its people speak",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="last_rung",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="last_rung_for",
                to="directory.staff",
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="phone",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="site",
            name="is_active",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="site",
            name="minutes_on_a_floor",
            field=models.SmallIntegerField(db_default=1, default=1, help_text="usual walk between two rooms"),
        ),
        migrations.AddField(
            model_name="site",
            name="minutes_per_floor",
            field=models.SmallIntegerField(db_default=1, default=1, help_text="more for each floor between"),
        ),
        migrations.AddField(
            model_name="staff",
            name="age_groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="empty: every age",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="staff",
            name="first_meeting_en",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="staff",
            name="first_meeting_es",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="staff",
            name="say_it_like",
            field=models.TextField(blank=True, db_default="", default="", help_text="how the name is said"),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_groups__contained_by", ["child", "teen", "adult", "older_adult"])),
                name="program_age_groups_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_active", True), ("receives", False), _connector="OR"),
                name="retired_program_receives_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes_on_a_floor__range", (0, 60)), ("minutes_per_floor__range", (0, 60))
                ),
                name="site_walks_take_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_groups__contained_by", ["child", "teen", "adult", "older_adult"])),
                name="staff_age_groups_are_known",
            ),
        ),
        migrations.AddField(
            model_name="programlevel",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="levels", to="directory.program"
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="directory.site"
            ),
        ),
        migrations.AddField(
            model_name="roomwalk",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.room"
            ),
        ),
        migrations.AddField(
            model_name="roomwalk",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.room"
            ),
        ),
        migrations.AddField(
            model_name="sitewalk",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.site"
            ),
        ),
        migrations.AddField(
            model_name="sitewalk",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.site"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="photo_is_named_by_its_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="programlevel",
            constraint=models.UniqueConstraint(
                fields=("program", "edition", "code"), name="program_level_is_said_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programlevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "code__in",
                            [
                                "0.5",
                                "1",
                                "OTP",
                                "2.1",
                                "2.5",
                                "3.1",
                                "3.3",
                                "3.5",
                                "3.7",
                                "4",
                                "1-WM",
                                "2-WM",
                                "3.2-WM",
                                "3.7-WM",
                                "4-WM",
                            ],
                        ),
                        ("edition", "3"),
                    ),
                    models.Q(
                        (
                            "code__in",
                            ["1.0", "1.5", "1.7", "2.1", "2.5", "2.7", "3.1", "3.5", "3.7", "3.7-BIO", "4"],
                        ),
                        ("edition", "4"),
                    ),
                    _connector="OR",
                ),
                name="program_level_is_known_to_its_edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="room_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("floor__range", (-9, 199))), name="room_floor_is_possible"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["exam", "office", "group", "front_desk", "waiting", "other"])
                ),
                name="room_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                models.F("site"),
                django.db.models.functions.text.Lower("name"),
                name="room_has_one_name_at_a_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomwalk",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="room_walk_is_said_once"),
        ),
        migrations.AddConstraint(
            model_name="roomwalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="room_walk_leads_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="roomwalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (0, 120))), name="room_walk_takes_minutes"
            ),
        ),
        migrations.AddConstraint(
            model_name="sitewalk",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="site_walk_is_said_once"),
        ),
        migrations.AddConstraint(
            model_name="sitewalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="site_walk_leads_somewhere"
            ),
        ),
        migrations.AddConstraint(
            model_name="sitewalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (0, 120))), name="site_walk_takes_minutes"
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
