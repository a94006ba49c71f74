"""History and audit are chained by hash. What a row should hash to is written here a second time, in words that the
database cannot change: a function that somebody replaced there would say yes to everything."""

from dataclasses import dataclass
from typing import Final

from handclasp.handoffs.checks.rule import Rule, count


@dataclass(frozen=True)
class Chain:
    """A table whose rows name the row before them; one chain for each value of `key`."""

    name: str
    table: str
    key: str
    columns: tuple[str, ...]

    @property
    def hashed(self) -> str:
        """Return the SQL for what a row hashes to, given its own `previous`; needs the time zone UTC."""
        row = f"pg_catalog.jsonb_build_array({', '.join(self.columns)})::text"
        text = f"previous || E'\\n' || {row}"
        return f"pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to({text}, 'UTF8')), 'hex')"

    def broken(self, upto: str = "true") -> str:
        """Return the question for each chain's first row that does not fit, in one pass over the rows `upto`."""
        return f"""
        SELECT DISTINCT ON (chain) format(CASE WHEN fits THEN %(changed)s ELSE %(gap)s END, chain, id) FROM (
            SELECT id, {self.key} AS chain,
                   previous = coalesce(lag(hash) OVER (PARTITION BY {self.key} ORDER BY id), '') AS fits,
                   hash = {self.hashed} AS is_itself
              FROM {self.table} WHERE {upto}) rows
         WHERE NOT (fits AND is_itself) ORDER BY chain, id
        """

    def heads(self, upto: str = "true") -> str:
        """Return the question for the last row of every chain, in an order that is the same on every server."""
        return f"""
        SELECT DISTINCT ON (chain) {self.key}::text COLLATE "C" AS chain, id, hash FROM {self.table}
         WHERE {upto} ORDER BY chain, id DESC
        """


HISTORY: Final = Chain(
    "history",
    "handoffs_historyentry",
    "handoff_id",
    ("id", "handoff_id", "at", "actor", "label", "subject", "subject_id", "event", "detail"),
)
AUDIT: Final = Chain(
    "audit",
    "platform_auditentry",
    "actor",
    (
        *("id", "at", "organization_id", "actor", "label", "action", "kind", "relation", "client_id", "handoff_id"),
        *("subject", "door", "origin", "device"),
    ),
)  # fmt: skip
CHAINS: Final = (HISTORY, AUDIT)  # in the order in which a command writes them

RULES = (
    Rule(
        "history_is_as_it_was_written",
        "No entry of a handoff’s history was changed, taken out, put in between or moved since it was written.",
        count(HISTORY.table),
        HISTORY.broken(),
        {
            "changed": "handoff %s: entry %s is not as it was written",
            "gap": "handoff %s: what stood before entry %s is gone or was moved",
        },
    ),
    Rule(
        "audit_is_as_it_was_written",
        "No entry of the audit was changed, taken out, put in between or moved since it was written.",
        count(AUDIT.table),
        AUDIT.broken(),
        {
            "changed": "%s: entry %s is not as it was written",
            "gap": "%s: what stood before entry %s is gone or was moved",
        },
    ),
)
