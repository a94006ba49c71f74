"""Who may open a stream, and what they may follow."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.utils.crypto import constant_time_compare

from handclasp.directory.queries import person_for_user
from handclasp.directory.signed_in import active_users
from handclasp.handoffs.queries import handoffs_visible_to
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.db import reading
from handclasp.platform.live import is_topic
from handclasp.platform.signins.limits import limits
from handclasp.platform.signins.models import Session
from handclasp.web.shell.second_factor import must_enrol

TOPICS_AT_MOST: Final = 400
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Admitted:
    """Somebody who may listen, and to what; the page began to load `age` seconds ago."""

    staff_id: int
    session_key: str
    topics: frozenset[str]
    age: float


async def in_thread(work: Callable[[], Answer]) -> Answer:
    """Run database work off the event loop and give its connection back at once.

    A stream that kept its connection would hold it for as long as the page is open.
    """

    def once() -> Answer:
        try:
            return work()
        finally:
            connections.close_all()

    return await asyncio.to_thread(once)


def admit(request: ASGIRequest) -> Admitted | int:
    """Return what a browser may follow, or a status: 400 and 401 refuse, 204 answers who only asks."""
    request.get_host()
    asked = [topic for topic in request.GET.get("topics", "").split(",") if topic]
    if len(asked) > TOPICS_AT_MOST or not all(map(is_topic, asked)):
        return 400
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if "\0" in session_key:
        return 401
    request.session = _session_store()(session_key or None)
    user = get_user(request)
    row: Session | None = request.session.known_row()  # type: ignore[attr-defined]
    is_open = user.is_authenticated and _is_open(row)
    person = person_for_user(int(user.pk)) if is_open and user.pk else None
    if person is None:
        return 401
    if "ask" in request.GET:
        return 204
    request.user = user
    actor, staff = person
    topics = frozenset[str]() if must_enrol(request, actor, staff) else allowed_topics(actor, asked)
    return Admitted(staff.pk, session_key, topics, _age(request))


def allowed_topics(actor: Actor, asked: Iterable[str]) -> frozenset[str]:
    """Return those topics that this person may follow; the others are left out without a word."""
    own = {f"staff:{actor.staff_id}", f"org:{actor.organization_id}"}
    wanted = set(asked)
    handoffs = {int(topic.partition(":")[2]) for topic in wanted if topic.startswith("handoff:")}
    with reading(actor):
        visible = handoffs_visible_to(actor, handoffs) if handoffs else set()
    return frozenset((wanted & own) | {f"handoff:{number}" for number in visible})


def still_open(session_keys: Iterable[str]) -> set[str]:
    """Return which of these sessions are neither locked nor ended, of active staff with an unchanged password."""
    rows = Session.objects.filter(session_key__in=list(session_keys), user__is_active=True)
    found = {row.session_key: row for row in rows.select_related("user")}
    active = active_users(row.user_id for row in found.values() if row.user_id is not None)
    return {key for key, row in found.items() if row.user_id in active and _is_open(row) and _fits(row)}


def _is_open(row: Session | None) -> bool:
    now = wall_now()
    return (
        row is not None
        and row.expire_date > now
        and limits().standing(row.signed_in_at, row.active_at, now) == "open"
    )


def _fits(row: Session) -> bool:
    """Say whether the password is the one that this session was opened with."""
    kept = row.get_decoded().get(HASH_SESSION_KEY, "")
    return row.user is not None and constant_time_compare(kept, row.user.get_session_auth_hash())


def _age(request: ASGIRequest) -> float:
    text = request.GET.get("age", "")
    return int(text) / 1000 if text.isascii() and text.isdigit() and len(text) < 12 else 0.0


def _session_store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def request_of(scope: dict[str, Any]) -> ASGIRequest:
    """Return Django's request for an ASGI scope without a body."""
    return ASGIRequest(scope, BytesIO())
