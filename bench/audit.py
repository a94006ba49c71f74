"""A million entries of audit and of history: what the check, the digest, the search and the unusual cost.

`PYTHONPATH=src:. .venv/bin/python -m bench.audit` fills a PostgreSQL of its own and prints the figures.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

STAFF, CLIENTS, HANDOFFS = 400, 20_000, 50_000

# Filled past the triggers, and hashed afterwards as the triggers do, chain by chain.
FILL_AUDIT = """
INSERT INTO platform_auditentry (id, at, organization_id, actor, label, action, kind, relation, client_id, handoff_id,
                                 subject, door, origin, device, previous, hash, xact)
SELECT n, %(now)s - (%(count)s - n) * %(gap)s, %(home)s, 'staff:' || (%(staff)s)[1 + n %% cardinality(%(staff)s)],
       'Somebody', (ARRAY['handoff:read', 'today:read', 'client:find', 'visit:plan'])[1 + n %% 4],
       CASE WHEN n %% 4 = 3 THEN 'change' ELSE 'read' END,
       (ARRAY['own', 'own', 'program', 'organization'])[1 + (n / 7) %% 4], 1 + (n * 7919) %% %(clients)s,
       1 + (n * 7919) %% %(clients)s, '', 'web', '192.0.2.' || n %% 250, 'Firefox on Windows', '', '', '1'
  FROM generate_series(1::bigint, %(count)s) n
"""
FILL_HISTORY = """
INSERT INTO handoffs_historyentry (id, handoff_id, at, actor, label, subject, subject_id, event, detail, previous, hash)
SELECT n, 1 + n %% %(handoffs)s, %(now)s - (%(count)s - n) * %(gap)s, 'staff:1', 'Somebody', 'watch', n, 'opened',
       jsonb_build_object('kind', 'meet', 'due_at', %(now)s::text, 'step', n %% 5), '', ''
  FROM generate_series(1::bigint, %(count)s) n
"""
CHAIN = """
DO $$ DECLARE entry {table}; before text := ''; last text := '';
BEGIN
    FOR entry IN SELECT * FROM {table} ORDER BY {key}, id LOOP
        IF entry.{key}::text <> last THEN before := ''; last := entry.{key}::text; END IF;
        entry.previous := before; entry.hash := {function}(before, entry); before := entry.hash;
        UPDATE {table} SET previous = entry.previous, hash = entry.hash WHERE id = entry.id;
    END LOOP;
END $$
"""

INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
 WHERE indrelid IN ('platform_auditentry'::regclass, 'handoffs_historyentry'::regclass) AND NOT indisprimary
"""


def main() -> None:
    """Fill, measure, print."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--entries", type=int, default=1_000_000)
    count = arguments.parse_args().entries
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "a key for benchmarks, long enough to be taken")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ["DATABASE_URL"] = "postgresql://handclasp_app@/none"
    os.environ["DATABASE_OWNER_URL"] = "postgresql://handclasp_owner@/none"
    import django

    django.setup()
    from tests.ground import copies
    from tests.ground.cluster import start_cluster

    cluster = start_cluster()
    try:
        copies.make_empty("bench")
        os.environ.update(copies.addresses("bench"))
        copies.point_django_at("bench")
        from handclasp.config.migrate import migrate

        migrate()
        _measure(count)
    finally:
        from django.db import connections

        connections.close_all()
        cluster.close()


def _measure(count: int) -> None:
    from django.db import connections

    from handclasp.handoffs.checks import chains
    from handclasp.handoffs.checks.digest import prove, take_digest
    from handclasp.handoffs.queries.trail import Wanted, readers_of, trail
    from handclasp.handoffs.queries.unusual import unusual_lately
    from handclasp.platform.db import reading

    now = datetime.now(UTC)
    officer, client = _fill(count, now)
    owner = connections["owner"].cursor()
    owner.execute("SET timezone = 'UTC'")
    for rule in chains.RULES:
        _timed(f"check {rule.name}", lambda rule=rule: owner.execute(rule.breaches, rule.values))
        assert owner.fetchall() == []
    digest = _timed("digest", lambda: take_digest(now))
    proof = _timed("digest --prove", lambda: prove(digest))
    assert proof.differences == ()
    for name, wanted in {
        "newest 50": Wanted(), "one client": Wanted(client_id=client), "one person": Wanted(staff_id=7),
        "refused (none)": Wanted(kind="refused"), "closed (none)": Wanted(action="handoff:close"),
        "one day": Wanted(since=now - timedelta(days=1)),
    }.items():  # fmt: skip
        with reading(officer):
            _timed(f"search: {name}", lambda wanted=wanted: trail(officer, wanted, 50))
    with reading(officer):
        _timed("who has looked at one client", lambda: readers_of(officer, client))
        _timed("what looks unusual", lambda: unusual_lately(officer, now))


def _timed(what: str, run: Callable[[], object]) -> object:
    began = time.perf_counter()
    answer = run()
    print(f"{what:45} {time.perf_counter() - began:8.2f} s", flush=True)
    return answer


def _fill(count: int, now: datetime) -> tuple[object, int]:
    from django.db import connections, transaction

    from handclasp.clients.models import Client
    from handclasp.directory.models import Office, Organization, Site, Staff
    from handclasp.directory.queries import actor_for_staff
    from handclasp.platform.actor import IMPORTER
    from handclasp.platform.db import acting

    with acting(IMPORTER, now, "record:import"):
        home = Organization.objects.create(name="Bench", time_zone="America/Chicago")
        site = Site.objects.create(organization=home, name="Main", open_weekdays=[1, 2, 3, 4, 5])
        people = [
            Staff(organization=home, site=site, given=f"G{n}", family=f"Family{n}") for n in range(STAFF)
        ]
        ids = [one.pk for one in Staff.objects.bulk_create(people)]
        Office.objects.create(staff_id=ids[0], role="privacy_officer")
        Client.objects.bulk_create(
            (Client(organization=home, given=f"C{n}", family=f"Family{n}") for n in range(CLIENTS)),
            batch_size=5_000,
        )
    gap = timedelta(days=182) / count
    values = {"now": now, "count": count, "gap": gap, "home": home.pk, "staff": ids, "clients": CLIENTS,
              "handoffs": HANDOFFS}  # fmt: skip
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        for table in ("platform_auditentry", "handoffs_historyentry"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        _timed(
            f"fill {count:,} of each",
            lambda: (cursor.execute(FILL_AUDIT, values), cursor.execute(FILL_HISTORY, values)),
        )
        audit = CHAIN.format(table="platform_auditentry", key="actor", function="platform_audit_hash")
        history = CHAIN.format(
            table="handoffs_historyentry", key="handoff_id", function="handoffs_history_hash"
        )
        _timed("hash them", lambda: (cursor.execute(audit), cursor.execute(history)))
        for _, definition in indexes:
            cursor.execute(definition)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE platform_auditentry")
        cursor.execute("VACUUM ANALYZE handoffs_historyentry")
    actor = actor_for_staff(ids[0])
    return actor, 7_919


if __name__ == "__main__":
    main()
