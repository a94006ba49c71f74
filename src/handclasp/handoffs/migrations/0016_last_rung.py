"""A program is chosen only with a last rung that can be reached."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0015_interruptions")]
    operations = []
