"""What the changes of the directory share: which columns there are, finding a row, writing it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import Model, Q

from handclasp.directory import checks
from handclasp.directory.models import Need, Site, Staff
from handclasp.directory.queries import narrowed
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
    "opens_at": as_it_is, "closes_at": as_it_is, "open_weekdays": as_it_is, "closed_on": checks.days,
    "minutes_on_a_floor": int, "minutes_per_floor": int, "is_active": bool,
}  # fmt: skip
PROGRAM: Final[Fields] = {
    "name": checks.name, "is_part2": bool, "receives": bool,
    "first_visit_within_days": int, "further_visits": int, "further_within_days": int,
    "phone": checks.phone, "languages": checks.languages, "age_groups": checks.age_groups, "closed_on": checks.days,
    "is_active": bool, "interruptions_a_day": int,
    "wave_size": lambda people: checks.calling(wave_size=people).wave_size,
    "ring_seconds": lambda seconds: checks.calling(ring_seconds=seconds).ring_seconds,
    "rings_an_hour": lambda rings: checks.calling(rings_an_hour=rings).rings_an_hour,
    "wait_choices": lambda minutes: list(checks.calling(wait_choices=tuple(sorted(set(minutes)))).wait_choices),
}  # fmt: skip
STAFF: Final[Fields] = {
    "given": checks.name, "family": checks.line, "prefix": checks.line, "credential": checks.line,
    "room": checks.line, "email": checks.email, "phone": checks.phone, "languages": checks.languages,
    "site": as_it_is,
}  # fmt: skip
SOURCE: Final[Fields] = {"source_system": str, "source_id": str}
WEEKDAYS: Final = [1, 2, 3, 4, 5]


def checked(known: Fields, fields: Mapping[str, Any], *required: str) -> dict[str, Any]:
    """Return the tidied columns, or refuse what one of them cannot hold."""
    unknown = fields.keys() - known.keys()
    if unknown:
        raise TypeError(f"no such column: {', '.join(sorted(unknown))}")
    if any(column not in fields for column in required):
        raise Refusal("name_missing")
    return {column: known[column](value) for column, value in fields.items()}


def found(model: type[Row], actor: Actor, row_id: int, field: str = "organization_id") -> Row:
    """Return a row of the actor's organization, or refuse `not_found`."""
    row = narrowed(model._default_manager.all(), actor, field).filter(pk=row_id).first()
    if row is None:
        raise Refusal("not_found")
    return row


def updated(
    row: Row,
    home: int,
    actor: Actor,
    now: datetime,
    changes: Mapping[str, Any],
    own: int | None = None,
    permission: str = "directory:change",
) -> Row:
    """Write the given columns, with this permission or (`own`) by the person themself, and tell open pages."""
    if own is None or own != actor.staff_id:
        checks.must_be_allowed(actor, permission, home)
    for column, value in changes.items():
        setattr(row, column, value)
    with acting(actor, now, own_or(actor, own, permission)) as deed:
        deed.on(f"{row._meta.model_name}:{row.pk}")
        row.save(update_fields=list(changes))
        tell([f"org:{home}"])
    return row


def own_or(actor: Actor, own: int | None, permission: str = "directory:change") -> str:
    """Return the permission of somebody who speaks for themselves, else the given one."""
    return "leave:declare" if own is not None and own == actor.staff_id else permission


def active(actor: Actor, staff_id: int | None, organization_id: int) -> Staff | None:
    """Return somebody of the active staff of the organization, or refuse; call inside `acting`.

    The row is locked, so that whoever leaves in the same instant is either named and then let go, or not named.
    """
    if staff_id is None:
        return None
    person = found(Staff, actor, staff_id)
    locked = Staff.objects.select_for_update().filter(
        pk=person.pk, is_active=True, organization_id=organization_id
    )
    if not locked.exists():
        raise Refusal("not_active_staff")
    return person


def same_organization(organization_id: int, row: Site | Staff | None) -> None:
    """Refuse a row of another organization."""
    if row is not None and row.organization_id != organization_id:
        raise Refusal("other_organization")


def needs_of(codes: Iterable[str], organization_id: int) -> list[Need]:
    """Return the house's or the organization's own needs with these codes, or refuse an unknown one."""
    wanted = list(dict.fromkeys(codes))
    known = Need.objects.filter(Q(organization=None) | Q(organization_id=organization_id), code__in=wanted)
    there = {need.code: need for need in known}
    if len(there) != len(wanted):
        raise Refusal("unknown_choice")
    return list(there.values())
