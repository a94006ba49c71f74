"""Where an organization and its people meet by video."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directory", "0008_need_words")]
    operations = []
