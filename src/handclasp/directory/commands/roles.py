"""Changing who does what: roles in programs, offices of the organization, who is on duty and who supervises."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from handclasp.directory import checks
from handclasp.directory.commands.rows import active, found, same_organization, updated
from handclasp.directory.models import Membership, Office, Program, Staff
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

RUNGS: Final = frozenset({"duty", "last_rung", "supervisor"})


def join_program(actor: Actor, now: datetime, staff_id: int, program_id: int, role: str) -> Membership:
    """Put somebody into a program as one of `PROGRAM_ROLES`, or change what they are there."""
    staff, program = found(Staff, actor, staff_id), found(Program, actor, program_id)
    checks.must_be_allowed(actor, "role:grant", program.organization_id)
    same_organization(program.organization_id, staff)
    if role not in PROGRAM_ROLES:
        raise Refusal("unknown_choice")
    with acting(actor, now, "role:grant") as deed:
        deed.on(f"staff:{staff_id}")
        row, _ = Membership.objects.update_or_create(staff=staff, program=program, defaults={"role": role})
        tell([f"org:{program.organization_id}"])
    return row


def leave_program(actor: Actor, now: datetime, staff_id: int, program_id: int) -> None:
    """Take somebody out of a program; its duty person and its supervisor stay (`still_on_duty`)."""
    program = found(Program, actor, program_id)
    checks.must_be_allowed(actor, "role:grant", program.organization_id)
    if staff_id in {program.duty_id, program.supervisor_id}:
        raise Refusal("still_on_duty")
    with acting(actor, now, "role:grant") as deed:
        deed.on(f"staff:{staff_id}")
        Membership.objects.filter(staff_id=staff_id, program=program).delete()
        tell([f"org:{program.organization_id}"])


def set_offices(actor: Actor, now: datetime, staff_id: int, roles: Iterable[str]) -> None:
    """Let somebody of the active staff hold exactly these of `OFFICES`; the last administrator stays (`last_admin`)."""
    wanted = frozenset(roles)
    staff = found(Staff, actor, staff_id)
    checks.must_be_allowed(actor, "role:grant", staff.organization_id)
    if not wanted <= set(OFFICES):
        raise Refusal("unknown_choice")
    with acting(actor, now, "role:grant") as deed:
        deed.on(f"staff:{staff_id}")
        there = frozenset(Office.objects.filter(staff=staff).values_list("role", flat=True))
        if wanted - there:
            active(actor, staff.pk, staff.organization_id)
        Office.objects.filter(staff=staff, role__in=there - wanted).delete()
        for role in sorted(wanted - there):
            Office.objects.get_or_create(staff=staff, role=role)
        tell([f"org:{staff.organization_id}"])


def give_office(actor: Actor, now: datetime, staff_id: int, role: str) -> None:
    """Let somebody of the active staff answer for the organization as one of `OFFICES`; twice changes nothing."""
    set_offices(actor, now, staff_id, {*_offices_of(staff_id), role})


def take_office(actor: Actor, now: datetime, staff_id: int, role: str) -> None:
    """Take an office away; the last active administrator keeps it (`last_admin`)."""
    set_offices(actor, now, staff_id, _offices_of(staff_id) - {role})


def set_duty(actor: Actor, now: datetime, program_id: int, staff_id: int | None) -> Program:
    """Say who stands for a program when it is asked; only active staff of its organization."""
    return _set_person(actor, now, program_id, "duty", staff_id)


def set_supervisor(actor: Actor, now: datetime, program_id: int, staff_id: int | None) -> Program:
    """Say who supervises a program; only active staff of its organization."""
    return _set_person(actor, now, program_id, "supervisor", staff_id)


def name_people(actor: Actor, now: datetime, program_id: int, **people: int | None) -> Program:
    """Say at once who answers for a program: `duty`, `last_rung`, `supervisor`; who is not given stays.

    Only active staff of its organization; the database refuses to leave open handoffs without any (`last_rung_needed`).
    """
    row = found(Program, actor, program_id)
    if not people.keys() <= RUNGS:
        raise TypeError("a program has a duty person, a last rung and a supervisor")
    with acting(actor, now, "role:grant"):
        named = {column: active(actor, pk, row.organization_id) for column, pk in sorted(people.items())}
        return updated(row, row.organization_id, actor, now, named, permission="role:grant")


def _set_person(actor: Actor, now: datetime, program_id: int, column: str, staff_id: int | None) -> Program:
    row = found(Program, actor, program_id)
    with acting(actor, now, "role:grant"):
        person = active(actor, staff_id, row.organization_id)
        return updated(row, row.organization_id, actor, now, {column: person}, permission="role:grant")


def _offices_of(staff_id: int) -> frozenset[str]:
    return frozenset(Office.objects.filter(staff_id=staff_id).values_list("role", flat=True))
