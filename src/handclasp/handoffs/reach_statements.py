"""The statements behind who can come, written out: they run while a ring waits for them.

`MAY_BE_RUNG` narrows; `FACTS` knows everything about a few. The first orders by the same leading buckets as
`domain.ranking`, in the same sequence, and keeps everybody who ties with the last one wanted: whoever is left out comes
after all who are kept whatever the later buckets say, so the first of the domain's order are always among them.
"""

from typing import Final

# Programs that help with the need. Whoever asked is left out, and no Part 2 program can be chosen yet.
SERVES: Final = """
  JOIN directory_program p ON p.organization_id = %(organization)s AND p.receives AND NOT p.is_part2
  JOIN directory_program_needs pn ON pn.program_id = p.id AND pn.need_id = %(need)s
"""
MEMBERS: Final = """
  JOIN directory_membership m ON m.program_id = p.id AND m.role = 'clinician' AND m.staff_id <> %(asked_by)s
  JOIN directory_staff s ON s.id = m.staff_id AND s.is_active
"""
DAY: Final = "(%(now)s::timestamptz AT TIME ZONE coalesce(nullif(t.time_zone, ''), %(zone)s))::date"
CLOSED: Final = f"(p.closed_on || t.closed_on) @> ARRAY[{DAY}]"
AWAY: Final = f"(s.away_from <= {DAY} AND (s.away_until IS NULL OR s.away_until > {DAY})) IS TRUE"
OTHER_AGE: Final = "(%(age)s <> '' AND p.age_groups <> '{}' AND NOT p.age_groups @> ARRAY[%(age)s])"
FITS_AGE: Final = "(%(age)s = '' OR s.age_groups = '{}' OR s.age_groups @> ARRAY[%(age)s])"
SPEAKS: Final = "%(language)s = ANY (s.languages)"
NAMES_NEED: Final = (
    "EXISTS (SELECT FROM directory_staff_needs n WHERE n.staff_id = s.id AND n.need_id = %(need)s)"
)
KNOWS: Final = """s.id = ANY (ARRAY(SELECT d.staff_id FROM handoffs_hand d
    JOIN handoffs_handoff h ON h.id = d.handoff_id WHERE h.client_id = %(client)s))"""
HAS: Final = """p.id = ANY (ARRAY(SELECT h.to_program_id FROM handoffs_handoff h
    WHERE h.client_id = %(client)s AND h.need_id = %(need)s AND h.to_program_id IS NOT NULL
      AND handoffs_is_open(h.state) AND h.id <> %(handoff)s))"""
RINGING: Final = """EXISTS (SELECT FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
    WHERE r.staff_id = s.id AND r.state = 'ringing' AND c.handoff_id <> %(handoff)s)"""
COMING: Final = "EXISTS (SELECT FROM handoffs_handoff h WHERE h.receiver_id = s.id AND h.state = 'coming')"
# How often in the last hour, and how often at most: the stricter of the calling and the person's own program.
CAP: Final = "coalesce(least(nullif(p.rings_an_hour, 0), nullif(%(cap)s::int, 0)), 0)"
THIS_HOUR: Final = """(SELECT count(*) FROM handoffs_ring r
    WHERE r.staff_id = s.id AND r.rung_at > %(hour_ago)s AND r.rung_at <= %(now)s)"""
# The same as the rule of the database (ring_interrupts_only_with_leave), asked before anybody is rung.
INTERRUPTIBLE: Final = """(x.agreed IS TRUE AND x.withdrawn_at IS NULL AND s.may_be_interrupted
    AND NOT EXISTS (SELECT FROM availability_pause z WHERE z.session_id = x.id)
    AND availability_interrupted_on_day(s.id, %(now)s) < availability_interruptions_a_day(s.id))"""
SESSION: Final = """
  LEFT JOIN availability_session x ON x.staff_id = s.id AND x.ended_at IS NULL AND x.ends_at > %(now)s
"""
HERE: Final = "coalesce(s.site_id, p.site_id)"
SITE_WALK: Final = f"""(SELECT w.minutes FROM directory_sitewalk w
    WHERE w.first_id = least({HERE}, %(site)s) AND w.second_id = greatest({HERE}, %(site)s))"""  # noqa: S608 (made of constants)
HAS_VIDEO: Final = "(%(pattern)s <> '' OR s.meeting_link <> '')"
HAS_PHONE: Final = """(s.phone <> '' OR EXISTS (SELECT FROM availability_reachway y
    WHERE y.staff_id = s.id AND y.kind = 'phone' AND y.is_on))"""
PLACE: Final = f"""CASE
    WHEN %(setting)s = 'in_person' AND ({HERE} = %(site)s OR {SITE_WALK} <= %(farthest)s) THEN 0
    WHEN %(setting)s <> 'phone' AND {HAS_VIDEO} THEN 1
    WHEN %(setting)s = 'phone' OR {HAS_PHONE} THEN 2 END"""

MAY_BE_RUNG: Final = f"""
SELECT staff_id FROM (
    SELECT DISTINCT ON (s.id) s.id AS staff_id, {PLACE} AS place, x.id IS NOT NULL AS interrupts,
           {SPEAKS} AS speaks, {NAMES_NEED} AS names_need, {FITS_AGE} AS fits_age, {KNOWS} AS knows
      FROM availability_presence a {SERVES} JOIN directory_site t ON t.id = p.site_id {MEMBERS}
      JOIN availability_openpage o ON o.staff_id = s.id AND o.closed_at IS NULL AND o.seen_at > %(fresh)s {SESSION}
     WHERE a.staff_id = s.id AND a.status IN ('open', 'with_client') AND (a.until IS NULL OR a.until > %(now)s)
       AND (a.status = 'open' OR x.id IS NOT NULL) AND (x.id IS NULL OR {INTERRUPTIBLE})
       AND (%(only)s::bigint[] IS NULL OR s.id = ANY (%(only)s)) AND p.id <> ALL (%(without)s::bigint[])
       AND NOT {AWAY} AND NOT {CLOSED} AND NOT {OTHER_AGE} AND NOT {HAS} AND NOT {RINGING} AND NOT {COMING}
       AND ({CAP} = 0 OR {THIS_HOUR} < {CAP})
     ORDER BY s.id, place
) able WHERE place IS NOT NULL
ORDER BY place, interrupts, NOT speaks, NOT names_need, NOT fits_age, NOT knows
FETCH FIRST %(wanted)s ROWS WITH TIES
"""  # noqa: S608 (made of constants)

FACTS: Final = f"""
SELECT s.id, p.id, {AWAY}, {CLOSED}, {OTHER_AGE}, {FITS_AGE}, {SPEAKS}, {NAMES_NEED}, {KNOWS}, {HAS}, {RINGING},
       {COMING}, {CAP}, {THIS_HOUR}, {HERE} AS site, s.room, room.floor,
       CASE WHEN {HERE} = %(site)s THEN rw.minutes ELSE {SITE_WALK} END AS said, {HAS_VIDEO}, {HAS_PHONE},
       (SELECT b.ends_at FROM availability_published b
         WHERE b.staff_id = s.id AND b.ends_at > %(now)s AND b.starts_at <= %(now)s LIMIT 1) AS block_until,
       (SELECT count(*) FROM handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id
         WHERE d.staff_id = s.id AND d.ended_at IS NULL AND handoffs_is_open(h.state)) AS holding,
       EXISTS (SELECT FROM handoffs_hand d
                WHERE d.staff_id = s.id AND d.side = 'receiving' AND d.started_at > %(practised_since)s) AS practised,
       lately.rung, lately.accepted, lately.last_at
  FROM unnest(%(staff)s::bigint[]) AS wanted (id)
  JOIN directory_staff s ON s.id = wanted.id
  JOIN directory_membership m ON m.staff_id = s.id AND m.role = 'clinician' {SERVES}
  JOIN directory_site t ON t.id = p.site_id
  LEFT JOIN directory_room room ON room.site_id = {HERE} AND lower(room.name) = lower(btrim(s.room)) AND room.is_active
  LEFT JOIN directory_roomwalk rw ON rw.first_id = least(room.id, %(room)s)
                                 AND rw.second_id = greatest(room.id, %(room)s),
       LATERAL (SELECT count(*) AS rung, count(*) FILTER (WHERE r.state = 'accepted') AS accepted,
                       max(r.rung_at) AS last_at
                  FROM handoffs_ring r WHERE r.staff_id = s.id AND r.rung_at > %(month_ago)s) AS lately
 WHERE m.program_id = p.id
"""  # noqa: S608 (made of constants)

# Read anew: a page's handoff is without what its reader does not see, and the order must not depend on that.
WHERE_AND_WHOM: Final = """
SELECT h.place, c.birth_date, r.id, r.floor
  FROM handoffs_handoff h
  JOIN clients_client c ON c.id = h.client_id
  LEFT JOIN directory_room r ON r.site_id = %(site)s AND lower(r.name) = lower(btrim(h.place)) AND r.is_active
 WHERE h.id = %(handoff)s
"""

WITHOUT_LAST_RUNG: Final = """
SELECT id FROM unnest(%(programs)s::bigint[]) AS p (id) WHERE directory_last_rung(p.id, %(now)s) IS NULL
"""

# Everybody who serves the need, one page of them: nearest building first, then whoever is nearest to being open.
SERVING: Final = f"""
SELECT s.id FROM directory_site t
  JOIN directory_program p ON p.site_id = t.id AND p.organization_id = %(organization)s AND p.receives
                          AND NOT p.is_part2
  JOIN directory_program_needs pn ON pn.program_id = p.id AND pn.need_id = %(need)s {MEMBERS}
  LEFT JOIN availability_presence a ON a.staff_id = s.id AND (a.until IS NULL OR a.until > %(now)s)
 WHERE s.id <> ALL (%(but)s::bigint[])
 GROUP BY s.id, a.staff_id
 ORDER BY bool_or({HERE} = %(site)s) DESC,
          array_position(ARRAY['open', 'with_client', 'not_now'], a.status) NULLS LAST, s.family, s.given, s.id
 LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 (made of constants)
