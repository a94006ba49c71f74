"""Never twice."""

from handclasp.handoffs.checks.rule import OPEN, Rule, count

RINGING = count("handoffs_ring", "state = 'ringing'")


def _at_most(most: int, what: str, row: str, column: str, where: str) -> str:
    return f"""
        SELECT format('{what}', {column}, count(*)) FROM {row}
         WHERE {where} GROUP BY {column} HAVING count(*) > {most}
    """


RULES = (
    Rule(
        "visits_never_overlap",
        "No two planned visits claim one person at one time, unless a supervisor overbooked on record.",
        count("handoffs_visit", "state = 'planned' AND overbooked_by_id IS NULL"),
        """
        SELECT format('visit %%s of staff %%s begins before an earlier one ends', id, staff_id)
          FROM (SELECT id, staff_id, starts_at, max(ends_at) OVER (
                       PARTITION BY staff_id ORDER BY starts_at, id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
                  FROM handoffs_visit WHERE state = 'planned' AND overbooked_by_id IS NULL) v
         WHERE starts_at < busy_until
        """,
    ),
    Rule(
        "call_is_accepted_by_one_receiver",
        "One call is accepted by one receiver.",
        count("handoffs_call"),
        _at_most(1, "call %%s was accepted %%s times", "handoffs_ring", "call_id", "state = 'accepted'"),
    ),
    Rule(
        "who_comes_has_accepted",
        "Whoever is on the way has accepted, and nobody else has.",
        count("handoffs_handoff", "state = 'coming'"),
        """
        SELECT format('handoff %%s: staff %%s is on the way without having accepted', h.id, h.receiver_id)
          FROM handoffs_handoff h
         WHERE h.state = 'coming' AND NOT EXISTS (
               SELECT FROM handoffs_ring r
                WHERE r.call_id = (SELECT max(id) FROM handoffs_call WHERE handoff_id = h.id)
                  AND r.staff_id = h.receiver_id AND r.state = 'accepted')
        """,
    ),
    Rule(
        "receiver_comes_to_one_client",
        "Nobody is on the way to two clients.",
        count("handoffs_handoff", "state = 'coming'"),
        _at_most(1, "staff %%s is on the way to %%s clients", "handoffs_handoff", "receiver_id",
                 "state = 'coming'"),
    ),
    Rule(
        "client_has_one_open_handoff_per_need_and_program",
        "A client has one open handoff for one need and receiving program.",
        count("handoffs_handoff", f"state IN {OPEN}"),
        f"""
        SELECT format('client %%s has %%s open handoffs for one need', client_id, count(*))
          FROM handoffs_handoff WHERE state IN {OPEN}
         GROUP BY client_id, need_id, coalesce(to_program_id, 0) HAVING count(*) > 1
        """,
    ),
    Rule(
        "handoff_has_one_open_call",
        "People are rung for a handoff by one call at a time, and only while a next hand is sought.",
        count("handoffs_call", "ended_at IS NULL"),
        """
        SELECT format('handoff %%s is %%s with %%s open calls', h.id, h.state, count(*))
          FROM handoffs_call c JOIN handoffs_handoff h ON h.id = c.handoff_id
         WHERE c.ended_at IS NULL GROUP BY h.id HAVING count(*) > 1 OR h.state <> 'seeking'
        """,
    ),
    Rule(
        "no_ring_outlives_its_call",
        "Nobody is rung for a call that has ended.",
        RINGING,
        """
        SELECT format('ring %%s goes on after call %%s ended', r.id, c.id)
          FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
         WHERE r.state = 'ringing' AND c.ended_at IS NOT NULL
        """,
    ),
    Rule(
        "nobody_is_rung_by_two_calls",
        "Nobody is rung twice at one time.",
        RINGING,
        _at_most(1, "staff %%s is rung %%s times at once", "handoffs_ring", "staff_id", "state = 'ringing'"),
    ),
    Rule(
        "three_are_rung_at_most",
        "At most three people are rung at once for one handoff.",
        RINGING,
        _at_most(3, "call %%s rings %%s people", "handoffs_ring", "call_id", "state = 'ringing'"),
    ),
    Rule(
        "a_watch_tells_a_person_once_a_step",
        "Nobody is told the same step of a watch twice.",
        count("handoffs_notice", "watch_id IS NOT NULL"),
        """
        SELECT format('watch %%s told staff %%s step %%s %%s times', watch_id, staff_id, step, count(*))
          FROM handoffs_notice WHERE watch_id IS NOT NULL
         GROUP BY watch_id, step, staff_id HAVING count(*) > 1
        """,
    ),
)  # fmt: skip
