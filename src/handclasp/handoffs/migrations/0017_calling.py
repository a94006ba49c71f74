"""What a call took from its program when it began."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0016_last_rung")]
    operations = []
