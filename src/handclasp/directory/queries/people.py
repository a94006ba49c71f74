"""Who works where, narrowed to the actor's organization (a part of the system with none sees all)."""

from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db.models import Model, Prefetch, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL

from handclasp.directory.models import Invitation, Membership, Organization, Program, Site, Staff
from handclasp.domain import names
from handclasp.domain.permissions import HOLDING_ROLES
from handclasp.platform.actor import Actor

Row = TypeVar("Row", bound=Model)
UNKNOWN_ZONE = ZoneInfo("UTC")
HELD = RawSQL(
    "ARRAY(SELECT coalesce(r.program_id, 0) || ':' || r.role FROM directory_role_held r"
    " WHERE r.staff_id = directory_staff.id)",
    [],
    output_field=ArrayField(TextField()),
)


def narrowed(rows: QuerySet[Row], actor: Actor, field: str = "organization_id") -> QuerySet[Row]:
    """Return the rows of the actor's organization; without one, only the system sees any."""
    if actor.organization_id is not None:
        return rows.filter(**{field: actor.organization_id})
    return rows if actor.is_system else rows.none()


def person_for_user(user_id: int) -> tuple[Actor, Staff] | None:
    """Return the actor and the staff behind a signed-in user, in one query; None where nobody active stands there."""
    return _person(Q(user_id=user_id))


def actor_for_user(user_id: int) -> Actor | None:
    """Return the actor behind a signed-in user, or None where no active staff stands behind the user."""
    person = person_for_user(user_id)
    return person[0] if person else None


def actor_for_staff(staff_id: int) -> Actor | None:
    """Return the actor for a person of the staff, as `actor_for_user` would; None when not active."""
    person = _person(Q(pk=staff_id))
    return person[0] if person else None


def organization_by_id(actor: Actor, organization_id: int) -> Organization | None:
    """Return an organization, or None where the actor may not see it."""
    return narrowed(Organization.objects.all(), actor, "id").filter(pk=organization_id).first()


def organizations(actor: Actor) -> list[Organization]:
    """Return the organizations the actor may see, by name."""
    return list(narrowed(Organization.objects.order_by("name", "id"), actor, "id"))


def organizations_of_the_house(actor: Actor) -> list[Organization]:
    """Return the organizations the actor may see without the outside agencies that a directory brought, by name."""
    return [row for row in organizations(actor) if not row.is_outside]


def sites(actor: Actor) -> list[Site]:
    """Return the sites in use with their organization, by name."""
    rows = Site.objects.select_related("organization").filter(is_active=True)
    return list(narrowed(rows.order_by("name", "id"), actor))


def programs(actor: Actor) -> list[Program]:
    """Return the programs in use with site, organization, duty person, supervisor and needs, by site and name."""
    people = ("duty", "last_rung", "supervisor")
    rows = Program.objects.select_related("site", "organization", *people).filter(is_active=True)
    rows = rows.prefetch_related("needs")
    return list(narrowed(rows.order_by("site__name", "name", "id"), actor))


def program_by_id(actor: Actor, program_id: int) -> Program | None:
    """Return a program with its site, organization, duty person and supervisor, or None."""
    rows = Program.objects.select_related("site__organization", "organization", "duty", "supervisor")
    return narrowed(rows, actor).filter(pk=program_id).first()


def staff_by_id(actor: Actor, staff_id: int) -> Staff | None:
    """Return somebody of the staff with site and organization, or None where the actor may not see them."""
    return narrowed(Staff.objects.select_related("site", "organization"), actor).filter(pk=staff_id).first()


def open_invitation(token_hash: str, now: datetime) -> Invitation | None:
    """Return the invitation that this token opens now, with who it is for and from; else None, whatever the reason."""
    rows = Invitation.objects.select_related("staff__user", "staff__organization", "invited_by")
    still = rows.filter(used_at=None, withdrawn_at=None, expires_at__gt=now, staff__is_active=True)
    return still.filter(token_hash=token_hash).first()


def staff_of_organization(actor: Actor, *, with_inactive: bool = False) -> list[Staff]:
    """Return the active staff by name, with site, deputy, needs and memberships (each with its program)."""
    memberships = Prefetch(
        "memberships", Membership.objects.select_related("program__site").order_by("program__name")
    )
    rows = Staff.objects.select_related("site", "organization", "deputy").prefetch_related(
        "needs", "offices", memberships
    )
    rows = rows if with_inactive else rows.filter(is_active=True)
    return list(narrowed(rows.order_by("family", "given", "id"), actor))


def find_staff(actor: Actor, text: str, limit: int, offset: int = 0) -> list[Staff]:
    """Return active staff by name whose name, credential, room, site, program or need holds every word of `text`.

    Site, deputy, needs and memberships come with them, in a number of queries that does not grow with the rows.
    """
    rows = Staff.objects.filter(is_active=True)
    for word in text.split()[:6]:
        columns = ("given", "family", "credential", "room", "site__name", "programs__name", "needs__name_en")
        found = [Q(**{f"{column}__icontains": word}) for column in columns]
        rows = rows.filter(pk__in=Staff.objects.filter(reduce(or_, found)).values("pk"))
    memberships = Prefetch(
        "memberships", Membership.objects.select_related("program").order_by("program__name")
    )
    rows = rows.select_related("site", "organization", "deputy").prefetch_related("needs", memberships)
    return list(narrowed(rows.order_by("family", "given", "id"), actor)[offset : offset + limit])


def who_could_hold(program: Program) -> QuerySet[Staff]:
    """Return the active staff of a program who can be accountable for a client; the front desk cannot."""
    return Staff.objects.filter(
        is_active=True, memberships__program=program, memberships__role__in=HOLDING_ROLES
    )


def staff_of_program(actor: Actor, program_id: int) -> list[Staff]:
    """Return the active staff of a program, by name."""
    rows = Staff.objects.select_related("site", "organization").filter(programs=program_id, is_active=True)
    return list(narrowed(rows.order_by("family", "given", "id"), actor))


def programs_of(staff_id: int) -> list[Program]:
    """Return the programs somebody belongs to, with their sites, by name."""
    return list(
        Program.objects.select_related("site").filter(memberships__staff_id=staff_id).order_by("name", "id")
    )


def site_of_program(program_id: int) -> Site | None:
    """Return the site of a program with its organization, or None."""
    return Site.objects.select_related("organization").filter(programs=program_id).first()


def time_zone_of_organization(organization: Organization) -> ZoneInfo:
    """Return the organization's time zone."""
    return _zone(organization.time_zone)


def time_zone_of_site(site: Site) -> ZoneInfo:
    """Return the site's own time zone, else its organization's."""
    return _zone(site.time_zone or site.organization.time_zone)


def time_zone_of_staff(staff: Staff) -> ZoneInfo:
    """Return the time zone somebody reads times in: their site's, else their organization's."""
    return _zone((staff.site and staff.site.time_zone) or staff.organization.time_zone)


def is_away(staff: Staff, day: date) -> bool:
    """Say whether somebody is on leave on `day`; `away_until` is the first day back."""
    if staff.away_from is None or day < staff.away_from:
        return False
    return staff.away_until is None or day < staff.away_until


def staff_label(staff: Staff) -> str:
    """Return `Imani Castellane, LPC`, or `Dr. Wes Halvorsen` where there is a prefix."""
    return names.staff_label(staff.prefix, staff.given, staff.family, staff.credential)


def short_name(staff: Staff) -> str:
    """Return `Imani C.`."""
    return names.short_name(staff.given, staff.family)


def _person(who: Q) -> tuple[Actor, Staff] | None:
    rows = Staff.objects.select_related("site", "organization").filter(who, is_active=True)
    staff = rows.annotate(held=HELD).first()
    if staff is None:
        return None
    pairs = (one.partition(":") for one in staff.held)
    held = frozenset((int(program) or None, role) for program, _, role in pairs)
    return Actor(staff.pk, staff.organization_id, staff_label(staff), held), staff


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UNKNOWN_ZONE
