"""Somebody in every role and every relation to one handoff, who touched everything there is."""

from dataclasses import dataclass
from itertools import count

from django.contrib.auth import get_user_model

from handclasp.directory.models import Membership, Office, Organization, Program, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.domain.permissions import OFFICES, PROGRAM_ROLES, Relation
from handclasp.handoffs.commands import calling, meeting, passing, promising, talking, visits
from handclasp.handoffs.models import Handoff, Meeting, Notice
from handclasp.platform.actor import Actor
from handclasp.platform.db import acting
from tests import cast
from tests.cast import DAY, MINUTE, NOW

NEAR, FAR, ELSEWHERE = "Counseling", "Housing", "Lakeside counseling"
NOBODY = "nobody"  # works here, and has no role
_numbers = count(1)


@dataclass(frozen=True)
class Who:
    """Somebody by role and relation; `is_active` is False for one who has left."""

    role: str
    relation: Relation
    is_active: bool = True

    def __str__(self) -> str:
        """Return `clinician, own`."""
        left = "" if self.is_active else ", deactivated"
        return f"{self.role}, {self.relation.name.lower()}{left}"

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles that the database knows of."""
        return frozenset({self.role}) - {NOBODY}

    @property
    def here(self) -> frozenset[str]:
        """Return the roles held in the programs of the handoff."""
        return self.roles if self.relation is Relation.PROGRAM else frozenset()


def everybody() -> list[Who]:
    """Return every role in every relation that it can stand in; an office belongs to no program."""
    program = [Who(role, relation) for role in PROGRAM_ROLES for relation in Relation]
    others = [
        Who(role, relation)
        for role in (*OFFICES, NOBODY)
        for relation in Relation
        if relation is not Relation.PROGRAM
    ]
    left = [
        Who(role, Relation.OWN, is_active=False) for role in ("clinician", "supervisor", "privacy_officer")
    ]
    return [*program, *others, *left]


def busy_handoff() -> Handoff:
    """Bring about one handoff with a row in every table that bears client data."""
    handoff = cast.said_yes("marisol")
    wes, grace, at = cast.actor("wes"), cast.actor("grace"), NOW
    calling.start_call(wes, handoff.pk, 5, at, [cast.staff("ruben")])
    calling.stop_call(wes, handoff.pk, at + MINUTE)
    promised = promising.Promised(cast.staff("grace"), cast.program(NEAR), "call", "nobody_free")
    promising.promise_contact(wes, handoff.pk, promised, at + 2 * MINUTE)
    promising.record_attempt(grace, handoff.pk, "call", "reached", "", at + 3 * MINUTE)
    visits.plan_visit(grace, handoff.pk, NOW + 2 * DAY, at + 4 * MINUTE)
    meeting.save_words(grace, handoff.pk, meeting.Words(said="was said to her"), 1, at + 5 * MINUTE)
    talking.say(wes, handoff.pk, "own", "She waits in room 4", at + 6 * MINUTE)
    talking.note_read(grace, handoff.pk, at + 6 * MINUTE)
    with acting(wes, at, "meeting:open"):
        Meeting.objects.create(handoff=handoff, kind="phone", opened_at=at, opened_by_id=wes.person)
    meeting.add_action(grace, handoff.pk, "Call back", None, None, at + 6 * MINUTE)
    passing.ask_colleague(grace, handoff.pk, "receiving", cast.staff("ruben"), "leave", at + 7 * MINUTE)
    passing.ask_relief(grace, handoff.pk, "too much", at + 8 * MINUTE)
    return cast.fresh(handoff)


def hire(who: Who, handoff: Handoff) -> Staff:
    """Add somebody who stands to the handoff like this, with an account."""
    foreign = who.relation is Relation.FOREIGN
    home = Organization.objects.get(name="Lakeside Recovery") if foreign else handoff.organization
    number = next(_numbers)
    user = get_user_model().objects.create_user(f"matrix{number}", f"matrix{number}@example.org")
    staff = Staff.objects.create(
        organization=home, given=who.role, family=who.relation.name.lower(), email=user.email,
        languages=["en"], user=user, is_active=who.is_active,
    )  # fmt: skip
    place = {Relation.PROGRAM: NEAR, Relation.FOREIGN: ELSEWHERE}.get(who.relation, FAR)
    if who.role in PROGRAM_ROLES:
        Membership.objects.create(staff=staff, program=Program.objects.get(name=place), role=who.role)
    elif who.role in OFFICES:
        Office.objects.create(staff=staff, role=who.role)
    if who.relation is Relation.OWN:
        Notice.objects.create(staff=staff, handoff=handoff, kind="promised", told_at=NOW)
    return staff


def acts(staff: Staff) -> Actor:
    """Return the actor that a person is, or was before they left."""
    found = actor_for_staff(staff.pk)
    return found or Actor(staff.pk, staff.organization_id, "gone")
