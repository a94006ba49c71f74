"""How a program rings: waves, ring time, wait and caps."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0009_meeting_links")]
    operations = []
