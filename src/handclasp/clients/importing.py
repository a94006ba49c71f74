"""Writing the clients that a file brings: any number of them, in constant memory; call inside `acting`."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

from django.db import connection

from handclasp.directory.importing import dialable
from handclasp.domain.fhir.people import ClientRow
from handclasp.domain.tally import Tally

BATCH: Final = 5_000
STRIDE: Final = 20_000
COMPLAINTS: Final = 20

CREATE = """
DROP TABLE IF EXISTS pg_temp.clients_arriving;
CREATE TEMPORARY TABLE clients_arriving (
    n bigint, place text, organization_id bigint, source_id text, given text, family text, birth_date date,
    pronoun text, languages text[], phone text, email text, is_deceased boolean, deceased_on date,
    is_active boolean, content text
) ON COMMIT DROP
"""
COPY = "COPY pg_temp.clients_arriving FROM STDIN"
INDEX = """
CREATE INDEX ON pg_temp.clients_arriving (source_id, organization_id);
ANALYZE pg_temp.clients_arriving
"""
TWICE = """
SELECT (array_agg(place ORDER BY n))[1], (array_agg(place ORDER BY n))[2]
FROM pg_temp.clients_arriving GROUP BY organization_id, source_id
HAVING count(DISTINCT content) > 1 ORDER BY min(n) LIMIT %(limit)s
"""
DEATHS = """
SELECT c.id FROM pg_temp.clients_arriving t
JOIN clients_client c
  ON (c.organization_id, c.source_system, c.source_id) = (t.organization_id, %(source)s, t.source_id)
WHERE t.is_deceased AND NOT c.is_deceased ORDER BY c.id
"""
# What a file does not say about a death changes nothing: a death that we know of is not undone by silence.
UPDATE = """
UPDATE clients_client c SET
    given = t.given, family = t.family, birth_date = t.birth_date, pronoun = t.pronoun, languages = t.languages,
    phone = t.phone, email = t.email, is_active = t.is_active,
    is_deceased = coalesce(t.is_deceased, c.is_deceased),
    deceased_on = CASE WHEN t.is_deceased IS FALSE THEN NULL ELSE coalesce(t.deceased_on, c.deceased_on) END
FROM pg_temp.clients_arriving t
WHERE t.n > %(after)s AND t.n <= %(until)s
  AND (c.organization_id, c.source_system, c.source_id) = (t.organization_id, %(source)s, t.source_id)
  AND (c.given, c.family, c.birth_date, c.pronoun, c.languages::text[], c.phone, c.email, c.is_active,
       c.is_deceased, c.deceased_on)
      IS DISTINCT FROM
      (t.given, t.family, t.birth_date, t.pronoun, t.languages, t.phone, t.email, t.is_active,
       coalesce(t.is_deceased, c.is_deceased),
       CASE WHEN t.is_deceased IS FALSE THEN NULL ELSE coalesce(t.deceased_on, c.deceased_on) END)
"""
INSERT = """
INSERT INTO clients_client (
    organization_id, source_system, source_id, given, family, birth_date, pronoun, languages, phone, email,
    reach_note, voicemail_is_safe, is_deceased, deceased_on, is_active)
SELECT DISTINCT ON (t.organization_id, t.source_id)
    t.organization_id, %(source)s, t.source_id, t.given, t.family, t.birth_date, t.pronoun, t.languages, t.phone,
    t.email, '', false, coalesce(t.is_deceased, false), t.deceased_on, t.is_active
FROM pg_temp.clients_arriving t
WHERE t.n > %(after)s AND t.n <= %(until)s AND NOT EXISTS (
    SELECT FROM clients_client c
    WHERE (c.organization_id, c.source_system, c.source_id) = (t.organization_id, %(source)s, t.source_id))
ORDER BY t.organization_id, t.source_id, t.n
"""
_columns = attrgetter(
    "source_id", "given", "family", "birth_date", "pronoun", "spoken", "phone", "email", "is_deceased", "deceased_on",
    "is_active",
)  # fmt: skip
OnDeath = Callable[[list[int], datetime], None]


@dataclass
class ClientIntake:
    """Collects one file's clients in a temporary table, then writes them.

    `on_death` is called in the same transaction with the ids of clients who are known and of whose death the
    file tells, before it is written: open handoffs are closed there.
    """

    source: str
    now: datetime
    tally: Tally
    on_death: OnDeath
    waiting: list[tuple[Any, ...]] = field(default_factory=list)
    arrived: int = 0

    def add(self, place: str, organization_id: int, row: ClientRow) -> None:
        """Take one client."""
        if self.arrived == 0:
            self._execute(CREATE)
        self.arrived += 1
        row = replace(row, phone=dialable(row.phone))
        content = blake2b(repr(row).encode("utf-8"), digest_size=16).hexdigest()
        self.waiting.append((self.arrived, place, organization_id, *_columns(row), content))
        if len(self.waiting) >= BATCH:
            self._copy()

    def twice(self) -> list[tuple[str, str]]:
        """Return the places of clients who stand in the file twice with different content."""
        if self.arrived == 0:
            return []
        self._copy()
        self._execute(INDEX)
        return self._rows(TWICE, {"limit": COMPLAINTS})

    def write(self, progress: Callable[[int], None]) -> None:
        """Write what was collected (after `twice` found nothing); `progress` hears how many rows are done."""
        if self.arrived == 0:
            return
        dead = [client_id for (client_id,) in self._rows(DEATHS, {"source": self.source})]
        if dead:
            self.on_death(dead, self.now)
        new = changed = 0
        for after in range(0, self.arrived, STRIDE):
            span = {"after": after, "until": after + STRIDE, "source": self.source}
            changed += self._execute(UPDATE, span)
            new += self._execute(INSERT, span)
            progress(min(after + STRIDE, self.arrived))
        self.tally.count("clients", "new", new)
        self.tally.count("clients", "changed", changed)
        self.tally.count("clients", "same", self.arrived - new - changed)

    def _copy(self) -> None:
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for row in self.waiting:
                copy.write_row(row)
        self.waiting.clear()

    @staticmethod
    def _execute(statement: str, parameters: dict[str, Any] | None = None) -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return int(cursor.rowcount)

    @staticmethod
    def _rows(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
