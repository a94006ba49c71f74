"""A fixed cast in an invented clinic: one sends, four receive, one stands in, one supervises, one is elsewhere.

Everybody who receives has said that they can come, and has a page open.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from handclasp.availability.models import OpenPage, Presence
from handclasp.clients.models import Client
from handclasp.directory.models import Membership, Need, Organization, Program, Room, Site, Staff
from handclasp.directory.queries import actor_for_staff
from handclasp.domain.refusals import REFUSALS
from handclasp.handoffs.commands.asking import Asked, record_answer
from handclasp.handoffs.commands.calling import accept_ring, start_call
from handclasp.handoffs.commands.meeting import mark_everyone_present
from handclasp.handoffs.commands.promising import Promised, promise_contact
from handclasp.handoffs.commands.visits import plan_visit
from handclasp.handoffs.models import Handoff, Notice, Ring
from handclasp.platform.actor import DEMO_LOADER, Actor
from handclasp.platform.clock import wall_now
from handclasp.platform.db import acting
from handclasp.platform.refusals import Refusal
from tests.ground import copies

NOW = datetime(2026, 3, 11, 15, 0, tzinfo=UTC)  # a Wednesday, 10 in the morning in Chicago
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

SENDER = "wes"
RECEIVERS = ("imani", "tomas", "grace", "ruben")
PEOPLE = {
    "wes": ("Dr.", "Wes", "Halvorsen", ""),
    "imani": ("", "Imani", "Castellane", "LPC"),
    "tomas": ("", "Tomas", "Lindqvist", "LCSW"),
    "grace": ("", "Grace", "Oyelaran", "LPC"),
    "ruben": ("", "Rubén", "Salas", ""),
    "bea": ("", "Bea", "Fontaine", ""),
    "dana": ("", "Dana", "Whitcombe", ""),
    "lena": ("Dr.", "Lena", "Amadi", ""),
}
CLIENTS = {
    "marisol": ("Marisol", "T."),
    "ana": ("Ana-Lucía", "P."),
    "teddy": ("Teddy", "R."),
    "joy": ("Joy", "E."),
    "marcus": ("Marcus", "B."),
    "kofi": ("Kofi", "D."),
}


def load() -> None:
    """Put the cast into an empty database."""
    with acting(DEMO_LOADER, NOW, "cast:load"):
        home, away = _organization("Cedar Row Health"), _organization("Lakeside Recovery")
        here, there = _site(home, "Main Street"), _site(away, "Lake House")
        for key, (prefix, given, family, credential) in PEOPLE.items():
            org, site = (away, there) if key == "lena" else (home, here)
            Staff.objects.create(
                organization=org, site=site, prefix=prefix, given=given, family=family,
                credential=credential, languages=["en"], source_system="cast", source_id=key,
                user=get_user_model().objects.create(username=f"cast-{key}", password="!"),
            )  # fmt: skip
        _program(
            here, "Family clinic", {"wes": "clinician", "bea": "proxy", "dana": "supervisor"}, "bea", "dana"
        )
        roles = dict.fromkeys(RECEIVERS, "clinician") | {"bea": "proxy", "dana": "supervisor"}
        _program(here, "Counseling", roles, "grace", "dana", "worry", "low_mood")
        _program(here, "Housing", {"tomas": "clinician"}, "tomas", "dana", "housing")
        _program(here, "Recovery house", {"wes": "clinician"}, "dana", "dana", "alcohol_drugs", part2=True)
        _program(there, "Lakeside counseling", {"lena": "clinician"}, "lena", "lena", "worry")
        for key, (given, family) in CLIENTS.items():
            Client.objects.create(
                organization=home, given=given, family=family, source_system="cast", source_id=key
            )
        Staff.objects.filter(pk=staff("imani")).update(deputy_id=staff("tomas"))
        for name, floor in (("Linen room", 0), ("Music room", 1)):
            Room.objects.create(site=here, name=name, floor=floor)
        for key in RECEIVERS:
            can_come(key)


def _organization(name: str) -> Organization:
    return Organization.objects.create(name=name, time_zone="America/Chicago", second_factor_roles=[])


def _site(organization: Organization, name: str) -> Site:
    return Site.objects.create(
        organization=organization, name=name, opens_at=time(8), closes_at=time(17),
        open_weekdays=[1, 2, 3, 4, 5],
    )  # fmt: skip


def _program(
    site: Site, name: str, roles: dict[str, str], duty: str, supervisor: str, *needs: str, part2: bool = False
) -> None:
    row = Program.objects.create(
        organization=site.organization, site=site, name=name, is_part2=part2, receives=bool(needs),
        duty_id=staff(duty), supervisor_id=staff(supervisor),
    )  # fmt: skip
    row.needs.set(Need.objects.filter(code__in=needs))
    for key, role in roles.items():
        Membership.objects.create(staff_id=staff(key), program=row, role=role)


def can_come(key: str, until: datetime | None = None) -> None:
    """Let somebody say that they can come, with a page open."""
    Presence.objects.update_or_create(
        staff_id=staff(key), defaults={"status": "open", "until": until, "declared_at": NOW - DAY}
    )
    OpenPage.objects.update_or_create(
        staff_id=staff(key), defaults={"seen_at": wall_now() + DAY, "closed_at": None}
    )


def cannot_come(*keys: str) -> None:
    """Let people say that they cannot come now."""
    Presence.objects.filter(staff__source_id__in=keys).update(status="not_now")


def staff(key: str) -> int:
    """Return somebody's id."""
    return Staff.objects.values_list("pk", flat=True).get(source_system="cast", source_id=key)


def room(name: str) -> int:
    """Return a room's id."""
    return Room.objects.values_list("pk", flat=True).get(name=name)


def actor(key: str) -> Actor:
    """Return somebody as the actor of a command."""
    found = actor_for_staff(staff(key))
    assert found is not None
    return found


def client(key: str) -> int:
    """Return a client's id."""
    return Client.objects.values_list("pk", flat=True).get(source_system="cast", source_id=key)


def program(name: str) -> int:
    """Return a program's id."""
    return Program.objects.values_list("pk", flat=True).get(name=name)


def need(code: str = "worry") -> int:
    """Return a need's id."""
    return Need.objects.values_list("pk", flat=True).get(code=code)


def asked(client_key: str = "marisol", **changes: object) -> Asked:
    """Return a question that the client answered with yes, unless changed."""
    usual: dict[str, object] = {
        "client_id": client(client_key), "need_id": need(), "from_program_id": program("Family clinic"),
        "urgency": "routine", "answer": "yes",
    }  # fmt: skip
    return Asked(**(usual | changes))  # type: ignore[arg-type]


def said_yes(client_key: str = "marisol", now: datetime = NOW, **changes: object) -> Handoff:
    """Return a handoff that has just begun: Wes holds alone."""
    return record_answer(actor("wes"), asked(client_key, **changes), now)


def ringing(client_key: str = "marisol", *keys: str, wait: int = 5, now: datetime = NOW) -> Handoff:
    """Return a handoff for which people are being rung: `keys`, or the best three."""
    handoff = said_yes(client_key, now)
    start_call(actor("wes"), handoff.pk, wait, now, [staff(key) for key in keys])
    return handoff


def ring_of(handoff: Handoff, key: str) -> Ring:
    """Return somebody's latest ring for a handoff."""
    return Ring.objects.filter(call__handoff=handoff, staff_id=staff(key)).latest("pk")


def coming(client_key: str = "marisol", key: str = "imani", now: datetime = NOW) -> Handoff:
    """Return a handoff to which somebody is on the way."""
    handoff = ringing(client_key, key, now=now)
    return accept_ring(actor(key), ring_of(handoff, key).pk, now)


def shared(client_key: str = "marisol", key: str = "imani", now: datetime = NOW) -> Handoff:
    """Return a handoff in both hands: everybody is present."""
    handoff = coming(client_key, key, now)
    mark_everyone_present(actor(key), handoff.pk, now + MINUTE)
    return fresh(handoff)


def keep_busy() -> None:
    """Bring about a handoff in every open state, and one that the client declined; `of` finds each."""
    both = shared("marisol", "imani")
    plan_visit(actor("imani"), both.pk, NOW + 2 * DAY, NOW + 2 * MINUTE)
    coming("ana", "tomas")
    promised(said_yes("teddy"))
    ringing("joy", "ruben")
    said_yes("marcus", answer="no")


def promised(handoff: Handoff, key: str = "grace", now: datetime = NOW, **changes: object) -> Handoff:
    """Let somebody promise to reach the client, within three days unless changed."""
    usual: dict[str, object] = {
        "staff_id": staff(key), "program_id": program("Counseling"), "channel": "call",
        "drop_reason": "nobody_free",
    }  # fmt: skip
    promise_contact(actor("wes"), handoff.pk, Promised(**(usual | changes)), now)  # type: ignore[arg-type]
    return fresh(handoff)


def of(client_key: str) -> Handoff:
    """Return a client's newest handoff."""
    return Handoff.objects.filter(client__source_id=client_key).latest("pk")


def fresh(handoff: Handoff) -> Handoff:
    """Return the handoff as it stands in the database."""
    return Handoff.objects.get(pk=handoff.pk)


_loaded: set[str] = set()


def _cast_database(template: str) -> str:
    """Return the name of a database with the cast in it, made once in this process and only ever copied."""
    name = f"cast_{copies.WORKER}"
    if name not in _loaded:
        copies.copy(template, name)
        copies.point_django_at(name)
        load()
        copies.point_django_at("none")
        _loaded.add(name)
    return name


@contextmanager
def own_copy(template: str) -> Iterator[str]:
    """Give a test its own clinic with the cast in it."""
    with copies.fresh_copy(_cast_database(template)) as name:
        yield name


@contextmanager
def shared_copy(template: str) -> Iterator[None]:
    """Give a test the cast in a transaction that is rolled back; `at_commit` fires the rules of the commit."""
    name = f"cast_shared_{copies.WORKER}"
    if name not in _loaded:
        copies.copy(_cast_database(template), name)
        _loaded.add(name)
    copies.point_django_at(name)
    with transaction.atomic():
        yield
        at_commit()
        transaction.set_rollback(True)
    copies.point_django_at("none")


@contextmanager
def refused(reason: str) -> Iterator[None]:
    """Expect a refusal for this reason, with words for it."""
    with pytest.raises(Refusal) as answer:
        yield
    assert answer.value.reason == reason
    assert reason in REFUSALS


def notices(key: str, handoff: Handoff) -> list[str]:
    """Return what somebody was told about a handoff, oldest first."""
    told = Notice.objects.filter(staff_id=staff(key), handoff=handoff).order_by("told_at", "pk")
    return list(told.values_list("kind", flat=True))


def at_commit() -> None:
    """Check now what is otherwise checked at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def closed_days(*days: date) -> None:
    """Close the building of the clinic on these days."""
    Site.objects.filter(name="Main Street").update(closed_on=list(days))
