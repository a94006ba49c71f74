"""Needs that an organization keeps, and versions of the words to say for each."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_places")]
    operations = []
