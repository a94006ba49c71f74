"""Sessions with a client, room tablets, pauses in a session and questions for the meantime."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("availability", "0003_blocks")]
    operations = []
