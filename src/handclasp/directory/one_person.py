"""Everything the directory knows about one person, for their page."""

from dataclasses import dataclass

from handclasp.directory.models import Invitation, Membership, Office, Program, Staff
from handclasp.directory.queries import narrowed, staff_by_id, staff_label
from handclasp.directory.second_factor import has_second_factor
from handclasp.platform.actor import Actor


@dataclass(frozen=True)
class PersonFacts:
    """One person: roles, offices, the newest invitation, and where others rely on them."""

    staff: Staff
    memberships: tuple[Membership, ...]
    offices: frozenset[str]
    on_duty: tuple[Program, ...]
    supervises: tuple[Program, ...]
    deputy_of: tuple[str, ...]
    invitation: Invitation | None
    has_password: bool
    has_factor: bool


def person_facts(actor: Actor, staff_id: int) -> PersonFacts | None:
    """Return what is known about somebody of the actor's organization, active or not, or None."""
    staff = staff_by_id(actor, staff_id)
    if staff is None:
        return None
    members = Membership.objects.filter(staff=staff).select_related("program__site")
    others = Staff.objects.filter(deputy=staff, is_active=True).order_by("family", "given", "pk")
    invitations = Invitation.objects.filter(staff=staff).select_related("invited_by").order_by("-pk")
    return PersonFacts(
        staff=staff,
        memberships=tuple(members.order_by("program__name", "program_id")),
        offices=frozenset(Office.objects.filter(staff=staff).values_list("role", flat=True)),
        on_duty=tuple(staff.duty_for.order_by("name", "pk")),
        supervises=tuple(staff.supervises.order_by("name", "pk")),
        deputy_of=tuple(staff_label(other) for other in others),
        invitation=invitations.first(),
        has_password=staff.user is not None and staff.user.has_usable_password(),
        has_factor=staff.user_id is not None and has_second_factor(staff.user_id),
    )


def people_who_left(actor: Actor) -> list[Staff]:
    """Return the people who are not on the active staff, by name."""
    rows = Staff.objects.filter(is_active=False).order_by("family", "given", "pk")
    return list(narrowed(rows, actor))


def people_with_email(email: str) -> list[Staff]:
    """Return everybody of any organization who has this email address."""
    rows = Staff.objects.select_related("organization").filter(email__iexact=email.strip())
    return list(rows.order_by("pk")) if email.strip() else []


def has_administrator() -> bool:
    """Say whether anybody of any organization administers it."""
    return Office.objects.filter(role="admin", staff__is_active=True).exists()
