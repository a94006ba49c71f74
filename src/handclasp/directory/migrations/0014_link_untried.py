"""What of a meeting link was not tried, apart from what did not work."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0013_listings")]
    operations = [
        migrations.AddField(
            "staff",
            "link_untried",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                default=list,
                db_default=[],
                help_text="what nobody has said yet",
                size=None,
            ),
        ),
    ]
