"""One clinic for the whole matrix: built once, looked at in transactions that are rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from handclasp.directory.models import Organization, Staff
from handclasp.handoffs.models import Handoff, Notice, Pass, Ring, Visit
from handclasp.platform.actor import DEMO_LOADER, Actor
from handclasp.platform.db import acting
from tests import cast
from tests.cast import NOW
from tests.matrix.people import Who, acts, busy_handoff, everybody, hire


@dataclass(frozen=True)
class World:
    """Everybody, and the one handoff that everything is tried on."""

    people: dict[Who, Staff]
    actors: dict[Who, Actor]
    handoff: Handoff
    ring: int
    asked_pass: int
    visit: int
    notice: int
    wes: Staff
    away: int

    @property
    def home(self) -> int:
        """Return the organization of the handoff."""
        return self.handoff.organization_id


def build() -> World:
    """Write the clinic into the database that Django points at."""
    handoff = busy_handoff()
    with acting(DEMO_LOADER, NOW, "cast:load"):
        people = {who: hire(who, handoff) for who in everybody()}
    mine = {"handoff": handoff}
    return World(
        people=people,
        actors={who: acts(staff) for who, staff in people.items()},
        handoff=handoff,
        ring=Ring.objects.get(call__handoff=handoff).pk,
        asked_pass=Pass.objects.get(**mine).pk,
        visit=Visit.objects.get(**mine).pk,
        notice=Notice.objects.filter(**mine, staff_id=cast.staff("ruben")).latest("pk").pk,
        wes=Staff.objects.get(source_id="wes"),
        away=Organization.objects.exclude(pk=handoff.organization_id).get().pk,
    )


@contextmanager
def tried() -> Iterator[None]:
    """Let something be tried, and take it back."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def fingerprint() -> str:
    """Return a hash of every row of ours that there is, but for what was refused or read, and who is signed in."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relname ~ '^(clients|handoffs|directory|availability|mfa|procrastinate_jobs|platform)'"
        )
        tables = sorted(name for (name,) in cursor.fetchall())
        parts = [
            f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) FROM {name} t {BUT.get(name, '')}"
            for name in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return str(sorted(cursor.fetchall()))


BUT = {"platform_auditentry": "WHERE kind = 'change'"}
