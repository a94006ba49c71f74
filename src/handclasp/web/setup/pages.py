"""What is still missing before a first introduction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from handclasp.domain.readiness import Step, missing, pair, steps
from handclasp.handoffs.queries.ready import readiness
from handclasp.platform.actor import Actor

AND_BACK: Final = ("organization", "new_program")  # pages of one form, after which the list is next
FIRST: Final = {"new_site": "Add a site first", "new_program": "Add a program first"}
OWN: Final = {"site": "new_site", "program": "new_program"}  # the step that a page is for


@dataclass(frozen=True)
class StepLine:
    """One step: done, or what is missing and where."""

    code: str
    title: str
    missing: tuple[str, ...]
    url: str
    action: str
    is_done: bool
    is_next: bool
    is_optional: bool


@dataclass(frozen=True)
class SetupPage:
    """Every step; `ready` names who could introduce a client to whom."""

    steps: tuple[StepLine, ...]
    left: int
    ready: str


def setup_page(actor: Actor, now: datetime) -> SetupPage:
    """Return the list for the actor's organization."""
    house = readiness(actor, now)
    all_steps = steps(house)
    waiting = missing(all_steps)
    next_one = waiting[0] if waiting else None
    two = pair(house)
    ready = ""
    if two and not waiting:
        ready = f"{house.names[two[0]]} can ask a client, and {house.names[two[1]]} can be rung."
    return SetupPage(tuple(_line(step, step is next_one) for step in all_steps), len(waiting), ready)


def _line(step: Step, is_next: bool) -> StepLine:
    url = reverse(step.target, args=[step.row_id] if step.row_id is not None else [])
    if step.target in AND_BACK:
        url += "?then=setup"
    elif step.code == "rungs" and step.row_id:
        url += "#rungs"
    return StepLine(
        step.code, step.title, step.missing, url, _action(step, is_next),
        step.is_done, is_next, step.optional and not step.is_done,
    )  # fmt: skip


def _action(step: Step, is_next: bool) -> str:
    if is_next:
        return "Do this now"
    return "Open" if OWN.get(step.code) == step.target else FIRST.get(step.target, "Open")
