"""Never forgotten."""

from handclasp.handoffs.checks.rule import Rule, count

ENTRIES = count("handoffs_historyentry")

RULES = (
    Rule(
        "history_begins_with_the_answer",
        "The first entry of every handoff says who asked, at the moment of the answer.",
        count("handoffs_handoff"),
        """
        SELECT format('handoff %%s: its history does not begin with the answer', h.id)
          FROM handoffs_handoff h
          LEFT JOIN (SELECT DISTINCT ON (handoff_id) * FROM handoffs_historyentry ORDER BY handoff_id, id) e
                 ON e.handoff_id = h.id
         WHERE e.id IS NULL OR e.subject <> 'handoff' OR e.event <> 'opened' OR e.actor = ''
            OR e.at <> h.answered_at
        """,
    ),
    Rule(
        "history_names_an_actor",
        "Every entry names a person of the staff or a part of the system.",
        ENTRIES,
        """
        SELECT format('entry %%s names nobody', id) FROM handoffs_historyentry
         WHERE actor !~ '^(staff:[0-9]+|system:[a-z_]+)$'
        """,
    ),
    Rule(
        "history_holds_every_hand",
        "Each hand has one entry for its beginning and one for its end.",
        count("handoffs_hand"),
        """
        SELECT format('hand %%s has %%s entries', d.id, coalesce(e.entries, 0))
          FROM handoffs_hand d
          LEFT JOIN (SELECT subject_id, count(*) AS entries FROM handoffs_historyentry
                      WHERE subject = 'hand' GROUP BY subject_id) e ON e.subject_id = d.id
         WHERE coalesce(e.entries, 0) <> CASE WHEN d.ended_at IS NULL THEN 1 ELSE 2 END
        """,
    ),
    Rule(
        "history_ends_where_things_stand",
        "The last state in the history of a handoff is the state it is in.",
        count("handoffs_handoff"),
        """
        SELECT format('handoff %%s is %%s, and its history says %%s', h.id, h.state, coalesce(e.state, 'nothing'))
          FROM handoffs_handoff h
          LEFT JOIN (SELECT DISTINCT ON (subject_id) subject_id, detail ->> 'state' AS state
                       FROM handoffs_historyentry WHERE subject = 'handoff' AND detail ? 'state'
                      ORDER BY subject_id, id DESC) e ON e.subject_id = h.id
         WHERE e.state IS DISTINCT FROM h.state
        """,
    ),
    Rule(
        "endings_have_a_name",
        "Every closing names a reason and a person.",
        count("handoffs_handoff", "state = 'closed'"),
        """
        SELECT format('handoff %%s was closed by nobody or for no reason', id) FROM handoffs_handoff
         WHERE state = 'closed' AND (closed_by_id IS NULL OR close_reason = '' OR closed_at IS NULL)
        """,
    ),
)
