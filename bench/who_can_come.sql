-- One organization of :staff people at :staff / 400 sites. Rules by trigger are off while it is filled: nothing here is
-- read by them later, and a hundred thousand handoffs through every trigger would take hours.
-- :o is the organization and tells its rows from those of the other one; ids begin at :o * 1,000,000.
INSERT INTO directory_organization (id, name, time_zone, phone, emergency_procedure, meeting_platform, meeting_pattern,
                                    source_system, source_id)
VALUES (:o, 'House ' || :o, 'America/New_York', '', '', 'jitsi', 'https://meet.example.org/{room}', '', '');
INSERT INTO directory_site (id, organization_id, name, address, phone, time_zone, opens_at, closes_at, open_weekdays,
                            closed_on, source_system, source_id)
SELECT :o * 1000000 + n, :o, 'Site ' || n, '', '', '', '08:00', '17:00', '{1,2,3,4,5}', '{}', '', ''
  FROM generate_series(1, :staff / 400) n;
INSERT INTO directory_sitewalk (first_id, second_id, minutes)
SELECT :o * 1000000 + n, :o * 1000000 + n + 1, 5 + n % 12 FROM generate_series(1, :staff / 400 - 1, 2) n;
INSERT INTO directory_room (site_id, name, floor, kind, is_active)
SELECT :o * 1000000 + s, 'Room ' || r, r / 10, 'exam', true
  FROM generate_series(1, :staff / 400) s, generate_series(1, 40) r;
INSERT INTO directory_staff (id, organization_id, site_id, room, prefix, given, family, credential, email, phone,
                             languages, age_groups, may_be_interrupted, is_active, source_system, source_id)
SELECT :o * 1000000 + n, :o, :o * 1000000 + 1 + n % (:staff / 400), 'Room ' || 1 + n / 7 % 45, '', 'Given' || n,
       'Family' || n % 5000, 'LPC', '', CASE WHEN n % 3 = 0 THEN '+15415550148' ELSE '' END,
       CASE WHEN abs(hashint8(n * 64 + 5)) % 6 = 0 THEN '{en,es}'::text[] ELSE '{en}' END,
       CASE WHEN n % 9 = 0 THEN '{child,teen}'::text[] ELSE '{}' END, n % 2 = 0, true, '', ''
  FROM generate_series(1, :staff) n;
INSERT INTO directory_program (id, organization_id, site_id, name, is_part2, receives, supervisor_id, duty_id,
                               first_visit_within_days, further_visits, further_within_days, source_system, source_id)
SELECT :o * 1000000 + n, :o, :o * 1000000 + 1 + n % (:staff / 400), 'Program ' || n, false, true,
       :o * 1000000 + 3 * (1 + n % 1000), :o * 1000000 + 3 * (1 + n % 700), 30, 0, 0, '', ''
  FROM generate_series(1, :staff / 100) n;
INSERT INTO directory_program_needs (program_id, need_id)
SELECT :o * 1000000 + n, need.id FROM generate_series(1, :staff / 100) n,
       (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM directory_need) need
 WHERE need.place IN ((n / 7) % 10, (n / 7 + 3) % 10);
INSERT INTO directory_membership (staff_id, program_id, role)
SELECT :o * 1000000 + n, :o * 1000000 + 1 + (n % (:staff / 400) + (n / (:staff / 400) % 4) * (:staff / 400)) % (:staff / 100),
       CASE WHEN abs(hashint8(n * 64 + 1)) % 100 < 15 THEN 'clinician' ELSE 'front_desk' END
  FROM generate_series(1, :staff) n;
INSERT INTO directory_staff_needs (staff_id, need_id)
SELECT :o * 1000000 + n, need.id FROM generate_series(1, :staff) n,
       (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM directory_need) need
 WHERE abs(hashint8(n * 64 + 1)) % 100 < 15
   AND need.place IN (abs(hashint8(n)) % 10, abs(hashint8(n * 64 + 2)) % 10, abs(hashint8(n * 64 + 3)) % 10);
INSERT INTO availability_presence (staff_id, status, until, declared_at)
SELECT :o * 1000000 + n, CASE WHEN abs(hashint8(n * 64 + 4)) % 100 < 10 THEN 'open' WHEN abs(hashint8(n * 64 + 4)) % 100 < 16 THEN 'with_client'
                              WHEN abs(hashint8(n * 64 + 4)) % 100 < 25 THEN 'not_now' ELSE 'off' END,
       CASE WHEN abs(hashint8(n * 64 + 4)) % 100 < 25 THEN now() + interval '6 hours' END, now() - interval '1 hour'
  FROM generate_series(1, :staff) n;
INSERT INTO availability_openpage (staff_id, seen_at, closed_at)
SELECT :o * 1000000 + n, CASE WHEN abs(hashint8(n * 64 + 4)) % 100 < 20 THEN now() + interval '1 day' ELSE now() - interval '9 hours' END,
       NULL FROM generate_series(1, :staff) n;
INSERT INTO availability_session (staff_id, room, language, started_at, ends_at, told_at, agreed, client_said_no,
                                  given_back)
SELECT :o * 1000000 + n, '', 'en', now() - interval '20 minutes', now() + interval '6 hours',
       now() - interval '20 minutes', n % 3 > 0, n % 9 = 0, '0' FROM generate_series(1, :staff) n
 WHERE abs(hashint8(n * 64 + 4)) % 100 BETWEEN 10 AND 15;
INSERT INTO clients_client (id, organization_id, given, family, pronoun, languages, phone, email, reach_note,
                            voicemail_is_safe, is_deceased, is_active, source_system, source_id, birth_date)
SELECT :o * 1000000 + n, :o, 'Client' || n, 'Tamayo', 'she', '{en}', '', '', '', false, false, true, '', '',
       '1990-01-01'::date - n % 9000
  FROM generate_series(1, :staff / 2) n;
INSERT INTO handoffs_handoff (id, organization_id, client_id, need_id, from_program_id, to_program_id, asked_by_id,
    receiver_id, state, urgency, answer, answered_at, language, setting, place, tier, drop_reason, engaged_late,
    close_reason, close_note, pause_reason, paused_for, version, words_tone,
    first_contact_at)
SELECT :o * 1000000 + n, :o, :o * 1000000 + n, need.id, :o * 1000000 + 1 + n % (:staff / 100),
       CASE WHEN n > 400 THEN :o * 1000000 + 1 + n * 13 % (:staff / 100) END, :o * 1000000 + n,
       CASE WHEN n > 400 THEN came.ids[1 + n % cardinality(came.ids)] END,
       CASE WHEN n > 400 THEN 'shared' ELSE 'seeking' END, 'routine', 'yes',
       now() - make_interval(mins => n % 43000), CASE WHEN n % 5 = 0 THEN 'es' ELSE 'en' END, 'in_person',
       'Room ' || 1 + n % 40, '', '', false, '', '', '', '0', 1, '', CASE WHEN n > 400 THEN now() - make_interval(mins => n % 43000) END
  FROM generate_series(1, :staff / 2) n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM directory_need) need ON need.place = n % 10,
       (SELECT array_agg(staff_id) AS ids FROM directory_membership
         WHERE role = 'clinician' AND staff_id / 1000000 = :o) came;
INSERT INTO handoffs_hand (organization_id, handoff_id, side, staff_id, started_at, began_by)
SELECT :o, id, 'sending', asked_by_id, answered_at, 'yes' FROM handoffs_handoff WHERE organization_id = :o;
INSERT INTO handoffs_hand (organization_id, handoff_id, side, staff_id, started_at, began_by)
SELECT :o, id, 'receiving', receiver_id, answered_at, 'first_contact' FROM handoffs_handoff
 WHERE organization_id = :o AND receiver_id IS NOT NULL;
INSERT INTO handoffs_call (organization_id, id, handoff_id, started_at, asked_since, waits_until, wave, ended_at, outcome)
SELECT :o, id, id, answered_at, answered_at, answered_at + interval '5 minutes', 1, answered_at + interval '1 minute',
       'accepted' FROM handoffs_handoff WHERE organization_id = :o AND receiver_id IS NOT NULL;
INSERT INTO handoffs_ring (organization_id, call_id, staff_id, program_id, wave, slot, state, rung_at, expires_at, reason)
SELECT :o, h.id, CASE WHEN slot = 1 THEN h.receiver_id ELSE came.ids[1 + (h.id * 3 + slot * 17) % cardinality(came.ids)] END,
       h.to_program_id, slot, slot, CASE WHEN slot = 1 THEN 'accepted' ELSE 'declined' END, h.answered_at,
       h.answered_at + interval '1 minute', ''
  FROM handoffs_handoff h, generate_series(1, 3) slot,
       (SELECT array_agg(staff_id) AS ids FROM directory_membership
         WHERE role = 'clinician' AND staff_id / 1000000 = :o) came
 WHERE organization_id = :o AND receiver_id IS NOT NULL;
