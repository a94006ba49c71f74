-- Ten thousand open handoffs through every trigger: staff 1, 2 and 3 hold 200, 50 and 10 of them, others the rest.
SELECT set_config('handclasp.actor', 'system:bench', true), set_config('handclasp.label', 'bench', true),
       set_config('handclasp.now', now()::text, true);

INSERT INTO directory_organization (id, name, time_zone, phone, emergency_procedure, source_system, source_id)
VALUES (1, 'Bench Clinic', 'America/New_York', '', '', '', '');
INSERT INTO directory_site (id, organization_id, name, address, phone, time_zone, opens_at, closes_at, open_weekdays,
                            closed_on, source_system, source_id)
VALUES (1, 1, 'Bench House', '', '', '', '08:00', '17:00', '{1,2,3,4,5}', '{}', '', '');
INSERT INTO directory_staff (id, organization_id, site_id, room, prefix, given, family, credential, email, phone,
                             languages, is_active, source_system, source_id)
SELECT n, 1, 1, '', '', 'Given' || n, 'Family' || n, 'LPC', '', '', '{en}', true, '', ''
FROM generate_series(1, 400) n;
INSERT INTO directory_program (id, organization_id, site_id, name, is_part2, receives, supervisor_id,
                               first_visit_within_days, further_visits, further_within_days, source_system, source_id)
SELECT n, 1, 1, 'Program ' || n, false, true, 400, 30, 0, 0, '', '' FROM generate_series(1, 10) n;
INSERT INTO directory_membership (staff_id, program_id, role)
SELECT n, 1 + n % 10, 'clinician' FROM generate_series(1, 400) n;
INSERT INTO clients_client (id, organization_id, given, family, pronoun, languages, phone, email, reach_note,
                            voicemail_is_safe, is_deceased, is_active, source_system, source_id)
SELECT n, 1, 'Client' || n, 'Tamayo', (ARRAY['she', 'he', 'they'])[1 + n % 3], '{en}', '', '', '', false, false, true,
       '', '' FROM generate_series(1, :rows) n;

-- Who holds which: the busy three send every second of theirs and receive the others.
CREATE TEMP TABLE plan ON COMMIT DROP AS
SELECT n, CASE WHEN n <= 200 THEN 1 WHEN n <= 250 THEN 2 WHEN n <= 260 THEN 3 ELSE 4 + n % 396 END AS one,
       4 + (n * 7 + 1) % 396 AS other, now() - make_interval(days => 1 + n % 20) AS yes_at,
       (ARRAY['shared', 'promised', 'seeking', 'shared', 'shared'])[1 + n % 5] AS becomes
FROM generate_series(1, :rows) n;
ALTER TABLE plan ADD sender int, ADD receiver int;
UPDATE plan SET sender = CASE WHEN n % 2 = 0 OR becomes = 'seeking' THEN one ELSE other END,
                receiver = CASE WHEN n % 2 = 0 OR becomes = 'seeking' THEN other ELSE one END;
UPDATE plan SET receiver = 4 + sender % 396 WHERE receiver = sender;

INSERT INTO handoffs_handoff (id, organization_id, client_id, need_id, from_program_id, asked_by_id, state, urgency,
    answer, answered_at, language, setting, place, tier, drop_reason, engaged_late, close_reason, close_note,
    pause_reason, paused_for, version)
SELECT n, 1, n, (SELECT min(id) FROM directory_need), 1 + sender % 10, sender, 'seeking', 'routine', 'yes', yes_at,
       'en', 'in_person', '', '', '', false, '', '', '', '0', 1 FROM plan;
INSERT INTO handoffs_hand (handoff_id, side, staff_id, started_at, began_by)
SELECT n, 'sending', sender, yes_at, 'yes' FROM plan;
UPDATE handoffs_handoff h SET state = 'promised', tier = 'followup', drop_reason = 'nobody_free',
       to_program_id = 1 + p.receiver % 10 FROM plan p WHERE p.n = h.id AND p.becomes <> 'seeking';
INSERT INTO handoffs_promise (handoff_id, staff_id, channel, due_at, state, made_at)
SELECT n, receiver, 'call', now() + make_interval(hours => n % 60 - 6), 'open', yes_at FROM plan
WHERE becomes = 'promised';
UPDATE handoffs_handoff h SET state = 'shared', first_contact_at = p.yes_at + interval '1 hour',
       receiver_id = p.receiver FROM plan p WHERE p.n = h.id AND p.becomes = 'shared';
INSERT INTO handoffs_hand (handoff_id, side, staff_id, started_at, began_by)
SELECT n, 'receiving', receiver, yes_at + interval '1 hour', 'first_contact' FROM plan WHERE becomes = 'shared';
INSERT INTO handoffs_visit (handoff_id, staff_id, starts_at, ends_at, state, planned_at)
SELECT n, receiver, now() + make_interval(mins => n * 61), now() + make_interval(mins => n * 61 + 50), 'planned',
       yes_at + interval '2 hours' FROM plan WHERE becomes = 'shared' AND n % 3 > 0;
INSERT INTO handoffs_attempt (handoff_id, staff_id, channel, result, note, made_at)
SELECT n, receiver, 'call', 'no_answer', '', yes_at + interval '1 hour' FROM plan, generate_series(1, 2)
WHERE becomes <> 'seeking';
INSERT INTO handoffs_watch (handoff_id, kind, due_at, next_at, step, opened_at)
SELECT n, kind, due_at, due_at, 0, yes_at FROM plan CROSS JOIN LATERAL (SELECT
    CASE WHEN becomes = 'seeking' THEN 'find_next_hand' WHEN becomes = 'promised' THEN 'reach_client'
         WHEN n % 3 > 0 THEN 'record_visit' ELSE 'plan_visit' END AS kind,
    CASE WHEN becomes = 'promised' THEN now() + make_interval(hours => n % 60 - 6)
         WHEN becomes = 'shared' AND n % 3 > 0 THEN now() + make_interval(mins => n * 61 + 50)
         ELSE now() + make_interval(hours => n % 40 - 4) END AS due_at) due;
INSERT INTO handoffs_notice (staff_id, handoff_id, kind, told_at, step)
SELECT receiver, n, 'promised', yes_at, 0 FROM plan WHERE becomes = 'promised';
