"""The statements behind who can come; the large ones are functions of the database (`handoffs/sql/0018_reach.sql`)."""

from typing import Final

MAY_BE_RUNG: Final = """
SELECT * FROM handoffs_may_be_rung(
    %(handoff)s, %(client)s, %(need)s, %(organization)s, %(asked_by)s, %(site)s, %(zone)s, %(language)s, %(setting)s,
    %(age)s, %(has_pattern)s, %(needs_name)s, %(nearby)s, %(farthest)s, %(cap)s, %(now)s, %(hour_ago)s, %(fresh)s,
    %(only)s::bigint[], %(without)s::bigint[], %(wanted)s)
"""

FACTS: Final = """
SELECT * FROM handoffs_coming_facts(
    %(staff)s::bigint[], %(handoff)s, %(client)s, %(need)s, %(organization)s, %(site)s, %(room)s, %(zone)s,
    %(language)s, %(age)s, %(has_pattern)s, %(needs_name)s, %(cap)s, %(now)s, %(hour_ago)s, %(month_ago)s,
    %(practised_since)s)
"""

# Read anew: a page's handoff is without what its reader does not see, and the order must not depend on that.
WHERE_AND_WHOM: Final = """
SELECT h.place, c.birth_date, r.id, r.floor
  FROM handoffs_handoff h
  JOIN clients_client c ON c.id = h.client_id
  LEFT JOIN directory_room r ON r.site_id = %(site)s AND lower(r.name) = lower(btrim(h.place)) AND r.is_active
 WHERE h.id = %(handoff)s
"""

# Those for which directory_last_rung finds nobody, asked once for all of them.
WITHOUT_LAST_RUNG: Final = """
SELECT id FROM unnest(%(programs)s::bigint[]) AS p (id)
 WHERE id NOT IN (SELECT program_id FROM directory_rungs(%(programs)s::bigint[], %(now)s) WHERE problem = '')
"""

# Everybody who serves the need, one page of them: nearest building first, then whoever is nearest to being open.
SERVING: Final = """
SELECT s.id
  FROM directory_program p
  JOIN directory_program_needs pn ON pn.program_id = p.id AND pn.need_id = %(need)s
  JOIN directory_membership m ON m.program_id = p.id AND m.role = 'clinician' AND m.staff_id <> %(asked_by)s
  JOIN directory_staff s ON s.id = m.staff_id AND s.is_active
  LEFT JOIN availability_presence a ON a.staff_id = s.id AND (a.until IS NULL OR a.until > %(now)s)
 WHERE p.organization_id = %(organization)s AND p.receives AND NOT p.is_part2
 GROUP BY s.id, a.staff_id
 ORDER BY bool_or(coalesce(s.site_id, p.site_id) = %(site)s) DESC,
          array_position(ARRAY['open', 'with_client', 'not_now'], a.status) NULLS LAST, s.family, s.given, s.id
 LIMIT %(limit)s OFFSET %(offset)s
"""
