"""From "introduce" to the ring on the receiver's open page, with many other pages open.

    python bench/ring.py [PAGES] [RINGS]

Starts a whole Handclasp of its own (embedded database, pages, worker) in a temporary folder, signs in PAGES people of
a network of clinics, opens the stream of each, and rings RINGS times. Timed is the span from the sender's POST to the
last byte of the receiver's fragment with the ring in it.
"""

import asyncio
import json
import os
import platform
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

HOUSE = 40  # people of one organization; half of them could come
SOURCE = str(Path(__file__).resolve().parents[1] / "src")
COOKIE = "sessionid"
TOKEN = "a" * 32
OPENING_AT_ONCE = 40


def main() -> None:
    """Print one line of figures."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rings = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(20_000, _hard_limit()), _hard_limit()))
    folder = Path(tempfile.mkdtemp(prefix="hc-bench-"))
    folder.chmod(0o711)
    port = _free_port()
    product = _start(folder, port)
    try:
        people = _furnish(json.loads((folder / "running.lock").read_text())["addresses"], pages, rings)
        _report(pages, _ring_all(port, people, rings))
    finally:
        product.send_signal(signal.SIGINT)
        product.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    os.environ.update(
        HANDCLASP_DATA=str(folder), HANDCLASP_PORT=str(port), PYTHONPATH=SOURCE,
        HANDCLASP_SECRET_KEY="a key for one benchmark, thrown away after it",
    )  # fmt: skip
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "HANDCLASP_DEMO"):
        os.environ.pop(name, None)
    with (folder / "said.txt").open("wb") as said:
        product = subprocess.Popen(
            [sys.executable, "-m", "handclasp.config", "run"], stdout=said, stderr=said
        )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).read()
            return product
        except OSError:
            time.sleep(0.2)
    raise SystemExit((folder / "said.txt").read_text())


def _furnish(addresses: dict[str, str], pages: int, rings: int) -> list[dict[str, Any]]:
    """Write houses of 40 people, all signed in; return who rings whom for whom, one entry for each ring."""
    os.environ.update(addresses, DJANGO_SETTINGS_MODULE="handclasp.config.settings")
    sys.path.insert(0, SOURCE)
    import django

    django.setup()
    return [entry for house in range(max(1, pages // HOUSE)) for entry in _house(house, pages, rings)]


def _house(house: int, pages: int, rings: int) -> list[dict[str, Any]]:
    from handclasp.availability.models import Presence
    from handclasp.clients.commands import create_client
    from handclasp.directory.models import Membership, Need, Organization, Program, Site, Staff
    from handclasp.directory.queries import actor_for_staff
    from handclasp.handoffs.commands.asking import Asked, record_answer

    now = datetime.now(UTC)
    organization = Organization.objects.create(name=f"House {house}", second_factor_roles=[])
    site = Site.objects.create(organization=organization, name="Here", open_weekdays=[1, 2, 3, 4, 5])
    users = _users(house, min(HOUSE, pages))
    staff = Staff.objects.bulk_create(
        Staff(
            organization=organization,
            site=site,
            user=user,
            given=f"Person{n}",
            family="Bench",
            languages=["en"],
        )
        for n, user in enumerate(users)
    )
    half = len(staff) // 2
    sends = Program.objects.create(organization=organization, site=site, name="Sends", supervisor=staff[0])
    comes = Program.objects.create(organization=organization, site=site, name="Comes", supervisor=staff[-1])
    need = Need.objects.get(code="worry")
    comes.needs.add(need)
    Membership.objects.bulk_create(
        Membership(staff=s, program=sends if n < half else comes) for n, s in enumerate(staff)
    )
    Presence.objects.bulk_create(
        Presence(staff=s, status="open", declared_at=now, until=now + timedelta(hours=8)) for s in staff
    )
    keys = _sessions(users)
    entries = [{"staff": s.pk, "key": key, "ring": None} for s, key in zip(staff, keys, strict=True)]
    mine = range(house, rings, max(1, pages // HOUSE))
    for n, _ in enumerate(mine):
        actor = actor_for_staff(staff[n % half].pk)
        assert actor is not None
        client = create_client(actor, organization.pk, now, given=f"Client{n}", family="Bench")
        asked = Asked(client.pk, need.pk, sends.pk, "routine", "yes", place="Room 4")
        handoff = record_answer(actor, asked, now)
        receiver = staff[half + n % half]
        entries.append({"staff": 0, "key": keys[n % half], "ring": [handoff.pk, receiver.pk]})
    return entries


def _users(house: int, number: int) -> list[Any]:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password

    model, password = get_user_model(), make_password(None)
    names = [f"bench-{house}-{n}@example.org" for n in range(number)]
    return list(
        model.objects.bulk_create(model(username=name, email=name, password=password) for name in names)
    )


def _sessions(users: list[Any]) -> list[str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from handclasp.platform.signins.models import Session
    from handclasp.platform.signins.store import SessionStore

    rows, now = [], datetime.now(UTC)
    for user in users:
        store = SessionStore()
        content = {
            SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
        }  # fmt: skip
        key = store._get_new_session_key()
        rows.append(
            Session(
                session_key=key, session_data=store.encode(content), expire_date=now + timedelta(hours=8),
                user=user, signed_in_at=now, active_at=now,
            )
        )  # fmt: skip
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


def _ring_all(port: int, people: list[dict[str, Any]], rings: int) -> list[tuple[float, float, float]]:
    """Open the streams in a process of their own, ring, and return (POST answered, frame, fragment) in ms."""
    readers = subprocess.Popen(
        [sys.executable, __file__, "--streams", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert readers.stdin
    assert readers.stdout
    readers.stdin.write(json.dumps({p["staff"]: p["key"] for p in people if p["ring"] is None}) + "\n")
    readers.stdin.flush()
    said = readers.stdout.readline().split()
    assert said[:1] == ["open"], said
    print(f"{said[1]} streams are open")
    time.sleep(3)
    times = []
    for person in [p for p in people if p["ring"]][:rings]:
        handoff, receiver = person["ring"]
        began = time.monotonic()
        _post(port, person["key"], f"/handoffs/{handoff}/introduce/ring/", wait=2, staff=receiver)
        answered = time.monotonic()
        staff, frame, shown = readers.stdout.readline().split()
        assert int(staff) == receiver, (staff, receiver)
        times.append(tuple((float(at) - began) * 1000 for at in (answered, frame, shown)))
        _post(port, person["key"], f"/handoffs/{handoff}/introduce/stop/")
    readers.kill()
    readers.wait()
    return times  # type: ignore[return-value]


def _post(port: int, key: str, path: str, **form: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "Cookie": f"{COOKIE}={key}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    connection.request("POST", path, urlencode(form), headers)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert answer.status == 200, (answer.status, text[:300])


async def _read_streams(port: int) -> None:
    """Hold a stream for everybody; when one says that rings changed, fetch them and print when they were there."""
    keys = {int(staff): key for staff, key in json.loads(sys.stdin.readline()).items()}
    gate, is_open = asyncio.Semaphore(OPENING_AT_ONCE), [0]
    tasks = [asyncio.create_task(_stream(port, staff, key, gate, is_open)) for staff, key in keys.items()]
    while is_open[0] < len(tasks):
        await asyncio.sleep(0.1)
        for task in tasks:
            if task.done():
                task.result()
    print("open", is_open[0], flush=True)
    await asyncio.gather(*tasks)


async def _stream(port: int, staff: int, key: str, gate: asyncio.Semaphore, is_open: list[int]) -> None:
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_get(f"/live/?topics=staff:{staff}&age=0", key))
        while not (await reader.readline()).startswith(b"event: hello"):
            assert not reader.at_eof(), "a stream was refused"
    is_open[0] += 1
    while line := await reader.readline():
        if line.startswith(b"data:") and b'"topic"' in line:
            frame = time.monotonic()
            if b"data-ring=" in await _fetch(port, "/rings/", key):
                print(staff, frame, time.monotonic(), flush=True)
    raise ConnectionError("a stream ended")


async def _fetch(port: int, path: str, key: str) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_get(path, key, "Connection: close\r\nHX-Request: true\r\n"))
    content = await reader.read()
    writer.close()
    return content


def _get(path: str, key: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {COOKIE}={key}\r\n{more}\r\n".encode()


def _report(pages: int, times: list[tuple[float, float, float]]) -> None:
    cpu = platform.processor() or platform.machine()
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores {cpu}, load {os.getloadavg()[0]:.1f} at the end"
    )
    print(f"{pages} pages open, {len(times)} rings; milliseconds from the POST")
    for name, column in zip(
        ("POST answered", "frame came", "ring on page"), zip(*times, strict=True), strict=True
    ):
        cuts = quantiles(column, n=100)
        p95, p99 = cuts[94], cuts[98]
        print(
            f"  {name:14} median {median(column):6.1f}   p95 {p95:6.1f}   p99 {p99:6.1f}   max {max(column):6.1f}"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hard_limit() -> int:
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]


if __name__ == "__main__":
    if "--streams" in sys.argv:
        asyncio.run(_read_streams(int(sys.argv[-1])))
    else:
        main()
