"""Never between hands."""

from handclasp.handoffs.checks.rule import OPEN, Rule, count

HANDS_OF_EACH = """
    SELECT h.id, h.state,
           count(d.id) FILTER (WHERE d.side = 'sending' AND d.ended_at IS NULL) AS sending,
           count(d.id) FILTER (WHERE d.side = 'receiving' AND d.ended_at IS NULL) AS receiving
      FROM handoffs_handoff h LEFT JOIN handoffs_hand d ON d.handoff_id = h.id GROUP BY h.id
"""

RULES = (
    Rule(
        "sending_side_is_held",
        "Every open handoff has exactly one person on the sending side; an ended one has none.",
        count("handoffs_handoff"),
        f"""
        SELECT format('handoff %%s is %%s with %%s sending hands', id, state, sending)
          FROM ({HANDS_OF_EACH}) each WHERE sending <> CASE WHEN state IN {OPEN} THEN 1 ELSE 0 END
        """,
    ),
    Rule(
        "receiving_side_is_held_from_first_contact",
        "The receiving side has exactly one person while both hold and after engagement, and nobody else.",
        count("handoffs_handoff"),
        f"""
        SELECT format('handoff %%s is %%s with %%s receiving hands', id, state, receiving)
          FROM ({HANDS_OF_EACH}) each
         WHERE receiving <> CASE WHEN state IN ('shared', 'engaged') THEN 1 ELSE 0 END
        """,
    ),
    Rule(
        "sending_side_has_no_hole",
        "From the client's yes until the end, the sending side was held at every instant.",
        count("handoffs_handoff", "answer = 'yes'"),
        f"""
        SELECT format('handoff %%s was not held all the time since the yes', h.id)
          FROM handoffs_handoff h
          LEFT JOIN (SELECT handoff_id, range_agg(tstzrange(started_at, ended_at)) AS held FROM handoffs_hand
                      WHERE side = 'sending' GROUP BY handoff_id) d ON d.handoff_id = h.id
         WHERE h.answer = 'yes'
           AND (d.held IS NULL OR lower(d.held) <> h.answered_at
                OR (SELECT count(*) FROM unnest(d.held)) <> 1
                OR (h.state IN {OPEN} AND NOT upper_inf(d.held))
                OR upper(d.held) < coalesce(h.engaged_at, h.closed_at))
        """,
    ),
    Rule(
        "receiving_side_starts_at_first_contact",
        "The receiving side is held from the first contact on, not before and not later.",
        count("handoffs_handoff", "first_contact_at IS NOT NULL"),
        """
        SELECT format('handoff %%s: the receiving side does not start at first contact', h.id)
          FROM handoffs_handoff h
          LEFT JOIN (SELECT handoff_id, min(started_at) AS began FROM handoffs_hand
                      WHERE side = 'receiving' GROUP BY handoff_id) d ON d.handoff_id = h.id
         WHERE h.first_contact_at IS DISTINCT FROM d.began
        """,
    ),
    Rule(
        "receiver_on_record_is_who_holds",
        "The receiver that the pages name is the one who holds the receiving side.",
        count("handoffs_handoff", "state IN ('shared', 'engaged')"),
        """
        SELECT format('handoff %%s names staff %%s and staff %%s holds', h.id, h.receiver_id, d.staff_id)
          FROM handoffs_handoff h
          JOIN handoffs_hand d ON d.handoff_id = h.id AND d.side = 'receiving' AND d.ended_at IS NULL
         WHERE h.receiver_id IS DISTINCT FROM d.staff_id
        """,
    ),
    Rule(
        "holders_are_active_staff",
        "Whoever holds an open handoff works here, in the handoff's own organization.",
        count("handoffs_hand d JOIN handoffs_handoff h ON h.id = d.handoff_id",
              f"d.ended_at IS NULL AND h.state IN {OPEN}"),
        f"""
        SELECT format('handoff %%s is held by staff %%s, who is not active there', h.id, s.id)
          FROM handoffs_hand d
          JOIN handoffs_handoff h ON h.id = d.handoff_id
          JOIN directory_staff s ON s.id = d.staff_id
         WHERE d.ended_at IS NULL AND h.state IN {OPEN}
           AND (NOT s.is_active OR s.organization_id <> h.organization_id)
        """,
    ),
)  # fmt: skip
