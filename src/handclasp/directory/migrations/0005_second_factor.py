"""The roles that need a second factor, until an administrator of the organization says otherwise."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0004_invitations")]
    operations = [
        migrations.AddField(
            model_name="organization",
            name="second_factor_roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_default=["supervisor", "quality_director", "privacy_officer", "admin"],
                size=None,
            ),
        )
    ]
