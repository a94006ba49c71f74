"""What somebody has in hand before they leave: numbers by program, and no client."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import connection

from handclasp.directory.models import Program, Staff
from handclasp.directory.queries import narrowed, staff_by_id, staff_label
from handclasp.handoffs.facts import supervisors_of
from handclasp.platform.actor import Actor
from handclasp.platform.refusals import Refusal

KINDS: Final = ("sending", "receiving", "promise", "coming", "ring", "asked")
# A question that nobody answers any more binds nobody: whoever asked withdraws it.
BINDING: Final = frozenset(KINDS) - {"asked"}


@dataclass(frozen=True)
class Held:
    """So many of one kind in one program; `supervisors` are those who may put them into other hands."""

    kind: str
    many: int
    program: str
    supervisors: tuple[str, ...]
    is_mine: bool

    @property
    def is_binding(self) -> bool:
        """Say whether this has to pass on first."""
        return self.kind in BINDING


def held_by(actor: Actor, staff_id: int) -> tuple[Held, ...]:
    """Return what somebody of the actor's organization has in hand, to those who change the directory or supervise.

    `is_mine` says that the actor supervises that program and so sees and assigns the clients themselves.
    """
    if not (actor.may("directory:change") or actor.may("program:supervise")):
        raise Refusal("not_allowed")
    if staff_by_id(actor, staff_id) is None:
        raise Refusal("not_found")
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, program_id, many FROM handoffs_held_by(%s)", [staff_id])
        rows = sorted(cursor.fetchall(), key=lambda row: (KINDS.index(row[0]), row[1] or 0))
    programs = _programs(actor, (row[1] for row in rows))
    return tuple(_held(actor, kind, many, programs.get(program_id)) for kind, program_id, many in rows)


def _programs(actor: Actor, ids: Iterable[int | None]) -> Mapping[int, Program]:
    rows = narrowed(Program.objects.filter(pk__in=[one for one in ids if one]), actor)
    return {program.pk: program for program in rows}


def _held(actor: Actor, kind: str, many: int, program: Program | None) -> Held:
    if program is None:
        return Held(kind, many, "", (), False)
    people = Staff.objects.filter(pk__in=supervisors_of(program.pk)).order_by("family", "given", "pk")
    is_mine = "supervisor" in actor.roles_in([program.pk])
    return Held(kind, many, program.name, tuple(staff_label(person) for person in people), is_mine)
