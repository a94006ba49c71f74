"""How long the server takes for a Today board in a network of 10,000 open handoffs.

    python -m bench.today_board [NUMBER_OF_HANDOFFS] [SAMPLES]

Starts a PostgreSQL of its own with its usual durability, fills it through every trigger, and asks for the page
as people with 10, 50 and 200 clients do; the time is that of the whole Django stack, without the network.
"""

import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handclasp.config.embedded.account import server_account
from handclasp.config.embedded.binaries import find_programs, reachable_programs
from handclasp.config.embedded.roles import addresses, prepare_database, prepare_roles
from handclasp.config.embedded.server import Server
from handclasp.config.places import socket_folder

PEOPLE = {10: 3, 50: 2, 200: 1}  # rows -> staff id, as today_board.sql fills it
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def fresh_database() -> Iterator[None]:
    """Start a server in a folder that goes away, with a migrated database that the environment points at."""
    folder = Path(tempfile.mkdtemp(prefix="hc-bench-"))
    folder.chmod(0o755)
    account = server_account(folder / "postgresql")
    programs, _ = reachable_programs(find_programs(""), account)
    server = Server(
        folder / "postgresql", socket_folder(folder / "postgresql", account.uid), programs, account
    )
    try:
        server.start()
        prepare_roles(server)
        prepare_database(server)
        os.environ |= addresses(server)
        yield
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fill(rows: int) -> None:
    """Fill the database as its owner; the deferred rules run at commit."""
    from django.db import connections, transaction

    statements = Path(__file__).with_suffix(".sql").read_text().replace(":rows", str(int(rows)))
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def browser_of(staff_id: int) -> Any:
    """Return a browser without a screen in which this person is signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from handclasp.directory.models import Staff

    user = get_user_model().objects.create_user(f"bench{staff_id}")
    Staff.objects.filter(pk=staff_id).update(user=user)
    browser = Client()
    browser.force_login(user, BACKEND)
    return browser


def measure(browser: Any, samples: int) -> tuple[list[float], float, int, int]:
    """Return milliseconds of each page, the processor's share of one, its number of queries and of rows."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        shown = browser.get("/").content.count(b'<li class="l-row')
        asked = len(queries)
    times, worked = [], time.process_time()
    for _ in range(samples):
        began = time.perf_counter()
        assert browser.get("/").status_code == 200
        times.append((time.perf_counter() - began) * 1000)
    return times, (time.process_time() - worked) * 1000 / samples, asked, shown


def row_security(is_on: bool) -> None:
    """Switch the policies of every table with client data on or off, as the owner."""
    from django.db import connections

    from handclasp.handoffs.checks.rows import CLIENT_BEARING

    with connections["owner"].cursor() as cursor:
        for table in CLIENT_BEARING:
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if is_on else 'DISABLE'} ROW LEVEL SECURITY")


def line_of(who: str, times: list[float], worked: float, queries: int, shown: int) -> str:
    """Return one row of the table in README.md."""
    cuts = statistics.quantiles(times, n=100)
    return (
        f"| {who} | {shown} | {queries} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | {worked:.1f} |"
    )


def main() -> None:
    """Print one line for each person, as a row of the table in README.md."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    samples = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handclasp.config.settings")
    os.environ.setdefault("HANDCLASP_SECRET_KEY", "a key for benchmarks, long enough to be taken")
    os.environ.setdefault("HANDCLASP_ALLOWED_HOSTS", "testserver")
    os.environ.setdefault("HANDCLASP_POOL", "4")  # as the pages' process has one: no connection a request
    with fresh_database():
        import django

        django.setup()
        from handclasp.config.migrate import migrate

        migrate()
        began = time.perf_counter()
        fill(rows)
        print(
            f"{rows:,} open handoffs in {time.perf_counter() - began:.0f} s; Python {platform.python_version()}, ",
            end="",
        )
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {datetime.now(UTC):%Y-%m-%d}")
        print(
            "| clients | shown | queries | median ms | p95 ms | p99 ms | of it Python's processor time, mean ms |"
        )
        for holding, staff_id in PEOPLE.items():
            browser = browser_of(staff_id)
            for is_on in (True, False, True, False):  # turn about, so that a noisy minute meets both
                row_security(is_on)
                print(
                    line_of(f"{holding}, row security {'on' if is_on else 'off'}", *measure(browser, samples))
                )


if __name__ == "__main__":
    main()
