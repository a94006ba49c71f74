"""Rings into a session."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("handoffs", "0014_messages")]
    operations = []
