"""Where people meet who are not in one room."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0012_offers"), ("availability", "0004_sessions")]
    operations = []
