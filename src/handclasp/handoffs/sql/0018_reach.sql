-- Who can come is asked while a client waits. These are functions so that their plans are made once a connection: on a
-- large house, planning took longer than answering. They run as whoever asks, under the same row policies.
-- The rules are those of domain.ranking, which judges everybody again; a test compares the two over many clinics.

-- Few of many are present, and few of those who belong to a program see its clients.
CREATE INDEX presence_that_can_come ON availability_presence (staff_id) INCLUDE (status, until)
 WHERE status IN ('open', 'with_client');
CREATE INDEX membership_of_clinicians ON directory_membership (program_id) INCLUDE (staff_id)
 WHERE role = 'clinician';
-- Introductions that run: both who introduce stand before a client. One that nobody ended is over after an hour.
CREATE INDEX handoff_is_introduced_now ON handoffs_handoff (first_contact_at)
 WHERE state = 'shared' AND arrived_at IS NOT NULL AND introduction_ended_at IS NULL;
CREATE FUNCTION handoffs_introducing(hour_ago timestamptz, the_now timestamptz) RETURNS bigint[] LANGUAGE sql STABLE AS $$
    SELECT ARRAY(SELECT unnest(ARRAY[h.receiver_id, h.asked_by_id]) FROM handoffs_handoff h
                  WHERE h.state = 'shared' AND h.arrived_at IS NOT NULL AND h.introduction_ended_at IS NULL
                    AND h.first_contact_at > hour_ago AND h.first_contact_at <= the_now)
$$;

-- Who may be rung for a handoff, at least the best `wanted` of them. The order begins as that of domain.ranking, bucket
-- by bucket in the same sequence, and everybody who ties with the last one wanted is kept: whoever is left out comes after
-- all who are kept whatever the later buckets say, so the first of the domain's order are always among them.
CREATE FUNCTION handoffs_may_be_rung(
    the_handoff bigint, the_client bigint, the_need bigint, the_organization bigint, the_asker bigint, the_site bigint,
    the_zone text, the_language text, the_setting text, the_age text, has_pattern boolean, needs_name boolean,
    nearby int, farthest int, the_cap int,
    the_now timestamptz, hour_ago timestamptz, fresh timestamptz, only_these bigint[], without bigint[], wanted int
) RETURNS SETOF bigint LANGUAGE plpgsql STABLE SET join_collapse_limit = 1 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    near bigint[] := the_site || ARRAY(SELECT CASE WHEN w.first_id = the_site THEN w.second_id ELSE w.first_id END
                                         FROM directory_sitewalk w
                                        WHERE the_site IN (w.first_id, w.second_id) AND w.minutes <= nearby);
    far bigint[] := ARRAY(SELECT CASE WHEN w.first_id = the_site THEN w.second_id ELSE w.first_id END
                            FROM directory_sitewalk w
                           WHERE the_site IN (w.first_id, w.second_id) AND w.minutes <= farthest);
    known bigint[] := ARRAY(SELECT d.staff_id FROM handoffs_handoff h JOIN handoffs_hand d ON d.handoff_id = h.id
                             WHERE h.client_id = the_client);
    theirs bigint[] := ARRAY(SELECT h.to_program_id FROM handoffs_handoff h
                              WHERE h.client_id = the_client AND h.need_id = the_need AND h.to_program_id IS NOT NULL
                                AND handoffs_is_open(h.state) AND h.id <> the_handoff);
    busy bigint[] := ARRAY(SELECT r.staff_id FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
                            WHERE r.state = 'ringing' AND c.handoff_id <> the_handoff)
                  || ARRAY(SELECT h.receiver_id FROM handoffs_handoff h WHERE h.state = 'coming')
                  || handoffs_introducing(hour_ago, the_now);
BEGIN
    RETURN QUERY
    WITH able AS MATERIALIZED (
        SELECT DISTINCT ON (s.id) s.id, place.number AS place, x.id IS NOT NULL AS interrupts,
               NOT the_language = ANY (s.languages) AS foreign_to,
               NOT EXISTS (SELECT FROM directory_staff_needs n WHERE n.staff_id = s.id AND n.need_id = the_need) AS unfit,
               NOT (the_age = '' OR s.age_groups = '{}' OR s.age_groups @> ARRAY[the_age]) AS other_age,
               NOT s.id = ANY (known) AS unknown
          FROM directory_program_needs pn
          JOIN directory_program p ON p.id = pn.program_id AND p.organization_id = the_organization AND p.receives
                                  AND NOT p.is_part2 AND p.id <> ALL (without) AND p.id <> ALL (theirs)
          JOIN directory_site t ON t.id = p.site_id
          JOIN directory_membership m ON m.program_id = p.id AND m.role = 'clinician' AND m.staff_id <> the_asker
          JOIN availability_presence a ON a.staff_id = m.staff_id AND a.status IN ('open', 'with_client')
                                      AND (a.until IS NULL OR a.until > the_now)
          JOIN availability_openpage o ON o.staff_id = m.staff_id AND o.closed_at IS NULL AND o.seen_at > fresh
          JOIN directory_staff s ON s.id = m.staff_id AND s.is_active
          LEFT JOIN availability_session x ON x.staff_id = s.id AND x.ended_at IS NULL
                                        AND x.ends_at > the_now - interval '30 minutes'
         CROSS JOIN LATERAL (SELECT
               (the_now AT TIME ZONE coalesce(nullif(t.time_zone, ''), the_zone))::date AS today,
               coalesce(least(nullif(p.rings_an_hour, 0), nullif(the_cap, 0)), 0) AS most) AS said
         CROSS JOIN LATERAL (SELECT CASE
               WHEN the_setting = 'in_person' AND coalesce(s.site_id, p.site_id) = ANY (near) THEN 0
               WHEN the_setting <> 'phone' AND (s.meeting_link <> '' OR has_pattern AND (
                    NOT needs_name OR s.email ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(@|\Z)')) THEN 1
               WHEN the_setting = 'in_person' AND coalesce(s.site_id, p.site_id) = ANY (far) THEN 0
               WHEN the_setting = 'phone' OR s.phone <> '' OR EXISTS (
                    SELECT FROM availability_reachway y WHERE y.staff_id = s.id AND y.kind = 'phone' AND y.is_on)
               THEN 2 END AS number) AS place
         WHERE pn.need_id = the_need AND (only_these IS NULL OR m.staff_id = ANY (only_these))
           AND s.id <> ALL (busy) AND place.number IS NOT NULL
           AND (a.status = 'open' OR x.id IS NOT NULL)
           AND (x.id IS NULL OR (x.agreed IS TRUE AND x.withdrawn_at IS NULL AND s.may_be_interrupted
                AND NOT EXISTS (SELECT FROM availability_pause z WHERE z.session_id = x.id)
                -- Whoever was not called out for a day and a bit, and is nowhere kept to none, need not be counted.
                AND (s.interruptions_a_day > 0
                     AND NOT EXISTS (SELECT FROM availability_pause z
                                      WHERE z.staff_id = s.id AND z.began_at > the_now - interval '26 hours')
                     AND NOT EXISTS (SELECT FROM directory_membership v JOIN directory_program w ON w.id = v.program_id
                                      WHERE v.staff_id = s.id AND w.interruptions_a_day = 0)
                     OR availability_interrupted_on_day(s.id, the_now) < availability_interruptions_a_day(s.id))))
           AND (s.away_from <= said.today AND (s.away_until IS NULL OR s.away_until > said.today)) IS NOT TRUE
           AND NOT said.today = ANY (p.closed_on) AND NOT said.today = ANY (t.closed_on)
           AND (the_age = '' OR p.age_groups = '{}' OR p.age_groups @> ARRAY[the_age])
           AND (said.most = 0 OR said.most > (SELECT count(*) FROM handoffs_ring r
                WHERE r.staff_id = s.id AND r.rung_at > hour_ago AND r.rung_at <= the_now))
         ORDER BY s.id, place.number
    ), first_of_them AS MATERIALIZED (
        SELECT * FROM able ORDER BY place, interrupts, foreign_to, unfit, other_age, unknown
         FETCH FIRST (wanted) ROWS WITH TIES
    )
    SELECT f.id FROM first_of_them f
     ORDER BY place, interrupts, foreign_to, unfit, other_age, unknown, coalesce((
        -- Blocks of one person never overlap: what ends first begins first, so one row of many answers.
        SELECT b.starts_at > the_now FROM availability_published b WHERE b.staff_id = f.id AND b.ends_at > the_now
         ORDER BY b.ends_at LIMIT 1), true)
     FETCH FIRST (wanted) ROWS WITH TIES;
END $$;

-- Everything that the ranking wants to know of some people, once for each of their programs that serve the need.
CREATE FUNCTION handoffs_coming_facts(
    these bigint[], the_handoff bigint, the_client bigint, the_need bigint, the_organization bigint, the_site bigint,
    the_room bigint, the_zone text, the_language text, the_age text, has_pattern boolean, needs_name boolean,
    the_cap int,
    the_now timestamptz, hour_ago timestamptz, month_ago timestamptz, lately_from timestamptz
) RETURNS TABLE (
    staff_id bigint, program_id bigint, away boolean, closed boolean, other_age boolean, fits_age boolean, speaks boolean,
    names_need boolean, knows boolean, has boolean, ringing boolean, coming boolean, introducing boolean, cap int, this_hour bigint,
    site_id bigint, room text, floor smallint, said smallint, has_video boolean, has_phone boolean,
    block_until timestamptz, holding bigint, practised boolean, rung bigint, accepted bigint, last_rung timestamptz
) LANGUAGE plpgsql STABLE SET join_collapse_limit = 1 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    known bigint[] := ARRAY(SELECT d.staff_id FROM handoffs_handoff h JOIN handoffs_hand d ON d.handoff_id = h.id
                             WHERE h.client_id = the_client);
    theirs bigint[] := ARRAY(SELECT h.to_program_id FROM handoffs_handoff h
                              WHERE h.client_id = the_client AND h.need_id = the_need AND h.to_program_id IS NOT NULL
                                AND handoffs_is_open(h.state) AND h.id <> the_handoff);
    introduce bigint[] := handoffs_introducing(hour_ago, the_now);
BEGIN
    RETURN QUERY
    SELECT s.id, p.id,
           (s.away_from <= today.day AND (s.away_until IS NULL OR s.away_until > today.day)) IS TRUE,
           today.day = ANY (p.closed_on) OR today.day = ANY (t.closed_on),
           the_age <> '' AND p.age_groups <> '{}' AND NOT p.age_groups @> ARRAY[the_age],
           the_age = '' OR s.age_groups = '{}' OR s.age_groups @> ARRAY[the_age],
           the_language = ANY (s.languages),
           EXISTS (SELECT FROM directory_staff_needs n WHERE n.staff_id = s.id AND n.need_id = the_need),
           s.id = ANY (known), p.id = ANY (theirs),
           EXISTS (SELECT FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
                    WHERE r.staff_id = s.id AND r.state = 'ringing' AND c.handoff_id <> the_handoff),
           EXISTS (SELECT FROM handoffs_handoff h WHERE h.receiver_id = s.id AND h.state = 'coming'),
           s.id = ANY (introduce),
           coalesce(least(nullif(p.rings_an_hour, 0), nullif(the_cap, 0)), 0), lately.this_hour,
           here.site_id, s.room, place.floor,
           CASE WHEN here.site_id = the_site THEN (
                SELECT w.minutes FROM directory_roomwalk w
                 WHERE w.first_id = least(place.id, the_room) AND w.second_id = greatest(place.id, the_room))
           ELSE (SELECT w.minutes FROM directory_sitewalk w
                  WHERE w.first_id = least(here.site_id, the_site) AND w.second_id = greatest(here.site_id, the_site)) END,
           s.meeting_link <> '' OR has_pattern AND (
                NOT needs_name OR s.email ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(@|\Z)'),
           s.phone <> '' OR EXISTS (
                SELECT FROM availability_reachway y WHERE y.staff_id = s.id AND y.kind = 'phone' AND y.is_on),
           (SELECT CASE WHEN b.starts_at <= the_now THEN b.ends_at END FROM availability_published b
             WHERE b.staff_id = s.id AND b.ends_at > the_now ORDER BY b.ends_at LIMIT 1),
           (SELECT count(*) FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
             WHERE d.staff_id = s.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)),
           EXISTS (SELECT FROM handoffs_hand d
                    WHERE d.staff_id = s.id AND d.side = 'receiving' AND d.started_at > lately_from),
           lately.rung, lately.accepted, lately.last_at
      FROM unnest(these) AS one (id)
      JOIN directory_staff s ON s.id = one.id AND s.is_active
      JOIN directory_membership m ON m.staff_id = s.id AND m.role = 'clinician'
      JOIN directory_program p ON p.id = m.program_id AND p.organization_id = the_organization AND p.receives
                              AND NOT p.is_part2
      JOIN directory_program_needs pn ON pn.program_id = p.id AND pn.need_id = the_need
      JOIN directory_site t ON t.id = p.site_id
     CROSS JOIN LATERAL (SELECT
           (the_now AT TIME ZONE coalesce(nullif(t.time_zone, ''), the_zone))::date AS day) AS today
     CROSS JOIN LATERAL (SELECT coalesce(s.site_id, p.site_id) AS site_id) AS here
      LEFT JOIN directory_room place ON place.site_id = here.site_id AND lower(place.name) = lower(btrim(s.room))
                                    AND place.is_active
     CROSS JOIN LATERAL (
           SELECT count(*) AS rung, count(*) FILTER (WHERE r.state = 'accepted') AS accepted, max(r.rung_at) AS last_at,
                  count(*) FILTER (WHERE r.rung_at > hour_ago AND r.rung_at <= the_now) AS this_hour
             FROM handoffs_ring r WHERE r.staff_id = s.id AND r.rung_at > month_ago) AS lately;
END $$;
