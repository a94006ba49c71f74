"""What staff say to each other about a handoff, and which version of the words to say was read."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0014_messages.sql"
KINDS = [
    *("own", "on_my_way", "running_late", "bring_tablet", "start_without_me", "client_leaves_soon"),
    *("room_changed", "wait_outside", "call_me", "understood"),
]


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0013_meetings"), ("directory", "0012_rights")]
    operations = [
        migrations.AddField(
            "handoff",
            "words_tone",
            models.TextField(blank=True, default="", help_text="the tone of the words that were read"),
        ),
        migrations.AddField(
            "handoff",
            "words_version",
            models.BigIntegerField(
                null=True,
                blank=True,
                help_text="the version that was read (directory_needwords); empty: the house’s",
            ),
        ),
        migrations.CreateModel(
            "Message",
            [
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, auto_created=True, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("body", models.TextField(blank=True, default="")),
                ("said_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="directory.staff",
                    ),
                ),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="handoffs.handoff",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["handoff", "id"], name="message_by_handoff")],
                "constraints": [
                    models.CheckConstraint(name="message_kind_is_known", condition=models.Q(kind__in=KINDS)),
                    models.CheckConstraint(
                        name="message_says_something",
                        condition=models.Q(kind="own", body__regex=r"\S")
                        | (~models.Q(kind="own") & models.Q(body="")),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "MessageRead",
            [
                (
                    "id",
                    models.BigAutoField(
                        primary_key=True, serialize=False, auto_created=True, verbose_name="ID"
                    ),
                ),
                ("read_to", models.BigIntegerField()),
                (
                    "handoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message_reads",
                        to="handoffs.handoff",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message_reads",
                        to="directory.staff",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        name="messages_are_read_up_to_one_place", fields=["staff", "handoff"]
                    )
                ],
            },
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
