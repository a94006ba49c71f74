"""Who may be interrupted, and how often."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_calling")]
    operations = []
