"""Weekly blocks, their occurrences, and ways to be reached."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0003_blocks.sql"


class Migration(migrations.Migration):
    dependencies = [("availability", "0002_leaving"), ("directory", "0012_rights")]
    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.TextField(help_text='FREQ=WEEKLY;BYDAY=MO,WE')),
                ('starts_on', models.DateField()),
                ('starts_at', models.TimeField()),
                ('minutes', models.IntegerField()),
                ('zone', models.TextField(help_text="IANA name; follows the person's site")),
                ('label', models.TextField(blank=True, default='')),
                ('last_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='directory.staff')),
            ],
        ),
        migrations.CreateModel(
            name='BlockException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_date', models.DateField()),
                ('moved_to', models.TimeField(blank=True, null=True)),
                ('minutes', models.IntegerField(blank=True, null=True)),
                ('block', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='availability.block')),
            ],
        ),
        migrations.CreateModel(
            name='BlockPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('reason', models.TextField(blank=True, default='')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='block_pauses', to='directory.staff')),
            ],
        ),
        migrations.CreateModel(
            name='Horizon',
            fields=[
                ('staff', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='directory.staff')),
                ('reaches_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['reaches_to'], name='horizon_that_is_near')],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on_date', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('block', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='availability.block')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='directory.staff')),
            ],
        ),
        migrations.CreateModel(
            name='ReachWay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('address', models.TextField()),
                ('is_on', models.BooleanField(default=True)),
                ('worked_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reach_ways', to='directory.staff')),
            ],
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (5, 720))), name='block_lasts_five_minutes_to_half_a_day'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(('rule__startswith', 'FREQ=WEEKLY')), name='block_comes_every_week_or_so'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('last_on__isnull', True)), models.Q(('ended_at__isnull', False), ('last_on__isnull', False)), _connector='OR'), name='block_with_a_last_day_was_ended'),
        ),
        migrations.AddConstraint(
            model_name='blockexception',
            constraint=models.UniqueConstraint(fields=('block', 'on_date'), name='block_is_otherwise_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='blockexception',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('minutes__isnull', True), ('moved_to__isnull', True)), models.Q(('minutes__isnull', False), ('minutes__range', (5, 720)), ('moved_to__isnull', False)), _connector='OR'), name='moved_block_says_how_long'),
        ),
        migrations.AddConstraint(
            model_name='blockpause',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='pause_of_blocks_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['staff', 'ends_at'], include=('starts_at',), name='occurrence_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(condition=models.Q(('reminded_at__isnull', True)), fields=['starts_at'], name='occurrence_begins'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(fields=('block', 'on_date'), name='block_comes_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='occurrence_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='reachway',
            constraint=models.UniqueConstraint(fields=('staff', 'kind', 'address'), name='way_is_kept_once'),
        ),
        migrations.AddConstraint(
            model_name='reachway',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['phone', 'text', 'email', 'pager'])), name='way_is_of_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='reachway',
            constraint=models.CheckConstraint(condition=models.Q(('address', ''), _negated=True), name='way_has_an_address'),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
