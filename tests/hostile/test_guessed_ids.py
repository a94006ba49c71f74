"""Who guesses a number learns nothing: what is another organization's is missing, to the last byte."""

import re

import pytest
from django.http import HttpResponse

from tests.fuzz.description import Door, description
from tests.fuzz.world import World
from tests.hostile.addresses import MISSING, addresses, doors_with_ids

MOMENTARY = r'[A-Za-z0-9]{32,}|[0-9]{10,}|data-left="[0-9]+"'  # a form's token, the clock
DOORS = doors_with_ids()


def _filled_in(door: Door, ids: list[int]) -> list[dict[str, str]]:
    form = description(ids)["paths"][door.path]["post"]["requestBody"]["content"]
    good = form["application/x-www-form-urlencoded"]["schema"]["anyOf"][0]["properties"]
    choices = [schema["enum"] for schema in good.values()]
    return [{}] + [
        {name: values[n % len(values)] for name, values in zip(good, choices, strict=True)} for n in range(1)
    ]


def _seen(answer: HttpResponse, number: int) -> tuple[int, str, str]:
    """Return what somebody can tell answers apart by, with the number itself taken out."""
    text = re.sub(MOMENTARY, "", answer.content.decode())
    way = re.sub(rf"\b{number}\b", "N", answer.headers.get("Location", ""))
    return answer.status_code, way, text


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_what_belongs_to_another_organization_is_missing(world: World, door: Door) -> None:
    known = world.browser("another organization")
    for wanted, unknown in zip(*(addresses_of(door, world, missing=m) for m in (False, True)), strict=True):
        assert _seen(known.get(wanted[0]), wanted[1]) == _seen(known.get(unknown[0]), unknown[1]), wanted[0]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_form_sent_to_another_organization_is_missing_too(world: World, door: Door) -> None:
    browser = world.browser("another organization")
    browser.handler.enforce_csrf_checks = False
    for wanted, unknown in zip(*(addresses_of(door, world, missing=m) for m in (False, True)), strict=True):
        for form in _filled_in(door, world.ids):
            there, gone = browser.post(wanted[0], form), browser.post(unknown[0], form)
            assert _seen(there, wanted[1]) == _seen(gone, unknown[1]), (wanted[0], form)
            assert there.status_code != 200 or "Marisol" not in there.content.decode()


def addresses_of(door: Door, world: World, *, missing: bool) -> list[tuple[str, int]]:
    found = []
    for position, number in enumerate(world.foreign_ids):
        tried = MISSING + position if missing else number
        found += [(address, tried) for address in addresses(tried, door)]
    return found


def test_the_numbers_that_are_tried_belong_to_somebody(world: World) -> None:
    pages = [f"/handoffs/{number}/" for number in world.foreign_ids]
    sender = world.browser("the sender")
    assert any(sender.get(page).status_code == 200 for page in pages)
    assert len(DOORS) > 25
