"""A clinic with two programs and a few handoffs, for tests of pages; every time is counted back from now."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model

from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Need, Office, Organization, Program, Site, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.handoffs.commands import asking, promising
from handclasp.handoffs.models import Handoff
from handclasp.platform.actor import Actor

EVERY_DAY = list(range(1, 8))


@dataclass(frozen=True)
class Clinic:
    """`wes` sends; `imani` and `tomas` receive; `dana` supervises both programs; `oren` administers."""

    organization: Organization
    clinic: Program
    outpatient: Program
    wes: Staff
    imani: Staff
    tomas: Staff
    dana: Staff
    oren: Staff


def open_clinic(name: str = "Fernhollow") -> Clinic:
    """Write a clinic into the database."""
    home = Organization.objects.create(
        name=name, time_zone="America/New_York", phone="541-555-0100", second_factor_roles=[]
    )
    site = Site.objects.create(organization=home, name=f"{name} House", open_weekdays=EVERY_DAY)
    clinic = Program.objects.create(organization=home, site=site, name=f"{name} Clinic")
    outpatient = Program.objects.create(organization=home, site=site, name=f"{name} Outpatient")
    wes = _hire(site, "Wes", "Halvorsen", prefix="Dr.")
    imani, tomas = _hire(site, "Imani", "Castellane"), _hire(site, "Tomas", "Lindqvist")
    dana, oren = _hire(site, "Dana", "Whitcombe"), _hire(site, "Oren", "Pike")
    Office.objects.create(staff=oren, role="admin")
    for staff, program in ((wes, clinic), (imani, outpatient), (tomas, outpatient)):
        Membership.objects.create(staff=staff, program=program)
    for program in (clinic, outpatient):
        Membership.objects.create(staff=dana, program=program, role=Membership.SUPERVISOR)
        program.needs.set(Need.objects.all())
        program.supervisor = dana
        program.save()
    return Clinic(home, clinic, outpatient, wes, imani, tomas, dana, oren)


def _hire(site: Site, given: str, family: str, **more: str) -> Staff:
    """Add somebody who can sign in by a test's short cut only: a password takes a second to keep."""
    user = get_user_model().objects.create_user(f"{given}.{site.organization_id}")
    return Staff.objects.create(
        organization=site.organization, site=site, given=given, family=family, user=user, **more
    )


def ago(**length: float) -> datetime:
    """Return an instant in the past."""
    return datetime.now(UTC) - timedelta(**length)


def acts(staff: Staff) -> Actor:
    """Return the actor that a person is."""
    actor = actor_for_staff(staff.pk)
    assert actor is not None
    return actor


def client(house: Clinic, given: str = "Marisol", family: str = "Tamayo", pronoun: str = "she") -> Client:
    """Add a client."""
    return Client.objects.create(
        organization=house.organization,
        given=given,
        family=family,
        pronoun=pronoun,
        birth_date=date(1990, 5, 2),
        languages=["es"],
        phone="541-555-0148",
    )


def ask(house: Clinic, whom: Client, at: datetime, need: int = 0) -> Handoff:
    """Let Wes ask a client who says yes."""
    wanted = Need.objects.order_by("position", "code")[need]
    asked = asking.Asked(whom.pk, wanted.pk, house.clinic.pk, "routine", "yes")
    return asking.record_answer(acts(house.wes), asked, at)


def promise(house: Clinic, handoff: Handoff, at: datetime) -> Handoff:
    """Name Imani to call the client."""
    promised = promising.Promised(house.imani.pk, house.outpatient.pk, "call", "nobody_free")
    promising.promise_contact(acts(house.wes), handoff.pk, promised, at)
    return handoff


def share(house: Clinic, whom: Client, at: datetime, need: int = 0) -> Handoff:
    """Let Imani reach a client whom Wes asked: both hands."""
    handoff = promise(house, ask(house, whom, at, need), at)
    promising.record_attempt(acts(house.imani), handoff.pk, "call", "reached", "", at + timedelta(minutes=30))
    return Handoff.objects.get(pk=handoff.pk)
