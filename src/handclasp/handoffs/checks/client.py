"""Never without the client."""

from handclasp.handoffs.checks.rule import OPEN, Rule, count

TOUCHED_BY = """
    SELECT id AS handoff_id, asked_by_id AS staff_id FROM handoffs_handoff
    UNION SELECT id, receiver_id FROM handoffs_handoff WHERE receiver_id IS NOT NULL
    UNION SELECT handoff_id, staff_id FROM handoffs_hand
    UNION SELECT handoff_id, taker_id FROM handoffs_pass
    UNION SELECT handoff_id, staff_id FROM handoffs_promise
    UNION SELECT handoff_id, staff_id FROM handoffs_visit
    UNION SELECT handoff_id, staff_id FROM handoffs_notice
    UNION SELECT c.handoff_id, r.staff_id FROM handoffs_ring r JOIN handoffs_call c ON c.id = r.call_id
"""
SENT = " UNION ".join(
    f"SELECT handoff_id FROM handoffs_{table}"
    for table in ("hand", "call", "promise", "visit", "watch", "notice")
)

RULES = (
    Rule(
        "nothing_is_sent_without_a_yes",
        "A handoff is open only after the client's yes; after a no, nobody was rung, told or asked.",
        count("handoffs_handoff"),
        f"""
        SELECT format('handoff %%s went on after %%s', id, answer) FROM handoffs_handoff
         WHERE answer <> 'yes' AND (state NOT IN ('declined', 'not_now') OR id IN ({SENT}))
        UNION ALL
        SELECT format('handoff %%s did not begin after a yes', id) FROM handoffs_handoff
         WHERE answer = 'yes' AND state IN ('declined', 'not_now')
        """,
    ),
    Rule(
        "handoff_stays_inside_one_organization",
        "Client, programs and everybody whom a handoff has reached belong to its organization.",
        count("handoffs_handoff"),
        f"""
        SELECT format('handoff %%s reached staff %%s of another organization', h.id, s.id)
          FROM ({TOUCHED_BY}) t JOIN handoffs_handoff h ON h.id = t.handoff_id
          JOIN directory_staff s ON s.id = t.staff_id WHERE s.organization_id <> h.organization_id
        UNION ALL
        SELECT format('handoff %%s has program %%s of another organization', h.id, p.id)
          FROM handoffs_handoff h JOIN directory_program p ON p.id IN (h.from_program_id, h.to_program_id)
         WHERE p.organization_id <> h.organization_id
        UNION ALL
        SELECT format('handoff %%s has a client of another organization', h.id)
          FROM handoffs_handoff h JOIN clients_client c ON c.id = h.client_id
         WHERE c.organization_id <> h.organization_id
        """,
    ),
    Rule(
        "handoff_avoids_part2_programs",
        "No open handoff comes from or goes to a 42 CFR Part 2 program.",
        count("handoffs_handoff", f"state IN {OPEN}"),
        f"""
        SELECT format('handoff %%s has the Part 2 program %%s', h.id, p.id)
          FROM handoffs_handoff h JOIN directory_program p ON p.id IN (h.from_program_id, h.to_program_id)
         WHERE p.is_part2 AND h.state IN {OPEN}
        """,
    ),
    Rule(
        "deceased_client_has_no_open_handoff",
        "No handoff is open for a client who has died.",
        count("clients_client", "is_deceased"),
        f"""
        SELECT format('handoff %%s is open for a client who has died', h.id)
          FROM handoffs_handoff h JOIN clients_client c ON c.id = h.client_id
         WHERE c.is_deceased AND h.state IN {OPEN}
        """,
    ),
)
