"""Whatever is sent to any door by anybody, the answer is ours and never a 500.

The doors are described from the code (`tests.fuzz.description`); a request is told by its seed. Choose another with
HANDCLASP_TEST_SEED.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.forms import BaseForm
from django.test.utils import override_settings
from django.urls import get_resolver

from tests.fuzz.description import description, doors
from tests.fuzz.firing import Tally, fire
from tests.fuzz.world import World, make_world
from tests.ground import copies

SEED = int(os.environ.get("HANDCLASP_TEST_SEED", "3"))
MANY = 10_000
FEW = 500
EACH = 250  # requests to one copy of the world, which they wear out


@pytest.fixture
def worlds(template_database: str, django_db_blocker: Any) -> Iterator[Callable[[], World]]:
    """Return what brings about the same fresh world again and again."""
    first = f"fuzz_{copies.WORKER}"
    copies.copy(template_database, first)
    made: list[str] = []
    with django_db_blocker.unblock(), override_settings(CHANGES_A_MINUTE=10**9, IDLE_MINUTES=10**6):
        copies.point_django_at(first)
        world = make_world()
        copies.point_django_at("none")

        def fresh() -> World:
            _let_go(made)
            made.append(f"{first}_{len(made)}")
            copies.copy(first, made[-1])
            copies.point_django_at(made[-1])
            return world

        yield fresh
        _let_go(made)
        copies.drop(first)
        copies.point_django_at("none")


def _let_go(made: list[str]) -> None:
    connections.close_all()
    if made:
        copies.drop(made[-1])


def _prove(worlds: Callable[[], World], count: int) -> Tally:
    began = time.monotonic()
    logging.disable(logging.CRITICAL)
    try:
        tally = fire(description(worlds().ids), worlds, count, SEED, EACH)
    finally:
        logging.disable(logging.NOTSET)
    seconds = time.monotonic() - began
    statuses = dict(sorted(tally.statuses.items()))
    print(f"seed {SEED}: {tally.sent} requests, {seconds:.0f} s, {statuses}, {tally.changed} forms taken")
    assert tally.wrong == [], f"seed {SEED}, {len(tally.wrong)} answers are not ours"
    assert tally.sent == count
    return tally


def test_some_hundred_requests_meet_no_defect(worlds: Callable[[], World]) -> None:
    tally = _prove(worlds, FEW)
    assert {200, 404, 405} <= set(tally.statuses)


@pytest.mark.long
def test_ten_thousand_requests_meet_no_defect(worlds: Callable[[], World]) -> None:
    tally = _prove(worlds, MANY)
    assert {200, 302, 303, 400, 403, 404, 405, 409, 422} <= set(tally.statuses), (
        "every kind of answer was met"
    )
    assert tally.changed > MANY / 50, "forms get through to the commands"


def test_every_door_is_described() -> None:
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {door.name for door in doors()} >= named
    reached = {form for door in doors() for form in door.reach.forms}
    ours = {
        one
        for one in _all_of(BaseForm)
        if one.__module__.startswith("handclasp.") and hasattr(one, "base_fields")
    }
    assert {one.__name__ for one in ours - reached if not one.__subclasses__()} == set(), (
        "no door leads to this form"
    )


def _all_of(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _all_of(one)
