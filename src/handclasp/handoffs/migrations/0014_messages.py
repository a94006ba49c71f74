"""What staff say to each other about a handoff."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0013_meetings")]
    operations = []
