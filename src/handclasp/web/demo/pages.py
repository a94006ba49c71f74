"""The page on which anybody becomes one of the demo's people."""

from dataclasses import dataclass
from itertools import groupby

from handclasp.directory.models import Staff
from handclasp.directory.queries import staff_label, staff_of_organization
from handclasp.domain.permissions import ROLE_WORDS, ROLES
from handclasp.platform.actor import DEMO_LOADER
from handclasp.web.demo.cast import TRY_FIRST


@dataclass(frozen=True)
class Person:
    """Somebody to sign in as."""

    staff_id: int
    name: str
    place: str
    role: str
    try_first: str = ""


@dataclass(frozen=True)
class Cast:
    """The people of one organization."""

    organization: str
    people: tuple[Person, ...]

    @property
    def first(self) -> tuple[Person, ...]:
        """Return whom to be first, in the order of the cast."""
        order = list(TRY_FIRST.values())
        return tuple(sorted((p for p in self.people if p.try_first), key=lambda p: order.index(p.try_first)))


def casts() -> list[Cast]:
    """Return everybody who can sign in, by organization."""
    staff = [person for person in staff_of_organization(DEMO_LOADER) if person.user_id is not None]
    staff.sort(key=lambda person: (person.organization.name, person.organization_id))
    grouped = groupby(staff, key=lambda person: person.organization)
    return [Cast(organization.name, tuple(map(_person, members))) for organization, members in grouped]


def user_of(staff_id: int) -> int | None:
    """Return the user behind one of the demo's people, or None."""
    people = staff_of_organization(DEMO_LOADER)
    return next((person.user_id for person in people if person.pk == staff_id), None)


def _person(staff: Staff) -> Person:
    memberships = list(staff.memberships.all())
    programs = ", ".join(membership.program.name for membership in memberships)
    held = {membership.role for membership in memberships} | {office.role for office in staff.offices.all()}
    roles = [ROLE_WORDS[role] for role in ROLES if role in held and role != "clinician"]
    first = TRY_FIRST.get(staff.email, "")
    return Person(staff.pk, staff_label(staff), programs, ", ".join(roles), first)
