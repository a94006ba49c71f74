"""Where people meet who are not in one room."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0013_meetings.sql"
PROTECT = django.db.models.deletion.PROTECT


def _text(help_text: str = "") -> "models.TextField[str, str]":
    return models.TextField(blank=True, default="", help_text=help_text)


class Migration(migrations.Migration):
    dependencies = [
        ("handoffs", "0012_offers"),
        ("availability", "0004_sessions"),
        ("directory", "0012_rights"),
    ]
    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(help_text="generated, personal, typed: a link; phone: a number only"),
                ),
                (
                    "setting_before",
                    models.TextField(help_text="how they were to meet before anybody came"),
                ),
                ("platform", _text()),
                ("link", _text()),
                ("dial_in", _text()),
                ("alternate_name", _text(help_text="empty: the front desk")),
                ("alternate_phone", _text()),
                ("opened_at", models.DateTimeField()),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                ("fail_reason", _text()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handoff",
                    models.ForeignKey(on_delete=PROTECT, related_name="meetings", to="handoffs.handoff"),
                ),
                ("opened_by", models.ForeignKey(on_delete=PROTECT, related_name="+", to="directory.staff")),
                (
                    "failed_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=PROTECT, related_name="+", to="directory.staff"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["handoff", "-opened_at"], name="meeting_by_handoff")],
                "constraints": [
                    models.CheckConstraint(
                        name="meeting_has_a_link_or_is_a_phone_call",
                        condition=models.Q(kind="phone", platform="", link="")
                        | models.Q(
                            kind__in=["generated", "personal", "typed"],
                            platform__in=["teams", "zoom", "jitsi", "webex", "other"],
                            link__regex=r"^https://\S{1,250}\S{0,250}$",
                        ),
                    ),
                    models.CheckConstraint(
                        name="meeting_that_does_not_work_says_why",
                        condition=models.Q(failed_at=None, failed_by=None, fail_reason="")
                        | models.Q(
                            failed_at__isnull=False,
                            failed_by__isnull=False,
                            ended_at__isnull=False,
                            fail_reason__in=["no_sound", "no_picture", "link", "network", "other"],
                        ),
                    ),
                    models.UniqueConstraint(
                        name="handoff_has_one_open_meeting",
                        fields=["handoff"],
                        condition=models.Q(ended_at__isnull=True),
                    ),
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
