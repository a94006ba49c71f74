"""Every command, asked by everybody, lets in whom the page of permissions names, and changes nothing for the others."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from handclasp.directory.queries import actor_for_staff
from handclasp.domain.permissions import STAFF, Relation, may, may_with, why_not, why_not_by_role
from handclasp.handoffs.commands import steps
from handclasp.platform import db
from handclasp.platform.refusals import Refusal
from tests import cast
from tests.ground import copies
from tests.matrix.commands import (
    BLOCKS,
    COMMANDS,
    DIRECTORY,
    HANDOFF,
    NOT_MINE,
    ONESELF,
    SYSTEM,
    Command,
    commands_in_the_code,
)
from tests.matrix.people import Who, everybody
from tests.matrix.world import World, build, fingerprint, tried

HERE = commands_in_the_code()
PRESENT = [who for who in everybody() if who.is_active]


@pytest.fixture(scope="module")
def built(template_database: str, django_db_blocker: Any) -> Iterator[tuple[str, World]]:
    with django_db_blocker.unblock(), cast.own_copy(template_database) as name:
        yield name, build()


@pytest.fixture
def world(built: tuple[str, World], django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        copies.point_django_at(built[0])
        yield built[1]
        copies.point_django_at("none")


@pytest.fixture
def let_in(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count who came past the two places that ask for a permission: by role, and by relation."""
    passed = {"role": 0, "relation": 0}
    monkeypatch.setattr(db, "_part_of_a_deed", _counting(passed, "role", db._part_of_a_deed))
    monkeypatch.setattr(steps, "allow", _counting(passed, "relation", steps.allow))
    return passed


def _counting(passed: dict[str, int], what: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def counted(*arguments: Any) -> Any:
        answer = function(*arguments)
        passed[what] += 1
        return answer

    return counted


def test_every_command_is_in_the_matrix() -> None:
    known = {name.partition(" ")[0] for name in COMMANDS} | set(BLOCKS)
    assert set(HERE) - known == set(), (
        "These commands are in no matrix. Give each a line in tests/matrix/commands.py: its permission and "
        "arguments to try it with."
    )
    assert known - set(HERE) == set(), (
        "These commands are gone. Take their lines out of tests/matrix/commands.py."
    )


def says_the_page(who: Who, command: Command) -> set[str]:
    """Return the refusals that somebody may meet, or nothing where the page lets them in."""
    roles = who.roles | {STAFF}
    foreign = who.relation is Relation.FOREIGN
    if not may(roles, command.permission):
        by_role = {why_not_by_role(command.permission)} | (
            {"not_allowed"} if command.about != HANDOFF else set()
        )
        return by_role | ({"not_found"} if foreign else set())
    if command.about == SYSTEM:
        return {"not_allowed"}
    if command.about == ONESELF:
        return set()
    if foreign:
        return {"not_found", "not_allowed"}
    if command.about == NOT_MINE:
        return {"not_found", "not_yours", "not_your_ring"}
    if command.about == DIRECTORY or may_with(roles, who.here, command.permission, who.relation):
        return set()
    return {why_not(command.permission)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_lets_in_whom_the_page_names(world: World, let_in: dict[str, int], name: str) -> None:
    command, run = COMMANDS[name], HERE[name.partition(" ")[0]]
    before, wrong = fingerprint(), []
    for who in PRESENT:
        let_in.update(role=0, relation=0)
        actor = world.actors[who]
        with tried():
            reason = _refused(partial(run, actor, **command.arguments(world, actor)))
            hoped = says_the_page(who, command)
            came_in = let_in["relation" if command.about == HANDOFF else "role"] > 0
            if hoped and reason not in hoped:
                wrong.append(
                    f"{who}: should be refused ({', '.join(sorted(hoped))}), and got {reason or 'in'}"
                )
            elif hoped and fingerprint() != before:
                wrong.append(f"{who}: was refused, and something changed")
            elif not hoped and reason and not came_in:
                wrong.append(f"{who}: should be let in, and was refused: {reason}")
    assert wrong == []


def _refused(command: Callable[[], object]) -> str:
    """Return why a command refused, or an empty string; anything else that goes wrong is a defect."""
    try:
        command()
    except Refusal as refusal:
        return refusal.reason
    return ""


def test_the_matrix_tries_both_answers_of_every_command_that_people_give() -> None:
    for name, command in COMMANDS.items():
        answers = {not says_the_page(who, command) for who in PRESENT}
        if command.about in {HANDOFF, DIRECTORY}:
            assert answers == {True, False}, name


@pytest.mark.parametrize("who", [who for who in everybody() if not who.is_active], ids=str)
def test_whoever_has_left_is_nobody_that_a_command_could_be_given_by(world: World, who: Who) -> None:
    assert actor_for_staff(world.people[who].pk) is None
