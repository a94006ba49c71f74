"""Row-level security is on, in the very words it was written in, and lets in exactly whom the domain names."""

from typing import Final

from handclasp.domain.permissions import ROW_RIGHTS
from handclasp.handoffs.checks.rule import Rule, count

# Every table that bears client data, and the kind of right (domain.permissions) that its rows ask for.
CLIENT_BEARING: Final = {
    "clients_client": "client",
    **dict.fromkeys(
        (
            *("handoffs_handoff", "handoffs_call", "handoffs_ring", "handoffs_hand", "handoffs_pass"),
            *("handoffs_relief", "handoffs_watch", "handoffs_promise", "handoffs_visit"),
            "handoffs_meeting",
        ),
        "handoff",
    ),
    "handoffs_notice": "notice",
    "handoffs_attempt": "attempt",
    "handoffs_message": "message",
    "handoffs_messageread": "message",
    "handoffs_summary": "summary",
    "handoffs_action": "summary",
    "handoffs_historyentry": "history",
    "platform_auditentry": "audit",
}
NEAR: Final = frozenset(
    {"attempt", "summary", "message", "history"}
)  # kinds that ask how near somebody stands
READ, ADD, CHANGE, REMOVE = "r", "a", "w", "d"  # as pg_policy.polcmd writes them
MEETS_A_TRIGGER: Final = frozenset({"history", "audit"})  # nobody changes these; who sees them is told so
HOLDERS_BESIDES: Final[set[str]] = set()  # a test's own eyes

WRONG_POLICIES: Final = """
    SELECT format('row security is off for %%s', home) FROM unnest(%(homes)s::text[]) AS wanted (home)
     WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = to_regclass(home) AND c.relrowsecurity)
    UNION ALL
    SELECT format('%%s has no policy as it was written for %%s', home, command)
      FROM unnest(%(tables)s::text[], %(commands)s::text[], %(texts)s::text[]) AS wanted (home, command, said)
     WHERE NOT EXISTS (
        SELECT FROM pg_policy p WHERE p.polrelid = to_regclass(home) AND p.polcmd::text = command
           AND p.polpermissive AND p.polroles = '{0}'
           AND translate(pg_get_expr(coalesce(p.polqual, p.polwithcheck), p.polrelid), E' ()\\n', '') = said
           AND (p.polqual IS NULL OR p.polwithcheck IS NULL))
    UNION ALL
    SELECT format('%%s has a policy that nobody wrote down: %%s', c.relname, p.polname)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
     WHERE c.relname = ANY (%(homes)s) AND NOT (c.relname::text, p.polcmd::text) IN (
        SELECT home, command FROM unnest(%(tables)s::text[], %(commands)s::text[]) AS wanted (home, command))
    UNION ALL
    SELECT format('%%s has more than one policy for %%s', c.relname, p.polcmd)
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
     WHERE c.relname = ANY (%(homes)s) GROUP BY c.relname, p.polcmd HAVING count(*) > 1
    UNION ALL
    SELECT format('%%s names a client and is not among the tables with row security', a.attrelid::regclass)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'm') AND NOT a.attisdropped
       AND a.attname IN ('client_id', 'handoff_id', 'call_id') AND a.atttypid = 'bigint'::regtype
       AND NOT c.relname = ANY (%(homes)s)
"""
RIGHTS_DIFFER: Final = """
    SELECT format('%%s may %%s %%s only in the %%s', holder,
                  CASE action WHEN 'r' THEN 'read' WHEN 'w' THEN 'write' ELSE action END, kind, place) FROM (
        (SELECT holder, kind, action, 'database' AS place FROM directory_row_right
          WHERE NOT holder = ANY (%(besides)s)
         EXCEPT SELECT h, k, a, 'database' FROM unnest(%(holders)s::text[], %(kinds)s::text[], %(actions)s::text[])
             AS m (h, k, a))
        UNION ALL
        (SELECT h, k, a, 'code' FROM unnest(%(holders)s::text[], %(kinds)s::text[], %(actions)s::text[])
             AS m (h, k, a)
         EXCEPT SELECT holder, kind, action, 'code' FROM directory_row_right)) differences
"""


def rules() -> tuple[Rule, ...]:
    """Return the rules about who reaches which rows."""
    policies, rights = sorted(policies_wanted()), sorted(ROW_RIGHTS)
    return (
        Rule(
            "row_security_is_on",
            "The database narrows every table that bears client data to whoever acts, by its policies as written.",
            f"SELECT {len(policies)}",
            WRONG_POLICIES,
            {
                "homes": sorted(CLIENT_BEARING),
                "tables": [table for table, _, _ in policies],
                "commands": [command for _, command, _ in policies],
                "texts": [text for _, _, text in policies],
            },
        ),
        Rule(
            "row_rights_are_the_domains",
            "Each role and each part of the system reads and writes the rows that the page of permissions names.",
            count("directory_row_right"),
            RIGHTS_DIFFER,
            {
                "holders": [holder for holder, _, _ in rights],
                "kinds": [kind for _, kind, _ in rights],
                "actions": [action for _, _, action in rights],
                "besides": sorted(HOLDERS_BESIDES),
            },
        ),
    )


def policies_wanted() -> set[tuple[str, str, str]]:
    """Return (table, command, the policy's text without spaces and parentheses) for every policy there must be."""
    return {
        (table, command, _text(kind, command))
        for table, kind in CLIENT_BEARING.items()
        for command in _commands(kind)
    }


def _commands(kind: str) -> str:
    """Return which commands have a policy: a command without one touches nothing."""
    return {"client": READ + ADD + CHANGE, "history": READ + CHANGE + REMOVE}.get(
        kind, READ + ADD + CHANGE + REMOVE
    )


def _text(kind: str, command: str) -> str:
    if (kind, command) == ("audit", ADD):
        return "actor=current_setting'handclasp.actor'::text,true"
    action = "r" if command == READ or kind in MEETS_A_TRIGGER else "w"
    asked = f"handclasp_organizations'{kind}'::text,'{action}'::text"
    text = f"organization_id=ANYSELECT{asked}AShandclasp_organizations::bigint[]"
    near = f"ANDhandoffs_is_nearhandoff_id,'{kind}'::text,'{action}'::text"
    return text + near if kind in NEAR else text
