"""The stream of changes: who may follow what, and what a slow reader is sent."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from handclasp.availability.models import OpenPage
from handclasp.directory.queries import actor_for_staff
from handclasp.platform import live
from handclasp.platform.live import Hub, Notice, Stream, read_notice, tell
from handclasp.web.live.admission import admit, allowed_topics, request_of, still_open
from handclasp.web.live.door import LiveDoor
from handclasp.web.live.open_pages import OpenPages
from tests.web.staffing import furnish, signed_in


def a_stream(*topics: str) -> Stream:
    return Stream(frozenset(topics), 1, "session")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(clock: Clock) -> Hub:
    hub = Hub(clock)
    hub.hears()
    clock.now += 300
    return hub


def test_a_notice_reaches_those_who_follow_it_only(hub: Hub) -> None:
    one, other = a_stream("staff:1"), a_stream("staff:2")
    hub.join(one, 0)
    hub.join(other, 0)
    hub.deliver(Notice(("staff:1",), 7))
    assert one.take() == ([], {"staff:1": 7})
    assert other.take() == ([], {})


def test_what_waits_for_a_slow_reader_cannot_grow(hub: Hub) -> None:
    slow = a_stream("staff:1", "org:1")
    hub.join(slow, 0)
    for version in range(10_000):
        hub.deliver(Notice(("staff:1", "org:1"), version))
    assert slow.take() == ([], {"staff:1": 9999, "org:1": 9999})


def test_what_changed_while_the_page_loaded_is_sent_at_once(hub: Hub, clock: Clock) -> None:
    hub.deliver(Notice(("staff:1",), 3))
    clock.now += 2
    fresh, late = a_stream("staff:1"), a_stream("staff:1")
    hub.join(fresh, age=0.5)
    hub.join(late, age=1.5)
    assert fresh.take() == ([], {})
    assert late.take() == ([], {"staff:1": 3})


def test_a_page_older_than_our_memory_fetches_everything(hub: Hub) -> None:
    old = a_stream("staff:1")
    hub.join(old, age=3600)
    assert old.take() == (["resync"], {})


def test_after_a_loss_everybody_fetches_everything(hub: Hub) -> None:
    stream = a_stream("staff:1")
    hub.join(stream, 0)
    hub.is_deaf()
    hub.hears()
    assert stream.take() == (["lost", "resync"], {})


def test_a_hub_forgets_streams_and_old_notices(hub: Hub, clock: Clock) -> None:
    stream = a_stream("staff:1")
    hub.join(stream, 0)
    hub.leave(stream)
    hub.deliver(Notice(("staff:1",), 1))
    clock.now += 100
    hub.deliver(Notice(("staff:2",), 1))
    assert stream.take() == ([], {})
    assert hub._by_topic == {}
    assert list(hub._recent) == ["staff:2"]


@pytest.mark.parametrize("payload", ["", "{", "[]", "null", '{"t":5}', '{"v":1}', '"x"'])
def test_what_we_did_not_send_is_ignored(payload: str) -> None:
    assert read_notice(payload) is None


@pytest.mark.parametrize(
    "text", ["staff:0", "staff:-1", "staff:١", "client:1", "staff:1 ", "staff:" + "9" * 30, "signin:1", ""]
)
def test_only_three_kinds_of_topic_exist(text: str) -> None:
    assert not live.is_topic(text)


def test_a_notice_is_delivered_at_commit_and_split_when_large(db_clone: str) -> None:
    topics = {f"handoff:{number}" for number in range(1, 3000)}
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {live.CHANNEL}")
    with transaction.atomic():
        tell(topics, 4)
    heard = list(connection.connection.notifies(timeout=1, stop_after=5))
    assert len(heard) > 1
    notices = [read_notice(notice.payload) for notice in heard]
    assert {topic for notice in notices if notice for topic in notice.topics} == topics


def test_nothing_is_told_of_a_change_that_was_taken_back(db_clone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {live.CHANNEL}")
    with transaction.atomic():
        tell(["staff:1"])
        transaction.set_rollback(True)
    assert list(connection.connection.notifies(timeout=0.2, stop_after=1)) == []


def test_a_person_follows_themselves_and_their_own_organization(db_clone: str) -> None:
    wes, stranger = furnish().wes, furnish("Larkmeadow").wes
    actor = actor_for_staff(wes.pk)
    assert actor is not None
    mine = {f"staff:{wes.pk}", f"org:{wes.organization_id}"}
    theirs = {f"staff:{stranger.pk}", f"org:{stranger.organization_id}", "handoff:1"}
    assert allowed_topics(actor, mine | theirs) == mine


def scope(query: str = "", session: str = "", method: str = "GET", **headers: str) -> dict[str, Any]:
    sent = {"host": "localhost", "cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} | headers
    return {
        "type": "http",
        "method": method,
        "path": "/live/",
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
    }


def session_of(staff: Any) -> str:
    return str(signed_in(staff).cookies[settings.SESSION_COOKIE_NAME].value)


def test_strangers_and_nonsense_are_refused(db_clone: str) -> None:
    session = session_of(furnish().wes)
    assert admit(request_of(scope())) == 401
    assert admit(request_of(scope("topics=staff:1", "nonsense" * 50))) == 401
    assert admit(request_of(scope("topics=client:1", session))) == 400
    assert admit(request_of(scope("topics=" + ",".join(f"staff:{n}" for n in range(1, 999)), session))) == 400
    assert admit(request_of(scope("ask=1", session))) == 204


def test_a_session_that_ended_is_noticed(db_clone: str) -> None:
    house = furnish()
    kept, changed, gone = session_of(house.wes), session_of(house.imani), "nobody"
    house.imani.user.set_password("another long pass phrase")
    house.imani.user.save()
    assert still_open([kept, changed, gone]) == {kept}


async def ask(door: LiveDoor, request: dict[str, Any]) -> list[Any]:
    sent: list[Any] = []
    forever: Callable[[], Awaitable[Any]] = asyncio.Event().wait

    async def send(message: Any) -> None:
        sent.append(message)

    await asyncio.wait_for(door(request, forever, send), 10)  # type: ignore[arg-type]
    return sent


@pytest.mark.parametrize(
    ("request_scope", "status"),
    [
        (scope(method="POST"), 405),
        (scope(), 401),
        (scope(sec_fetch_site="cross-site"), 403),
        (scope("topics=%00"), 400),
        (scope("topics=" + "&a=1" * 3000), 400),
        (scope(host="elsewhere.example"), 400),
    ],
)
def test_the_door_answers_nonsense_with_a_number(
    db_clone: str, request_scope: dict[str, Any], status: int
) -> None:
    async def nobody(*_: Any) -> None:
        raise AssertionError

    with ThreadPoolExecutor() as pool:  # a browser's driver may run a loop in this thread
        answer = pool.submit(lambda: asyncio.run(ask(LiveDoor(nobody), request_scope))).result()
    assert answer[0]["status"] == status


def test_the_stream_of_a_session_that_ended_is_ended(db_clone: str) -> None:
    house = furnish()
    kept = Stream(frozenset(), house.wes.pk, session_of(house.wes))
    gone = Stream(frozenset(), house.imani.pk, "a session that is no more")

    async def look() -> None:
        hub = Hub()
        hub.hears()
        hub.join(kept, 0)
        hub.join(gone, 0)
        kept.take()
        gone.take()
        await OpenPages(hub)._end_closed()

    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: asyncio.run(look())).result()
    assert kept.take() == ([], {})
    assert gone.take() == (["bye"], {})


def test_a_changed_session_wakes_whoever_ends_streams_and_reaches_no_browser(hub: Hub) -> None:
    stream = a_stream("staff:1")
    hub.join(stream, 0)
    hub.deliver(Notice(("signin:1",), None))
    assert hub.sessions_changed.is_set()
    assert stream.take() == ([], {})
    assert hub._recent == {}


def test_heartbeats_are_one_statement_for_everybody(db_clone: str) -> None:
    house = furnish()

    async def look() -> None:
        hub = Hub()
        pages = OpenPages(hub)
        hub.join(Stream(frozenset(), house.wes.pk, "a"), 0)
        hub.join(Stream(frozenset(), house.imani.pk, "b"), 0)
        await asyncio.gather(pages.arrived(house.wes.pk), pages.arrived(house.imani.pk))

    with ThreadPoolExecutor() as pool:
        pool.submit(lambda: asyncio.run(look())).result()
    assert set(OpenPage.objects.values_list("staff_id", flat=True)) == {house.wes.pk, house.imani.pk}
