"""A clinic where something is under way everywhere, and one person of each kind with a session in it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from handclasp.clients.models import Client as Record
from handclasp.directory.models import Office, Organization, Program, Staff
from handclasp.handoffs.commands.passing import ask_colleague
from handclasp.handoffs.commands.visits import plan_visit
from handclasp.handoffs.models import Handoff, Notice, Pass, Ring
from handclasp.platform.clock import wall_now
from tests import cast
from tests.web import introducing
from tests.web.staffing import signed_in

KINDS = {
    "a stranger": "",
    "the sender": "wes",
    "a receiver": "imani",
    "a clinician who came": "tomas",
    "a supervisor": "dana",
    "an administrator": "bea",
    "a privacy officer": "grace",
    "a quality director": "ruben",
    "another organization": "lena",
    "nobody on the staff": "nobody",
}
TABLES = (Handoff, Record, Staff, Ring, Notice, Pass, Program)


@dataclass
class World:
    """The sessions of everybody, and the numbers that exist."""

    cookies: dict[str, str] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    foreign_ids: list[int] = field(default_factory=list)

    def browser(self, kind: str) -> Client:
        """Return a browser of somebody of this kind; a form's protection is looked at as always."""
        browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
        if kind in self.cookies:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[kind]
        return browser

    def again(self, kind: str) -> str:
        """Return a new session of somebody who signed out."""
        return _session(KINDS[kind])


def make_world() -> World:
    """Write the world into this test's database."""
    introducing.open_clinic()
    Organization.objects.update(second_factor_roles=[])  # whoever must enrol first sees one page only
    now = wall_now()
    both = introducing.shared("imani", "marisol")
    plan_visit(cast.actor("imani"), both.pk, now + timedelta(days=2), now)
    ask_colleague(cast.actor("imani"), both.pk, "receiving", cast.staff("tomas"), "Away.", now)
    introducing.coming("tomas", "ana")
    cast.promised(cast.said_yes("teddy", now), now=now)
    introducing.ringing("ruben", client_key="joy")
    cast.said_yes("kofi", now)
    cast.said_yes("marcus", now, answer="no")
    for key, role in (("bea", "admin"), ("grace", "privacy_officer"), ("ruben", "quality_director")):
        Office.objects.get_or_create(staff_id=cast.staff(key), role=role)
    return World(_sessions(), _ids(), _foreign_ids())


def _sessions() -> dict[str, str]:
    get_user_model().objects.create_user("nobody@example.org")
    return {kind: _session(key) for kind, key in KINDS.items() if key}


def _session(key: str) -> str:
    if key == "nobody":
        person = Staff(user=get_user_model().objects.get(username="nobody@example.org"))
    else:
        person = Staff.objects.get(source_id=key)
    return str(signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value)


def _foreign_ids() -> list[int]:
    """Return numbers that each mean something in many tables of the clinic, and nothing in Lena's organization."""
    lena = cast.staff("lena")
    common = set.intersection(
        *(set(t.objects.values_list("pk", flat=True)) for t in (Handoff, Record, Staff))
    )
    return sorted(common - {lena})[:1]


def _ids() -> list[int]:
    found = {pk for table in TABLES for pk in table.objects.order_by("-pk").values_list("pk", flat=True)[:8]}
    return sorted(found)
