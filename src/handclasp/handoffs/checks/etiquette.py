"""Never without leave: sessions are interrupted as their clients agreed, and nobody is expected twice at once."""

from handclasp.handoffs.checks.rule import Rule, count

RULES = (
    Rule(
        "session_is_interrupted_with_leave",
        "A session was interrupted only after its client was told and said yes, and before they took it back.",
        count("availability_pause"),
        """
        SELECT format('session %%s of staff %%s was interrupted without leave', s.id, s.staff_id)
          FROM availability_pause p JOIN availability_session s ON s.id = p.session_id
         WHERE s.agreed IS NOT TRUE OR s.told_at > p.began_at OR s.withdrawn_at < p.began_at
        """,
    ),
    Rule(
        "session_is_interrupted_once",
        "A session was interrupted once at most, for ten minutes at most by plan.",
        count("availability_pause"),
        """
        SELECT format('session %%s was interrupted %%s times', session_id, count(*))
          FROM availability_pause GROUP BY session_id HAVING count(*) > 1
        UNION ALL
        SELECT format('session %%s was interrupted for longer than ten minutes', session_id)
          FROM availability_pause WHERE back_by > began_at + interval '10 minutes'
        """,
    ),
    Rule(
        "pause_lies_inside_its_session",
        "An interruption began in a session of the same person, and ended no later than the session did.",
        count("availability_pause"),
        """
        SELECT format('the interruption of session %%s lies outside it', s.id)
          FROM availability_pause p JOIN availability_session s ON s.id = p.session_id
         WHERE s.staff_id <> p.staff_id OR p.began_at < s.started_at
            OR coalesce(p.ended_at, 'infinity') > coalesce(s.ended_at, 'infinity')
        """,
    ),
    Rule(
        "blocks_never_overlap",
        "Nobody has two handoff blocks at one time.",
        count("availability_occurrence"),
        """
        SELECT format('a block of staff %%s begins before an earlier one ends', staff_id)
          FROM (SELECT staff_id, starts_at, max(ends_at) OVER (
                       PARTITION BY staff_id ORDER BY starts_at, id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
                  FROM availability_occurrence) o
         WHERE starts_at < busy_until
        """,
    ),
)
