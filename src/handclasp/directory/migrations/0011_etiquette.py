"""Who may be interrupted, and how often."""

from django.db import migrations, models

FEW = {"interruptions_a_day__range": (0, 10)}


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_calling")]
    operations = [
        migrations.AddField(
            "program",
            "interruptions_a_day",
            models.SmallIntegerField(db_default=3, default=3, help_text="of one person's sessions, at most"),
        ),
        migrations.AddField(
            "staff", "interruptions_a_day", models.SmallIntegerField(db_default=2, default=2)
        ),
        migrations.AddField(
            "staff",
            "may_be_interrupted",
            models.BooleanField(
                db_default=False, default=False, help_text="in a session whose client agreed"
            ),
        ),
        migrations.AddConstraint(
            "program",
            models.CheckConstraint(condition=models.Q(**FEW), name="program_interruptions_a_day_are_few"),
        ),
        migrations.AddConstraint(
            "staff",
            models.CheckConstraint(condition=models.Q(**FEW), name="staff_interruptions_a_day_are_few"),
        ),
    ]
