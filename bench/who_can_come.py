"""Who can come, among 10,000 and 100,000 people of one organization, with up to a million weekly blocks.

    python -m bench.who_can_come [SAMPLES]

Starts a PostgreSQL of its own with its usual durability, fills it, and asks as the senders of 400 different handoffs,
through the application's role with row-level security: for the list of the page (24 people) and for a ring (the best
three). The time is that of all statements and of the ranking. Takes about four minutes and leaves nothing behind.

Assumed: 400 people at each site, 15 of 100 receive (the others send or sit at the front desk), four programs at each
site, two of ten needs served by each, so that a need is served by 3 of 100 people; 10 of 100 are open with a page open,
6 are with a client (a third of those may be interrupted), everybody could come by video. Whoever receives holds 3
clients and was rung 10 times in the last 30 days.
"""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.today_board import fresh_database

HERE = Path(__file__).parent
SMALL, LARGE = (1, 10_000), (2, 100_000)  # organization, people
LISTED, WAVE = 24, 3
# Filling five million dates through an exclusion takes an hour, and reading them does not use it.
NO_EXCLUSION = (
    "ALTER TABLE availability_occurrence DROP CONSTRAINT IF EXISTS blocks_never_overlap_for_one_person"
)


def run(name: str, **values: int) -> None:
    """Run the statements of a file as the owner, with the triggers of the filled tables off."""
    from django.db import connections

    text = (HERE / name).read_text()
    for key, value in values.items():
        text = text.replace(f":{key}", str(value))
    with connections["owner"].cursor() as cursor:
        for statement in text.split(";\n"):
            if statement.strip():
                cursor.execute(statement)


def triggers(way: str) -> None:
    """Switch our own triggers of every table off while it is filled, and on again."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {way} TRIGGER USER")
        cursor.execute(NO_EXCLUSION)


def analyze() -> None:
    """Let the planner know what is there."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def handoffs_of(organization: int) -> list[Any]:
    """Return the handoffs for which somebody is looked for, with whoever asked as the actor."""
    from handclasp.directory.queries import actor_for_staff
    from handclasp.handoffs.models import Handoff

    rows = Handoff.objects.using("owner").select_related("from_program__site__organization")
    found = list(rows.filter(organization=organization, state="seeking").order_by("pk")[:400])
    return [(handoff, actor_for_staff(handoff.asked_by_id)) for handoff in found]


def measure(asked: list[Any], samples: int, wanted: int) -> tuple[list[float], float]:
    """Return milliseconds of each question, and how many people were found on average."""
    from handclasp.handoffs.reach import who_may_be_rung
    from handclasp.platform.db import reading

    times, found = [], 0
    for number in range(samples + 20):
        handoff, actor = asked[number * 7 % len(asked)]
        with reading(actor):
            now = datetime.now(UTC)
            began = time.perf_counter()
            people = who_may_be_rung(handoff, now, now, wanted)
            if number >= 20:  # the first ones warm plans and caches
                times.append((time.perf_counter() - began) * 1000)
                found += len(people)
    return times, found / samples


def line_of(people: int, blocks: int, what: str, times: list[float], found: float) -> str:
    """Return one row of the table in README.md."""
    cuts = statistics.quantiles(times, n=100)
    return f"| {people:,} | {blocks:,} | {what} | {found:.0f} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} |"


def report(asked: list[Any], people: int, blocks: int, samples: int) -> None:
    """Print the figures of one size."""
    for what, wanted in (("list of the page", LISTED), ("a ring's choice", WAVE)):
        print(line_of(people, blocks, what, *measure(asked, samples, wanted)), flush=True)


def fill(size: tuple[int, int]) -> None:
    """Write one organization, its people and its past."""
    run("who_can_come.sql", o=size[0], staff=size[1])


def bench(samples: int, say: Callable[[str], None] = print) -> None:
    """Fill in steps and measure each."""
    began = time.perf_counter()
    triggers("DISABLE")
    for size in (SMALL, LARGE):
        fill(size)
    run("who_can_come_blocks.sql", o=LARGE[0], staff=LARGE[1], first=1, last=100_000)
    triggers("ENABLE")
    analyze()
    say(
        f"filled in {time.perf_counter() - began:.0f} s; Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, {datetime.now(UTC):%Y-%m-%d}"
    )
    say("| people | blocks | for | found | median ms | p95 ms | p99 ms |")
    small, large = handoffs_of(SMALL[0]), handoffs_of(LARGE[0])
    report(small, SMALL[1], 100_000, samples)
    report(large, LARGE[1], 100_000, samples)
    triggers("DISABLE")
    run("who_can_come_blocks.sql", o=LARGE[0], staff=LARGE[1], first=100_001, last=1_000_000)
    triggers("ENABLE")
    analyze()
    report(large, LARGE[1], 1_000_000, samples)


def main() -> None:
    """Print a table for README.md."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "a key for benchmarks, long enough to be taken")
    os.environ.setdefault("HANDCLASP_POOL", "4")
    with fresh_database():
        import django

        django.setup()
        from handclasp.config.migrate import migrate

        migrate()
        bench(samples)


if __name__ == "__main__":
    main()
