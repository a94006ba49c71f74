"""Sessions with a client, room tablets, pauses in a session and questions for the meantime."""

import datetime
from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "0004_sessions.sql"


class Migration(migrations.Migration):
    dependencies = [("availability", "0003_blocks")]
    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.TextField(blank=True, default='')),
                ('language', models.TextField(default='en')),
                ('started_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('told_at', models.DateTimeField(blank=True, help_text='when the client was asked about a pause', null=True)),
                ('agreed', models.BooleanField(blank=True, help_text='what the client said; null: not asked', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, help_text='when the client changed their mind', null=True)),
                ('client_said_no', models.BooleanField(default=False, help_text='on the tablet, by their own hand: it stands')),
                ('given_back', models.DurationField(default=datetime.timedelta(0))),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.site')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='directory.staff')),
            ],
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('back_by', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.TextField(blank=True, default='', help_text='clinician, client, sender, session')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='directory.staff')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='availability.session')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.TextField()),
                ('text', models.TextField()),
                ('position', models.SmallIntegerField(default=0)),
                ('is_on', models.BooleanField(default=True)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='directory.staff')),
            ],
            options={
                'indexes': [models.Index(fields=['staff', 'language', 'position'], name='question_by_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['en', 'es'])), name='question_language_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='question_asks_something')],
            },
        ),
        migrations.CreateModel(
            name='RoomTablet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.TextField()),
                ('code_hash', models.TextField(blank=True, help_text='of a code that waits to be typed', null=True)),
                ('code_until', models.DateTimeField(blank=True, null=True)),
                ('token_hash', models.TextField(blank=True, null=True)),
                ('paired_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, help_text='when its page asked last, wall time', null=True)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_tablets', to='directory.organization')),
                ('paired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='directory.staff')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='room_tablets', to='directory.site')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('token_hash',), name='tablet_token_opens_one_room'), models.UniqueConstraint(fields=('code_hash',), name='tablet_code_is_used_for_one_room'), models.CheckConstraint(condition=models.Q(models.Q(('token_hash__isnull', True), ('token_hash__regex', '^[0-9a-f]{64}$'), _connector='OR'), models.Q(('code_hash__isnull', True), ('code_hash__regex', '^[0-9a-f]{64}$'), _connector='OR')), name='tablet_keeps_hashes_only'), models.CheckConstraint(condition=models.Q(models.Q(('code_hash__isnull', True), ('paired_at__isnull', False), ('token_hash__isnull', False)), models.Q(('paired_at__isnull', True), ('token_hash__isnull', True)), _connector='OR'), name='tablet_is_paired_or_waits_for_its_code'), models.CheckConstraint(condition=models.Q(('room', ''), _negated=True), name='tablet_stands_in_a_room')],
            },
        ),
        migrations.CreateModel(
            name='ShownNote',
            fields=[
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='shown_note', serialize=False, to='availability.session')),
                ('body', models.TextField()),
                ('shown_at', models.DateTimeField()),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.staff')),
            ],
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['staff', '-started_at'], name='session_by_staff'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('staff',), name='person_is_in_one_session_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint('site', django.db.models.functions.text.Lower('room'), condition=models.Q(('ended_at__isnull', True), models.Q(('room', ''), _negated=True)), name='room_holds_one_session'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('started_at')), models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('started_at')), _connector='OR')), name='session_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('told_at__isnull', True), ('withdrawn_at__isnull', True)), models.Q(('agreed__isnull', False), ('told_at__isnull', False), ('withdrawn_at__isnull', True)), models.Q(('agreed', True), ('agreed__isnull', False), ('told_at__isnull', False)), _connector='OR'), name='session_answer_comes_with_its_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('client_said_no', False), ('agreed', False), ('withdrawn_at__isnull', False), _connector='OR'), name='clients_own_no_stands'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['en', 'es'])), name='session_language_is_known'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('given_back__gte', datetime.timedelta(0))), name='session_gives_time_back_only'),
        ),
        migrations.AddIndex(
            model_name='pause',
            index=models.Index(fields=['staff', '-began_at'], name='pause_by_staff'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(fields=('session',), name='session_is_interrupted_once'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(('back_by__gt', models.F('began_at')), ('back_by__lte', django.db.models.expressions.CombinedExpression(models.F('began_at'), '+', models.Value(datetime.timedelta(seconds=600))))), name='pause_lasts_ten_minutes_at_most'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by', '')), models.Q(('ended_at__gte', models.F('began_at')), ('ended_by__in', ['clinician', 'client', 'sender', 'session'])), _connector='OR'), name='pause_says_who_ended_it'),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
