"""What the chained tables hold, in one line to keep elsewhere, and whether all of that still stands.

A chain shows what was changed inside it. It cannot show that its end was cut off, or that everything was hashed anew;
a line that was kept outside shows both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from handclasp.domain.digest import Digest, Stood
from handclasp.handoffs.checks.chains import CHAINS, Chain

PATIENCE = "30s"  # for what is being written; whoever writes waits for milliseconds only
BATCH = 10_000


@dataclass(frozen=True)
class Proof:
    """What became of one digest: an empty list when everything that stood then still stands unchanged."""

    digest: Digest
    differences: tuple[str, ...]


def take_digest(now: datetime) -> Digest:
    """Return what stands now. A chain that is broken already has a digest too; `handclasp check` names the breach."""
    ends = _ends()
    with _looking() as cursor:
        return Digest(now, tuple(_stood(cursor, chain, ends[chain.name]) for chain in CHAINS))


def prove(digest: Digest) -> Proof:
    """Say in sentences what differs from a digest that was taken earlier."""
    chains = {chain.name: chain for chain in CHAINS}
    differences: list[str] = []
    with _looking() as cursor:
        for then in digest.tables:
            chain = chains.get(then.table)
            differences += _differs(cursor, chain, then) if chain else [f"{then.table}: no such table here."]
    missing = chains.keys() - {then.table for then in digest.tables}
    differences += [f"{name}: the line does not say how it stood." for name in sorted(missing)]
    return Proof(digest, tuple(differences))


def _ends() -> dict[str, int]:
    """Return the highest number of each table, below which nothing is written any more.

    A number is drawn under the table's lock for writing. Who waits here for `SHARE` waits for all who drew one, and
    whoever draws one afterwards draws a higher one.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {', '.join(chain.table for chain in CHAINS)} IN SHARE MODE")
        ends: dict[str, int] = {}
        for chain in CHAINS:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {chain.table}")
            ends[chain.name] = cursor.fetchone()[0]
    return ends


def _stood(cursor: CursorWrapper, chain: Chain, end: int) -> Stood:
    upto = f"id <= {int(end)}"
    cursor.execute(f"SELECT count(*) FROM {chain.table} WHERE {upto}")
    rows = cursor.fetchone()[0]
    return Stood(chain.name, rows, end, _root(chain, upto))


def _root(chain: Chain, upto: str) -> str:
    """Return a hash over the last entry of every chain, which each stand for all entries before them."""
    root = sha256()
    with connections["owner"].chunked_cursor() as heads:  # in constant memory, whatever the number of chains
        heads.execute(chain.heads(upto))
        while some := heads.fetchmany(BATCH):
            root.update("".join(f"{key} {last} {digest}\n" for key, last, digest in some).encode())
    return root.hexdigest()


def _differs(cursor: CursorWrapper, chain: Chain, then: Stood) -> list[str]:
    now = _stood(cursor, chain, then.highest)
    found = []
    if now.rows != then.rows:
        found.append(
            f"{chain.name}: {then.rows:,} entries stood up to number {then.highest}; now {now.rows:,}."
        )
    cursor.execute(
        chain.broken(f"id <= {int(then.highest)}"),
        {"changed": "%s, entry %s: not as it was written.", "gap": "%s: what stood before entry %s is gone."},
    )
    found += [f"{chain.name}, {row[0]}" for row in cursor.fetchmany(3)]
    if now.root != then.root and not found:
        found.append(f"{chain.name}: it fits together, but it is not what stood then.")
    return found


@contextmanager
def _looking() -> Iterator[CursorWrapper]:
    """Look in the time zone of the hashes. Up to a known number nothing moves, so any moment is right."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        yield cursor
