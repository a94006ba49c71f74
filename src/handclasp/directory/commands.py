"""Every change of organizations, sites, programs, staff and needs: one function, one transaction."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db.models import Model

from handclasp.directory import checks
from handclasp.directory.models import Membership, Need, Office, Organization, Program, Site, Staff
from handclasp.directory.queries import narrowed
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from handclasp.platform.live import tell
from handclasp.platform.refusals import Refusal

Row = TypeVar("Row", bound=Model)
Fields = dict[str, Callable[[Any], Any]]


def as_it_is(value: Any) -> Any:
    """Return the value: its type alone decides."""
    return value


ORGANIZATION: Final[Fields] = {
    "name": checks.name, "time_zone": checks.time_zone, "phone": checks.phone,
    "emergency_procedure": checks.paragraphs,
}  # fmt: skip
SITE: Final[Fields] = {
    "name": checks.name, "address": checks.line, "phone": checks.phone,
    "time_zone": lambda text: checks.time_zone(text, or_empty=True),
    "opens_at": as_it_is, "closes_at": as_it_is, "open_weekdays": as_it_is, "closed_on": as_it_is,
}  # fmt: skip
PROGRAM: Final[Fields] = {
    "name": checks.name, "is_part2": bool, "receives": bool,
    "first_visit_within_days": int, "further_visits": int, "further_within_days": int,
}  # fmt: skip
STAFF: Final[Fields] = {
    "given": checks.name, "family": checks.line, "prefix": checks.line, "credential": checks.line,
    "room": checks.line, "email": checks.email, "phone": checks.phone, "languages": checks.languages,
    "site": as_it_is,
}  # fmt: skip
SOURCE: Final[Fields] = {"source_system": str, "source_id": str}
WEEKDAYS: Final = [1, 2, 3, 4, 5]


def create_organization(actor: Actor, now: datetime, **fields: Any) -> Organization:
    """Add an organization (only the system does); fields as in the table, `name` required."""
    checks.may_change_directory(actor, None)
    row = Organization(**_checked(ORGANIZATION | SOURCE, fields, "name"))
    with acting(actor, now, "directory:change"):
        row.save(force_insert=True)
    return row


def update_organization(actor: Actor, now: datetime, organization_id: int, **fields: Any) -> Organization:
    """Change the given columns of an organization."""
    row = _found(Organization, actor, organization_id, "id")
    return _updated(row, row.pk, actor, now, _checked(ORGANIZATION, fields))


def create_site(actor: Actor, now: datetime, organization_id: int, **fields: Any) -> Site:
    """Add a site, open Monday to Friday unless said otherwise."""
    checks.may_change_directory(actor, organization_id)
    fields = {"open_weekdays": WEEKDAYS, **_checked(SITE | SOURCE, fields, "name")}
    row = Site(organization_id=organization_id, **fields)
    with acting(actor, now, "directory:change"):
        row.save(force_insert=True)
    return row


def update_site(actor: Actor, now: datetime, site_id: int, **fields: Any) -> Site:
    """Change the given columns of a site."""
    row = _found(Site, actor, site_id)
    return _updated(row, row.organization_id, actor, now, _checked(SITE, fields))


def create_program(
    actor: Actor, now: datetime, site_id: int, *, needs: Iterable[str] = (), **fields: Any
) -> Program:
    """Add a program at a site with the needs it serves (codes)."""
    site = _found(Site, actor, site_id)
    checks.may_change_directory(actor, site.organization_id)
    checked = _checked(PROGRAM | SOURCE, fields, "name")
    row = Program(organization_id=site.organization_id, site=site, **checked)
    with acting(actor, now, "directory:change"):
        row.save(force_insert=True)
        row.needs.set(_needs(needs))
    return row


def update_program(
    actor: Actor, now: datetime, program_id: int, *, needs: Iterable[str] | None = None, **fields: Any
) -> Program:
    """Change the given columns of a program, and its needs where given."""
    row = _found(Program, actor, program_id)
    changes = _checked(PROGRAM, fields)
    with acting(actor, now, "directory:change"):
        _updated(row, row.organization_id, actor, now, changes)
        if needs is not None:
            row.needs.set(_needs(needs))
    return row


def create_staff(
    actor: Actor, now: datetime, organization_id: int, *, needs: Iterable[str] = (), **fields: Any
) -> Staff:
    """Add somebody to the staff with the needs they help with (codes)."""
    checks.may_change_directory(actor, organization_id)
    row = Staff(organization_id=organization_id, **_checked(STAFF | SOURCE, fields, "given"))
    _same_organization(organization_id, row.site)
    with acting(actor, now, "directory:change"):
        row.save(force_insert=True)
        row.needs.set(_needs(needs))
    return row


def update_staff(
    actor: Actor, now: datetime, staff_id: int, *, needs: Iterable[str] | None = None, **fields: Any
) -> Staff:
    """Change the given columns of somebody of the staff, and their needs where given."""
    row = _found(Staff, actor, staff_id)
    changes = _checked(STAFF, fields)
    _same_organization(row.organization_id, changes.get("site"))
    with acting(actor, now, "directory:change"):
        _updated(row, row.organization_id, actor, now, changes)
        if needs is not None:
            row.needs.set(_needs(needs))
    return row


def link_user(actor: Actor, now: datetime, staff_id: int, user_id: int | None) -> None:
    """Let a user sign in as this person, or nobody."""
    row = _found(Staff, actor, staff_id)
    _updated(row, row.organization_id, actor, now, {"user_id": user_id})


def join_program(actor: Actor, now: datetime, staff_id: int, program_id: int, role: str) -> Membership:
    """Put somebody into a program as one of `PROGRAM_ROLES`, or change what they are there."""
    staff, program = _found(Staff, actor, staff_id), _found(Program, actor, program_id)
    checks.may_change_directory(actor, program.organization_id)
    _same_organization(program.organization_id, staff)
    if role not in PROGRAM_ROLES:
        raise Refusal("unknown_choice")
    with acting(actor, now, "directory:change"):
        row, _ = Membership.objects.update_or_create(staff=staff, program=program, defaults={"role": role})
    return row


def leave_program(actor: Actor, now: datetime, staff_id: int, program_id: int) -> None:
    """Take somebody out of a program; its duty person and its supervisor stay (`still_on_duty`)."""
    program = _found(Program, actor, program_id)
    checks.may_change_directory(actor, program.organization_id)
    if staff_id in {program.duty_id, program.supervisor_id}:
        raise Refusal("still_on_duty")
    with acting(actor, now, "directory:change"):
        Membership.objects.filter(staff_id=staff_id, program=program).delete()


def give_office(actor: Actor, now: datetime, staff_id: int, role: str) -> None:
    """Let somebody of the active staff answer for the organization as one of `OFFICES`; twice changes nothing."""
    staff = _found(Staff, actor, staff_id)
    checks.may_change_directory(actor, staff.organization_id)
    if role not in OFFICES:
        raise Refusal("unknown_choice")
    if not staff.is_active:
        raise Refusal("not_active_staff")
    with acting(actor, now, "directory:change"):
        Office.objects.get_or_create(staff=staff, role=role)


def take_office(actor: Actor, now: datetime, staff_id: int, role: str) -> None:
    """Take an office away; the last active administrator keeps it (`last_admin`)."""
    staff = _found(Staff, actor, staff_id)
    checks.may_change_directory(actor, staff.organization_id)
    with acting(actor, now, "directory:change"):
        Office.objects.filter(staff=staff, role=role).delete()


def set_duty(actor: Actor, now: datetime, program_id: int, staff_id: int | None) -> Program:
    """Say who stands for a program when it is asked; only active staff of its organization."""
    return _set_person(actor, now, program_id, "duty", staff_id)


def set_supervisor(actor: Actor, now: datetime, program_id: int, staff_id: int | None) -> Program:
    """Say who supervises a program; only active staff of its organization."""
    return _set_person(actor, now, program_id, "supervisor", staff_id)


def set_deputy(actor: Actor, now: datetime, staff_id: int, deputy_id: int | None) -> Staff:
    """Say who takes somebody's watches when they are off; everybody may say so for themselves."""
    row = _found(Staff, actor, staff_id)
    if deputy_id == staff_id:
        raise Refusal("own_deputy")
    deputy = _active(actor, deputy_id, row.organization_id)
    return _updated(row, row.organization_id, actor, now, {"deputy": deputy}, own=staff_id)


def go_on_leave(actor: Actor, now: datetime, staff_id: int, first: date, back: date | None) -> Staff:
    """Record that somebody is away from `first` until `back`, the first day back (None: open end)."""
    row = _found(Staff, actor, staff_id)
    checks.leave(first, back, now.date())
    changes = {"away_from": first, "away_until": back}
    return _updated(row, row.organization_id, actor, now, changes, own=staff_id)


def come_back(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """End a leave."""
    row = _found(Staff, actor, staff_id)
    changes = {"away_from": None, "away_until": None}
    return _updated(row, row.organization_id, actor, now, changes, own=staff_id)


def deactivate_staff(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """Take somebody off the active staff; the database refuses `still_holding` while they hold a client."""
    row = _found(Staff, actor, staff_id)
    return _updated(row, row.organization_id, actor, now, {"is_active": False})


def activate_staff(actor: Actor, now: datetime, staff_id: int) -> Staff:
    """Bring somebody back to the active staff."""
    row = _found(Staff, actor, staff_id)
    return _updated(row, row.organization_id, actor, now, {"is_active": True})


def _checked(known: Fields, fields: Mapping[str, Any], *required: str) -> dict[str, Any]:
    unknown = fields.keys() - known.keys()
    if unknown:
        raise TypeError(f"no such column: {', '.join(sorted(unknown))}")
    if any(column not in fields for column in required):
        raise Refusal("name_missing")
    return {column: known[column](value) for column, value in fields.items()}


def _found(model: type[Row], actor: Actor, row_id: int, field: str = "organization_id") -> Row:
    row = narrowed(model._default_manager.all(), actor, field).filter(pk=row_id).first()
    if row is None:
        raise Refusal("not_found")
    return row


def _updated(
    row: Row, home: int, actor: Actor, now: datetime, changes: Mapping[str, Any], own: int | None = None
) -> Row:
    is_own = own is not None and own == actor.staff_id
    if not is_own:
        checks.may_change_directory(actor, home)
    for column, value in changes.items():
        setattr(row, column, value)
    with acting(actor, now, "leave:declare" if is_own else "directory:change") as deed:
        deed.on(f"{row._meta.model_name}:{row.pk}")
        row.save(update_fields=list(changes))
        tell([f"org:{home}"])
    return row


def _set_person(actor: Actor, now: datetime, program_id: int, column: str, staff_id: int | None) -> Program:
    row = _found(Program, actor, program_id)
    person = _active(actor, staff_id, row.organization_id)
    _updated(row, row.organization_id, actor, now, {column: person})
    return row


def _active(actor: Actor, staff_id: int | None, organization_id: int) -> Staff | None:
    if staff_id is None:
        return None
    person = _found(Staff, actor, staff_id)
    if not person.is_active or person.organization_id != organization_id:
        raise Refusal("not_active_staff")
    return person


def _same_organization(organization_id: int, row: Site | Staff | None) -> None:
    if row is not None and row.organization_id != organization_id:
        raise Refusal("other_organization")


def _needs(codes: Iterable[str]) -> list[Need]:
    wanted = list(dict.fromkeys(codes))
    found = {need.code: need for need in Need.objects.filter(code__in=wanted)}
    if len(found) != len(wanted):
        raise Refusal("unknown_choice")
    return list(found.values())
