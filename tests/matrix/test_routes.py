"""Every route, asked by everybody by hand: who is not let in finds nothing, sees no client, and changes nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from handclasp.config.doors import Door, doors
from handclasp.domain.minimum import fields_seen
from handclasp.domain.permissions import STAFF, Relation, may, may_with
from handclasp.web.live.admission import allowed_topics
from tests import cast
from tests.ground import copies
from tests.matrix.people import Who, everybody
from tests.matrix.world import World, build, fingerprint, tried

DOORS = [door for door in doors() if not door.is_for_strangers]
SUMMARY = b"was said to her"
NAMES = (b"Marisol", SUMMARY, b"Call back")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# The words that stand in an address, each with one that exists.
WORDS = {
    "language": "en",
    "name": "leave",
    "digest": "0" * 64,
    "pk": "1",
    **dict.fromkeys(("block_id", "pause_id", "way_id", "tablet_id"), "1"),
}
# Where an address names no handoff itself: by which field its thing belongs to the handoff of everybody here.
REFUSED = {302, 303, 404, 405, 409, 422}  # 303 follows a press that asked for nothing
# What is sent with every press: whatever understands a part of it has something to do.
SENT = {
    "do": "present", "said": "changed", "answer": "accept", "reason": "at_capacity", "wait": "5", "status": "open",
    "staff": "1", "review_on": "2026-03-20",
}  # fmt: skip
THROUGH = {"ring_id": "ring", "pass_id": "asked_pass", "notice_id": "notice"}
# A press that is refused in words on the person's own page: nothing of the handoff is on it.
ON_THEIR_OWN_PAGE = {"here", "withdraw", "answer_ring", "answer_pass", "put_away", "together_save"}


@pytest.fixture(scope="module")
def built(template_database: str, django_db_blocker: Any) -> Iterator[tuple[str, World]]:
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        _browsers.clear()
        world = build()
        for who in everybody():
            browser_of(world, who)
        yield name, world


@pytest.fixture
def world(built: tuple[str, World], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        copies.point_django_at(built[0])
        yield built[1]
        copies.point_django_at("none")


def address(door: Door, world: World) -> str:
    """Return the route's address, leading to what there is."""

    def filled(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if name == "name" and match[2]:
            return "pause"
        known = {
            "handoff_id": world.handoff.pk, "client_id": world.handoff.client_id, "staff_id": world.wes.pk,
            "need_id": cast.need("sleep"),
            "site_id": world.wes.site_id, "program_id": cast.program("Housing"), "room_id": cast.room("Linen room"),
            "row_id": world.wes.pk, **{name: getattr(world, field) for name, field in THROUGH.items()},
        }  # fmt: skip
        if name not in known and name not in WORDS:
            pytest.fail(f"{door.address}: say in tests/matrix/test_routes.py what stands for <{name}>")
        return str(known.get(name, WORDS.get(name)))

    return PLACE.sub(filled, door.address)


def browser_of(world: World, who: Who) -> Client:
    """Return a browser in which somebody is signed in, once for all that is tried."""
    if who not in _browsers:
        _browsers[who] = Client()
        _browsers[who].force_login(world.people[who].user, settings.AUTHENTICATION_BACKENDS[0])
    return _browsers[who]


_browsers: dict[Who, Client] = {}


def is_let_in(who: Who, door: Door) -> bool:
    """Return what the page of permissions says about a route and the one handoff."""
    roles = who.roles | {STAFF}
    assert door.permission is not None
    if not may(roles, door.permission):
        return False
    if "handoff_id" in door.address:
        return may_with(roles, who.here, door.permission, who.relation)
    is_theirs = "client_id" not in door.address and "staff_id" not in door.address
    return is_theirs or who.relation is not Relation.FOREIGN


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", [pytest.param(door, id=door.address) for door in DOORS])
def test_a_route_hides_itself_from_whom_the_page_does_not_name(world: World, door: Door, method: str) -> None:
    wrong, url, before = [], address(door, world), fingerprint()
    for who in everybody():
        if is_let_in(who, door) and who.is_active:
            continue
        with tried():
            answer = _asked(browser_of(world, who), method, url)
            changed = fingerprint() != before
        wrong += [f"{who}: {problem}" for problem in _problems(who, door, method, answer, changed=changed)]
    assert wrong == []


@pytest.mark.parametrize("door", [pytest.param(door, id=door.address) for door in DOORS])
def test_a_route_opens_to_somebody_whom_the_page_names(world: World, door: Door) -> None:
    named = [who for who in everybody() if who.is_active and is_let_in(who, door)]
    assert named, "nobody at all is let in here"
    with tried():
        answer = browser_of(world, named[0]).get(address(door, world))
    assert answer.status_code < 500
    if who_has_the_role_alone(door):
        assert answer.status_code != 404


def who_has_the_role_alone(door: Door) -> bool:
    """Say whether a role is all that this route asks for; codes, keys and apps have to be there first."""
    return "<" not in door.address and not door.address.startswith("/accounts/")


def _asked(browser: Client, method: str, url: str) -> HttpResponse:
    return browser.post(url, SENT) if method == "post" else browser.get(url)


def _problems(who: Who, door: Door, method: str, answer: HttpResponse, *, changed: bool) -> Iterator[str]:
    if answer.status_code not in _expected(who, door, method):
        yield f"got {answer.status_code}"
    if changed:
        yield "was not let in, and something changed"
    foreign = who.relation is Relation.FOREIGN or not who.is_active
    if foreign and any(name in answer.content for name in NAMES):
        yield "is a stranger to the client, and read of them"
    if SUMMARY in answer.content and "handoff.summary" not in fields_seen(who.roles, who.here, who.relation):
        yield "reads the summary"


def _told_that_it_is_not_theirs(who: Who, door: Door) -> set[int]:
    """Return how a page answers who may read of a handoff and not do what the page is for: it says so."""
    if door.name == "handoff_act":
        return {302}  # to the page of the handoff, wherever that leads, for every number there could be
    reads = str(door.permission).endswith(":read") or "handoff_id" not in door.address
    return set() if reads or not may_with(who.roles, who.here, "handoff:read", who.relation) else {200, 302}


def _expected(who: Who, door: Door, method: str) -> set[int]:
    """Return how a route may answer somebody who is not let in."""
    if not who.is_active:
        return {302, 403}  # signed out, or told to ask for a place
    if not may(who.roles | {STAFF}, str(door.permission)):
        return {404}
    if method == "get":
        return {404, 405} | _told_that_it_is_not_theirs(who, door)
    return REFUSED | ({200} if door.name in ON_THEIR_OWN_PAGE else set())


@pytest.mark.parametrize("door", [pytest.param(door, id=door.address) for door in DOORS])
def test_a_stranger_is_asked_to_sign_in(world: World, door: Door) -> None:
    url, before = address(door, world), fingerprint()
    asked = Client().get(url)
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/accounts/login/")
    assert Client().post(url).status_code == 302
    assert Client().get(url, headers={"HX-Request": "true"}).status_code == 401
    assert fingerprint() == before


@pytest.mark.parametrize("who", everybody(), ids=str)
def test_a_stream_follows_what_its_reader_may_open(world: World, who: Who) -> None:
    person, handoff = world.people[who], f"handoff:{world.handoff.pk}"
    own = {f"staff:{person.pk}", f"org:{person.organization_id}"}
    others = {f"staff:{world.wes.pk}", f"signin:{person.user_id}", "org:999", "handoff:999999"}
    others |= {f"org:{world.home}", f"org:{world.away}"} - own
    with transaction.atomic():
        allowed = allowed_topics(world.actors[who], own | others | {handoff})
    near = may_with(who.roles, who.here, "handoff:read", who.relation) and who.is_active
    assert allowed == own | ({handoff} if near else set())
