"""Never silent."""

from handclasp.handoffs.checks.rule import OPEN, Rule, count

OPEN_WATCHES = count("handoffs_watch", "closed_at IS NULL")
PATIENCE = "interval '10 minutes'"

RULES = (
    Rule(
        "open_handoff_has_one_open_watch",
        "Every open handoff has exactly one open watch; an ended one has none.",
        count("handoffs_handoff"),
        f"""
        SELECT format('handoff %%s is %%s with %%s open watches', h.id, h.state, count(w.id))
          FROM handoffs_handoff h LEFT JOIN handoffs_watch w ON w.handoff_id = h.id AND w.closed_at IS NULL
         GROUP BY h.id HAVING count(w.id) <> CASE WHEN h.state IN {OPEN} THEN 1 ELSE 0 END
        """,
    ),
    Rule(
        "watch_is_due_before_any_obligation",
        "No open promise and no planned visit comes due before the watch, unless dates are paused.",
        OPEN_WATCHES,
        """
        SELECT format('handoff %%s: something is due before its watch', w.handoff_id)
          FROM handoffs_watch w JOIN handoffs_handoff h ON h.id = w.handoff_id
         WHERE w.closed_at IS NULL AND h.paused_at IS NULL
           AND w.due_at > least(
               (SELECT min(due_at) FROM handoffs_promise WHERE handoff_id = h.id AND state = 'open'),
               (SELECT min(ends_at) FROM handoffs_visit WHERE handoff_id = h.id AND state = 'planned'))
        """,
    ),
    Rule(
        "paused_handoff_waits_for_its_review",
        "A paused handoff is looked at again on the day that was named, and only a paused one.",
        OPEN_WATCHES,
        """
        SELECT format('handoff %%s: the watch does not fit its pause', h.id)
          FROM handoffs_watch w JOIN handoffs_handoff h ON h.id = w.handoff_id
         WHERE w.closed_at IS NULL
           AND ((w.kind = 'review_pause') <> (h.paused_at IS NOT NULL)
                OR (h.paused_at IS NOT NULL AND w.due_at <> h.pause_review_at))
        """,
    ),
    Rule(
        "promised_handoff_has_one_open_promise",
        "A contact is promised exactly while the handoff says so.",
        count("handoffs_handoff"),
        """
        SELECT format('handoff %%s is %%s with %%s open promises', h.id, h.state, count(p.id))
          FROM handoffs_handoff h LEFT JOIN handoffs_promise p ON p.handoff_id = h.id AND p.state = 'open'
         GROUP BY h.id HAVING count(p.id) <> CASE WHEN h.state = 'promised' THEN 1 ELSE 0 END
        """,
    ),
    Rule(
        "promises_are_made_by_active_staff",
        "Whoever promised to reach a client works here, in the handoff's own organization.",
        count("handoffs_promise", "state = 'open'"),
        """
        SELECT format('handoff %%s: staff %%s promised and is not active there', h.id, s.id)
          FROM handoffs_promise p
          JOIN handoffs_handoff h ON h.id = p.handoff_id
          JOIN directory_staff s ON s.id = p.staff_id
         WHERE p.state = 'open' AND (NOT s.is_active OR s.organization_id <> h.organization_id)
        """,
    ),
    Rule(
        "somebody_is_told_when_a_watch_comes_due",
        "No watch has been due for ten minutes without the next person being told: the worker is alive.",
        OPEN_WATCHES,
        f"""
        SELECT format('handoff %%s: nobody has been told since %%s', handoff_id, next_at)
          FROM handoffs_watch WHERE closed_at IS NULL AND next_at < %(now)s - {PATIENCE}
        """,
    ),
    Rule(
        "calls_move_on_by_themselves",
        "No call rings on ten minutes after the client's wait was over.",
        count("handoffs_call", "ended_at IS NULL"),
        f"""
        SELECT format('call %%s of handoff %%s is over and has not ended', id, handoff_id)
          FROM handoffs_call WHERE ended_at IS NULL AND waits_until < %(now)s - {PATIENCE}
        """,
    ),
    Rule(
        "rungs_that_count_were_told",
        "Each step that a watch has counted told at least one person.",
        count("handoffs_watch", "step > 0"),
        """
        SELECT format('watch %%s of handoff %%s counts step %%s, and nobody was told', w.id, w.handoff_id, w.step)
          FROM handoffs_watch w
         WHERE w.step > 0
           AND NOT EXISTS (SELECT FROM handoffs_notice n WHERE n.watch_id = w.id AND n.step = w.step)
        """,
    ),
    Rule(
        "every_ladder_ends_at_a_person",
        "Each open handoff has a last rung: an active duty person, last rung or supervisor of its programs.",
        count("handoffs_handoff", f"state IN {OPEN}"),
        f"""
        SELECT format('handoff %%s has no last rung', h.id) FROM handoffs_handoff h
         WHERE h.state IN {OPEN} AND NOT EXISTS (
               SELECT FROM directory_program p JOIN directory_staff s
                    ON s.id IN (p.duty_id, p.last_rung_id, p.supervisor_id)
                WHERE p.id IN (h.from_program_id, h.to_program_id) AND s.is_active)
        """,
    ),
)
