"""Where an organization and its people meet by video."""

import django.contrib.postgres.fields
from django.db import migrations, models

ADDRESS = r"^(https://\S{1,250}\S{0,250})?$"  # PostgreSQL counts to 255 in one go


def _text(model: str, name: str, help_text: str = "") -> migrations.AddField:
    field: models.TextField[str, str] = models.TextField(
        blank=True, default="", db_default="", help_text=help_text
    )
    return migrations.AddField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_need_words")]
    operations = [
        _text("organization", "meeting_platform", help_text="empty: none"),
        _text("organization", "meeting_pattern"),
        _text("organization", "meeting_dial_in"),
        _text("staff", "meeting_link"),
        _text("staff", "meeting_dial_in"),
        _text("staff", "link_checked_on", help_text="the device, in words"),
        migrations.AddField("staff", "link_checked_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField(
            "staff",
            "link_trouble",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                default=list,
                db_default=[],
                help_text="what did not work",
                size=None,
            ),
        ),
        migrations.AddConstraint(
            "organization",
            models.CheckConstraint(
                name="meeting_pattern_belongs_to_a_platform",
                condition=models.Q(meeting_platform="", meeting_pattern="")
                | models.Q(
                    meeting_platform__in=["teams", "zoom", "jitsi", "webex", "other"],
                    meeting_pattern__regex=ADDRESS,
                ),
            ),
        ),
        migrations.AddConstraint(
            "staff",
            models.CheckConstraint(
                name="meeting_link_is_a_web_address", condition=models.Q(meeting_link__regex=ADDRESS)
            ),
        ),
        migrations.AddConstraint(
            "staff",
            models.CheckConstraint(
                name="link_check_has_a_time",
                condition=models.Q(link_checked_at__isnull=False)
                | models.Q(link_checked_on="", link_trouble=[]),
            ),
        ),
    ]
