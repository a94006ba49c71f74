"""Who may open a stream, and what they may follow."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any, Final, TypeVar

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user, get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.utils.crypto import constant_time_compare

from handclasp.directory.queries import actor_for_user
from handclasp.handoffs.queries import handoffs_visible_to
from handclasp.platform.actor import Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.db import reading
from handclasp.platform.live import is_topic

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
    actor = actor_for_user(user.pk) if user.is_authenticated else None
    if actor is None or actor.staff_id is None:
        return 401
    if "ask" in request.GET:
        return 204
    return Admitted(actor.staff_id, session_key, allowed_topics(actor, asked), _age(request))


def allowed_topics(actor: Actor, asked: Iterable[str]) -> frozenset[str]:
    """Return those topics that this person may follow; the others are left out without a word."""
    own = {f"staff:{actor.staff_id}", f"org:{actor.organization_id}"}
    wanted = set(asked)
    handoffs = {int(topic.partition(":")[2]) for topic in wanted if topic.startswith("handoff:")}
    with reading(actor):
        visible = handoffs_visible_to(actor, handoffs) if handoffs else set()
    return frozenset((wanted & own) | {f"handoff:{number}" for number in visible})


def still_signed_in(session_keys: Iterable[str]) -> set[str]:
    """Return which of these sessions still belong to an active person with an unchanged password."""
    rows = Session.objects.filter(session_key__in=list(session_keys), expire_date__gt=wall_now())
    held = {row.session_key: row.get_decoded() for row in rows}
    ids = {str(content.get(SESSION_KEY)) for content in held.values() if content.get(SESSION_KEY)}
    users = {str(user.pk): user for user in get_user_model().objects.filter(pk__in=ids, is_active=True)}
    return {key for key, content in held.items() if _belongs(content, users)}


def _belongs(content: dict[str, Any], users: Mapping[str, AbstractBaseUser]) -> bool:
    user = users.get(str(content.get(SESSION_KEY)))
    return user is not None and constant_time_compare(
        content.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    )


def _age(request: ASGIRequest) -> float:
    text = request.GET.get("age", "")
    return int(text) / 1000 if text.isascii() and text.isdigit() and len(text) < 12 else 0.0


def _session_store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


def request_of(scope: dict[str, Any]) -> ASGIRequest:
    """Return Django's request for an ASGI scope without a body."""
    return ASGIRequest(scope, BytesIO())
