"""Rooms, walking times, levels of care, the last rung, and how staff present themselves."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_row_rights")]
    operations = []
