"""Weekly blocks, their occurrences, and ways to be reached."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("availability", "0002_leaving"), ("directory", "0012_rights")]
    operations = []
