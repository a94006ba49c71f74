-- Blocks numbered :first to :last, the people of organization :o in turn, each once a week; five weeks are written ahead.
INSERT INTO availability_block (id, staff_id, rule, starts_on, starts_at, minutes, zone, label, made_at)
SELECT n, :o * 1000000 + 1 + n % :staff, 'FREQ=WEEKLY;BYDAY=' || (ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])[1 + n % 7],
       current_date, make_time(n / 100000 * 2, 0, 0), 90, 'America/New_York', '', now()
  FROM generate_series(:first, :last) n;
INSERT INTO availability_occurrence (block_id, staff_id, on_date, starts_at, ends_at)
SELECT n, :o * 1000000 + 1 + n % :staff, current_date + 7 * week + n % 7,
       current_date + 7 * week + n % 7 + make_interval(hours => n / 100000 * 2),
       current_date + 7 * week + n % 7 + make_interval(hours => n / 100000 * 2, mins => 90)
  FROM generate_series(:first, :last) n, generate_series(0, 4) week;
