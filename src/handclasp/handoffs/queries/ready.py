"""How ready an organization is for an introduction, in a number of queries that does not grow with it."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from handclasp.directory.models import Invitation, Membership, Organization, Program, Room, Site, Staff
from handclasp.directory.queries import staff_label
from handclasp.domain.last_rungs import why_not
from handclasp.domain.permissions import PERMISSIONS
from handclasp.domain.readiness import House, Service
from handclasp.handoffs.last_rungs import rungs_of
from handclasp.platform.actor import Actor


def readiness(actor: Actor, now: datetime) -> House:
    """Return what there is in the actor's organization: places, programs, who could ask and who could be rung."""
    home = Organization.objects.get(pk=actor.home)
    sites = Site.objects.filter(organization=home, is_active=True).order_by("pk")
    people = _people(home)
    members = list(
        Membership.objects.filter(staff__in=people, program__is_active=True).values_list(
            "program_id", "staff_id", "role"
        )
    )
    askers = {staff for program, staff, role in members if role in PERMISSIONS["handoff:ask"]}
    return House(
        phone=home.phone,
        emergency=home.emergency_procedure,
        sites=tuple(sites.values_list("pk", "name")),
        rooms=Room.objects.filter(site__in=sites, is_active=True).count(),
        services=_services(home, members, now),
        askers=frozenset(askers - _protected_only(members, home)),
        signed_in=frozenset(pk for pk, person in people.items() if _comes_in(person)),
        names={pk: staff_label(person) for pk, person in people.items()},
    )


def _services(home: Organization, members: list[tuple[int, int, str]], now: datetime) -> tuple[Service, ...]:
    rows = Program.objects.filter(organization=home, is_active=True, receives=True).prefetch_related("needs")
    programs = list(rows.order_by("name", "pk"))
    rungs = rungs_of([program.pk for program in programs], now)
    clinicians: dict[int, set[int]] = {}
    for program, staff, role in members:
        if role == Membership.CLINICIAN:
            clinicians.setdefault(program, set()).add(staff)
    return tuple(
        Service(
            one.pk, one.name, bool(one.needs.all()), frozenset(clinicians.get(one.pk, ())),
            why_not(rungs[one.pk]), one.is_part2,
        )
        for one in programs
    )  # fmt: skip


def _protected_only(members: list[tuple[int, int, str]], home: Organization) -> set[int]:
    """Return who works in Part 2 programs only, from which nobody can be introduced yet."""
    protected = set(Program.objects.filter(organization=home, is_part2=True).values_list("pk", flat=True))
    elsewhere = {staff for program, staff, _ in members if program not in protected}
    return {staff for _, staff, _ in members} - elsewhere


def _people(home: Organization) -> dict[int, Staff]:
    invited = Exists(Invitation.objects.filter(staff=OuterRef("pk")))
    rows = Staff.objects.select_related("user").filter(organization=home, is_active=True)
    rows = rows.filter(memberships__isnull=False).annotate(invited=invited).distinct()
    return {person.pk: person for person in rows}


def _comes_in(person: Staff) -> bool:
    """Say whether somebody has come in, or could without a link, as `directory_has_a_way` says in the database."""
    user = person.user
    if user is None or not user.is_active:
        return False
    return user.has_usable_password() or user.last_login is not None or not person.invited  # type: ignore[attr-defined]
