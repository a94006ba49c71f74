from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("platform", "0003_audit_rules")]
    operations = [
        migrations.CreateModel(
            name="AuditLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organization_id", models.BigIntegerField()),
                ("rule", models.TextField(help_text="a rule of domain.unusual")),
                ("about", models.TextField(help_text="who, which client by number, and the day")),
                ("note", models.TextField()),
                ("actor", models.TextField()),
                ("label", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "rule", "about"), name="unusual_is_looked_at_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="look_says_what_was_found"
                    ),
                ],
            },
        ),
    ]
